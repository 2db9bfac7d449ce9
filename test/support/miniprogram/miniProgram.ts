import { loadBundle } from './loadBundle'
import { type PageStack, pageStack } from './pageStack'
import { alipay, type Call, type World, wechat } from './platform'
import { lookAt, type Screen } from './screen'
import type { ScriptedApi } from './scriptedApi'
import { readTemplates } from './templates'

export interface MiniProgram {
  screen: Screen
  stack: PageStack
  /** Every call that the program made to wx or my, in order. */
  calls: Call[]
  callsOf(name: string): Call[]
}

export interface Start {
  folder: string
  api: ScriptedApi
  /** What stays on the phone between two starts. */
  storage?: Map<string, unknown>
  sheetSays?: () => string
  subscribeSays?: () => readonly boolean[]
  query?: string
}

const running = new Set<{ stop(): void }>()

/** Ends all programs that were started; a page may otherwise go on asking the server. */
export function stopAll() {
  for (const bundle of running) bundle.stop()
  running.clear()
}

/** Starts a built mini-program at its home page. */
export function start(
  platform: 'weapp' | 'alipay',
  { folder, api, storage, sheetSays, subscribeSays, query }: Start,
): MiniProgram {
  const calls: Call[] = []
  let stack: PageStack
  const world: World = {
    api,
    stack: () => stack,
    storage: storage ?? new Map(),
    subscribeSays: subscribeSays ?? (() => [true, true, true]),
    sheetSays: sheetSays ?? (() => (platform === 'weapp' ? 'requestPayment:ok' : '9000')),
  }
  const natives: Record<string, unknown> = platform === 'weapp' ? wechat(world) : alipay(world)
  const recorded = Object.fromEntries(
    Object.entries(natives).map(([name, work]) => [
      name,
      (...given: unknown[]) => {
        calls.push({ name, options: (given[0] ?? {}) as Call['options'] })
        return (work as (...given: unknown[]) => unknown)(...given)
      },
    ]),
  )
  const globals = platform === 'weapp' ? { wx: recorded } : { my: recorded, navigator: { swuserAgent: 'AlipayClient' } }
  const bundle = loadBundle(folder, globals, () => stack.open())
  running.add(bundle)
  stack = pageStack(bundle)
  bundle.app.onLaunch?.({ path: '', query: {} })
  bundle.app.onShow?.({ path: '', query: {} })
  stack.reLaunch(`/pages/home/index${query ? `?${query}` : ''}`)
  return {
    screen: lookAt(() => stack.top(), readTemplates(folder)),
    stack,
    calls,
    callsOf: (name) => calls.filter((call) => call.name === name),
  }
}
