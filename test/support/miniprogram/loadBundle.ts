import { readFileSync } from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'

export type PageDefinition = Record<string, unknown> & { data?: Record<string, unknown> }

export interface Bundle {
  /** Loads a page's own script and gives what it registered. */
  page(route: string): PageDefinition
  app: Record<string, (options: unknown) => void>
  /** Ends every timer that still runs. */
  stop(): void
}

interface Module {
  exports: unknown
}

/** Timers run this much faster, so that a page that waits a second is tested in some milliseconds. */
const HASTE = 40

/**
 * Runs a built mini-program's scripts as WeChat's or Alipay's logic layer would: with the platform's object, App, Page
 * and Component, and without window, document or anything else of a browser.
 */
export function loadBundle(folder: string, globals: Record<string, unknown>, pagesOpen: () => unknown[]): Bundle {
  const timers = new Set<NodeJS.Timeout>()
  let stopped = false
  const timed =
    (begin: (work: () => void, wait: number) => NodeJS.Timeout) =>
    (work: () => void, wait = 0) => {
      const timer = begin(work, wait / HASTE)
      if (stopped) clearTimeout(timer)
      else timers.add(timer)
      return timer
    }
  let app: Bundle['app'] = {}
  let registered: PageDefinition | undefined
  const registerApp = (definition: Bundle['app']) => {
    app = definition
  }
  const registerPage = (definition: PageDefinition) => {
    registered = definition
  }
  const context = vm.createContext({
    console,
    setTimeout: timed(setTimeout),
    setInterval: timed(setInterval),
    clearTimeout,
    clearInterval,
    queueMicrotask,
    App: registerApp,
    Page: registerPage,
    Component: registerPage,
    getApp: () => app,
    getCurrentPages: pagesOpen,
    ...globals,
  })

  const modules = new Map<string, Module>()
  const load = (file: string): unknown => {
    const full = file.endsWith('.js') ? file : `${file}.js`
    const known = modules.get(full)
    if (known) return known.exports
    const module: Module = { exports: {} }
    modules.set(full, module)
    const source = readFileSync(path.join(folder, full), 'utf8')
    const run = vm.runInContext(`(function (require, module, exports) {${source}\n})`, context, { filename: full })
    run((asked: string) => load(path.join(path.dirname(full), asked)), module, module.exports)
    return module.exports
  }

  load('app')
  const definitions = new Map<string, PageDefinition>()
  return {
    get app() {
      return app
    },
    stop() {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
    },
    page(route) {
      const known = definitions.get(route)
      if (known) return known
      registered = undefined
      load(route)
      if (!registered) throw new Error(`${route} registered no page`)
      definitions.set(route, registered)
      return registered
    },
  }
}
