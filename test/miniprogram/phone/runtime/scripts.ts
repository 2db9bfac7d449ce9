import type { BuiltPackage } from '../builtPackage'

/** What a page's script registers with Page(), a component's with Component(), the program's with App(). */
export type Definition = Record<string, unknown>

/** What the scripts of a mini-program do not see of a browser. */
const HIDDEN = [
  ...['window', 'document', 'self', 'globalThis', 'top', 'parent', 'frames', 'location', 'history', 'navigator'],
  ...['localStorage', 'sessionStorage', 'fetch', 'XMLHttpRequest', 'Image', 'HTMLElement', 'Element', 'Node', 'Event'],
  ...['CustomEvent', 'MutationObserver', 'requestAnimationFrame', 'cancelAnimationFrame', 'alert', 'confirm', 'URL'],
  ...['URLSearchParams', 'Blob', 'FormData', 'TextEncoder', 'TextDecoder', 'AbortController', 'structuredClone'],
]

/** The path of a file that another one requires. */
function required(from: string, asked: string): string {
  const steps = from.split('/').slice(0, -1)
  for (const step of asked.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.') steps.push(step)
  }
  const file = steps.join('/')
  return file.endsWith('.js') ? file : `${file}.js`
}

export interface Scripts {
  app: Record<string, ((options: unknown) => void) | undefined>
  /** Runs a page's or component's script and gives what it registered. */
  definition(route: string): Definition
}

/** Runs a package's scripts as the logic layer does: with the platform's own names and without those of a browser. */
export function runScripts(built: BuiltPackage, natives: object, pagesOpen: () => unknown[]): Scripts {
  let app: Scripts['app'] = {}
  let registered: Definition | undefined
  const register = (definition: Definition) => {
    registered = definition
  }
  const names: Record<string, unknown> = {
    ...Object.fromEntries(HIDDEN.map((name) => [name, undefined])),
    ...(built.platform === 'weapp' ? { wx: natives } : { my: natives, navigator: { swuserAgent: 'AlipayClient' } }),
    App: (definition: Scripts['app']) => {
      app = definition
    },
    Page: register,
    Component: register,
    getApp: () => app,
    getCurrentPages: pagesOpen,
    global: {},
  }
  const modules = new Map<string, { exports: unknown }>()
  const load = (file: string): unknown => {
    const known = modules.get(file)
    if (known) return known.exports
    const source = built.scripts[file]
    if (source === undefined) throw new Error(`the package has no script ${file}`)
    const module = { exports: {} }
    modules.set(file, module)
    const given = { ...names, module, exports: module.exports, require: (asked: string) => load(required(file, asked)) }
    new Function(...Object.keys(given), `${source}\n//# sourceURL=package/${file}`)(...Object.values(given))
    return module.exports
  }
  load('app.js')
  const definitions = new Map<string, Definition>()
  return {
    app,
    definition(route) {
      const known = definitions.get(route)
      if (known) return known
      registered = undefined
      load(`${route}.js`)
      if (!registered) throw new Error(`${route} registered nothing`)
      definitions.set(route, registered)
      return registered
    },
  }
}
