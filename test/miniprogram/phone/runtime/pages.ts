import type { BuiltPackage } from '../builtPackage'
import { showBar } from './bar'
import { cross } from './crossing'
import type { Definition, Scripts } from './scripts'
import { createViews, type View } from './view'

/** The scripts' side of an open page: what `this` is in Page(). */
interface Page extends Definition {
  route: string
  onLoad?(query: Record<string, string>): void
  onShow?(): void
  onReady?(): void
  onHide?(): void
  onUnload?(): void
  eh?(event: unknown): void
}

const MAX_PAGES = 10

/** The pages that are open, one above the other; opened and left as the platforms do it. */
export function pageStack(built: BuiltPackage, scripts: () => Scripts) {
  const open: { page: Page; view: View }[] = []
  const ground = document.getElementById('pages')
  if (!ground) throw new Error('no ground for pages')
  const draw = createViews(built, ground, (event) => cross(() => open.at(-1)?.page.eh?.(event)))

  function create(url: string) {
    const [route = '', search = ''] = url.replace(/^\//, '').split('?')
    const definition = scripts().definition(route)
    const view = draw(route, structuredClone((definition.data ?? {}) as Record<string, unknown>))
    const page: Page = Object.assign(Object.create(definition), {
      route,
      __route__: route,
      options: Object.fromEntries(new URLSearchParams(search)),
      setData(change: Record<string, unknown>, done?: () => void) {
        const sent = structuredClone(change)
        cross(() => {
          view.setData(sent)
          cross(() => done?.())
        })
      },
    })
    page.$page = page
    return { page, view }
  }

  function show(fresh: boolean) {
    const top = open.at(-1)
    if (!top) return
    for (const { view } of open) view.element.hidden = view !== top.view
    showBar(built, top.page.route, open.length > 1)
    if (fresh) top.page.onLoad?.(top.page.options as Record<string, string>)
    top.page.onShow?.()
    if (fresh) cross(() => top.page.onReady?.())
  }

  function close(count: number) {
    for (const { page, view } of open.splice(open.length - count).reverse()) {
      page.onUnload?.()
      view.remove()
    }
  }

  function put(url: string) {
    open.push(create(url))
    show(true)
  }

  return {
    open: () => open.map(({ page }) => page),
    navigateTo(url: string) {
      if (open.length >= MAX_PAGES) throw new Error(`a mini-program opens ${MAX_PAGES} pages at most`)
      open.at(-1)?.page.onHide?.()
      put(url)
    },
    redirectTo(url: string) {
      close(1)
      put(url)
    },
    reLaunch(url: string) {
      close(open.length)
      put(url)
    },
    navigateBack() {
      if (open.length < 2) return
      close(1)
      show(false)
    },
  }
}
export type PageStack = ReturnType<typeof pageStack>
