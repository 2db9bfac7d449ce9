import type { BuiltPackage } from '../builtPackage'

type Colours = Record<string, string>

/** A value of app.json; WeChat looks `@name` up in theme.json, by day or by night. */
function themed(built: BuiltPackage, value: string | undefined): string | undefined {
  if (!value?.startsWith('@')) return value
  const theme = built.configs.theme as { light: Colours; dark: Colours } | undefined
  return theme?.[matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'][value.slice(1)]
}

/** Draws the bar above a page: title, colours, and the way back when there is one. */
export function showBar(built: BuiltPackage, route: string, mayGoBack: boolean): void {
  const app = built.configs.app as { window?: Colours }
  const settings: Colours = { ...app.window, ...(built.configs[route] as Colours) }
  const bar = document.getElementById('bar')
  const title = document.getElementById('title')
  const back = document.getElementById('back')
  if (!bar || !title || !back) throw new Error('the phone has no bar')
  title.textContent = settings.navigationBarTitleText ?? settings.defaultTitle ?? ''
  back.hidden = !mayGoBack
  bar.style.backgroundColor = themed(built, settings.navigationBarBackgroundColor ?? settings.titleBarColor) ?? '#fff'
  bar.style.color = themed(built, settings.navigationBarTextStyle) ?? 'black'
}
