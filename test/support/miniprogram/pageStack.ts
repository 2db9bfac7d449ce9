import type { Bundle } from './loadBundle'
import type { LivePage } from './screen'
import type { Node } from './templates'

interface Page extends LivePage {
  [member: string]: unknown
  onLoad?(query: Record<string, string>): void
  onShow?(): void
  onReady?(): void
  onHide?(): void
  onUnload?(): void
}

/** Puts a value at a path such as `root.cn.[0].cn.[2].v`, as setData does. */
function put(data: Record<string, unknown>, at: string, value: unknown) {
  const keys = at
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter(Boolean)
  const last = keys.pop() ?? ''
  let place: Record<string, unknown> = data
  for (const [index, key] of keys.entries()) {
    place[key] ??= /^\d+$/.test(keys[index + 1] ?? last) ? [] : {}
    place = place[key] as Record<string, unknown>
  }
  place[last] = value
}

/** The pages that are open, opened and closed as the platform does it. */
export function pageStack(bundle: Bundle) {
  const open: Page[] = []

  function create(url: string): Page {
    const [route = '', search = ''] = url.replace(/^\//, '').split('?')
    const definition = bundle.page(route)
    const page: Page = Object.assign(Object.create(definition), {
      route,
      __route__: route,
      options: Object.fromEntries(new URLSearchParams(search)),
      data: structuredClone(definition.data ?? {}),
      setData(change: Record<string, unknown>, done?: () => void) {
        for (const [at, value] of Object.entries(change)) put(page.data, at, structuredClone(value))
        setTimeout(() => done?.())
      },
      // Alipay's way of changing a list in place.
      $spliceData(change: Record<string, [number, number, ...Node[]]>, done?: () => void) {
        for (const [at, [start, count, ...added]] of Object.entries(change)) {
          const list = at
            .split('.')
            .reduce<unknown>((place, key) => (place as Record<string, unknown>)[key], page.data) as Node[]
          list.splice(start, count, ...added)
        }
        setTimeout(() => done?.())
      },
    })
    page.$page = page
    return page
  }

  function show(page: Page, fresh: boolean) {
    if (fresh) {
      open.push(page)
      page.onLoad?.(page.options as Record<string, string>)
    }
    page.onShow?.()
    if (fresh) page.onReady?.()
  }

  return {
    open: () => open,
    top(): Page {
      const page = open.at(-1)
      if (!page) throw new Error('no page is open')
      return page
    },
    navigateTo(url: string) {
      if (open.length >= 10) throw new Error('a mini-program opens ten pages at most')
      open.at(-1)?.onHide?.()
      show(create(url), true)
    },
    redirectTo(url: string) {
      open.pop()?.onUnload?.()
      show(create(url), true)
    },
    reLaunch(url: string) {
      for (const page of open.splice(0).reverse()) page.onUnload?.()
      show(create(url), true)
    },
    navigateBack() {
      if (open.length < 2) return
      open.pop()?.onUnload?.()
      const page = open.at(-1)
      if (page) show(page, false)
    },
  }
}

export type PageStack = ReturnType<typeof pageStack>
