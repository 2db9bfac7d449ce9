import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { TmplGroup } from 'glass-easel-template-compiler'
import { forBrowser, scriptOfAlipay, templateOfAlipay } from './templateText'

export type Platform = 'weapp' | 'alipay'

/** A built mini-program as the phone in the browser takes it. */
export interface BuiltPackage {
  platform: Platform
  /** Script files by path with `.js`. */
  scripts: Record<string, string>
  /** Style sheets by path without their ending. */
  styles: Record<string, string>
  /** JSON files by path without their ending. */
  configs: Record<string, unknown>
  /** All templates, compiled into one expression. */
  templates: string
  /** What the compiler complained of, with the file. */
  complaints: string[]
}

const ENDINGS = {
  weapp: { template: '.wxml', helper: '.wxs', style: '.wxss' },
  alipay: { template: '.axml', helper: '.sjs', style: '.acss' },
} as const

/** Reads dist/weapp or dist/alipay and compiles its templates with WeChat's own compiler (glass-easel). */
export function readPackage(folder: string, platform: Platform): BuiltPackage {
  const endings = ENDINGS[platform]
  const group = new TmplGroup()
  const read: BuiltPackage = { platform, scripts: {}, styles: {}, configs: {}, templates: '', complaints: [] }
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const entry of files) {
    const full = path.join(entry.parentPath, entry.name)
    const name = path.relative(folder, full)
    const ending = path.extname(name)
    const bare = name.slice(0, -ending.length)
    const text = () => readFileSync(full, 'utf8')
    if (ending === endings.template) {
      const template = forBrowser(platform === 'alipay' ? templateOfAlipay(text()) : text())
      for (const complaint of group.addTmpl(bare, template))
        read.complaints.push(`${name}: ${JSON.stringify(complaint)}`)
    } else if (ending === endings.helper) {
      group.addScript(bare, platform === 'alipay' ? scriptOfAlipay(text()) : text())
    } else if (ending === endings.style) read.styles[bare] = text()
    else if (ending === '.js') read.scripts[name] = text()
    else if (ending === '.json') read.configs[bare] = JSON.parse(text())
  }
  read.templates = group.getTmplGenObjectGroups()
  return read
}
