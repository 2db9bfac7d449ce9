import type { BuiltPackage } from '../builtPackage'
import { pageStack } from './pages'
import { natives } from './platform'
import { runScripts } from './scripts'

declare global {
  interface Window {
    /** Opens the program anew at a page, as a message or a scanned code does. */
    openAddress(url: string): void
  }
}

/** Starts the built mini-program that this phone was given, at its home page or at the page that the address names. */
async function start(): Promise<void> {
  const built = (await (await fetch('/package.json')).json()) as BuiltPackage
  const asked = new URLSearchParams(location.search)
  const query = Object.fromEntries(new URLSearchParams(asked.get('query') ?? ''))
  const bar = document.getElementById('bar')
  document.documentElement.style.setProperty('--page-height', `${innerHeight - (bar?.offsetHeight ?? 0)}px`)
  const font = Number(asked.get('font') ?? (built.platform === 'weapp' ? 17 : 16))
  const wx = natives(built.platform, () => pages, { query, font })
  const pages = pageStack(built, () => scripts)
  const scripts = runScripts(built, wx, pages.open)
  document.getElementById('back')?.addEventListener('click', () => pages.navigateBack())
  scripts.app.onLaunch?.({ path: '', query })
  scripts.app.onShow?.({ path: '', query })
  const home = (built.configs.app as { pages: string[] }).pages[0]
  window.openAddress = pages.reLaunch
  pages.reLaunch(`/${asked.get('page') ?? `${home}?${new URLSearchParams(query)}`}`)
}

start()
