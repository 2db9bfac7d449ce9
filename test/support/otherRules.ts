import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PROJECT } from './ports'

/**
 * The project as somebody sees it whose rulebook of a company is written otherwise: `rewrite` changes its text. Everything
 * else is the project's own. Gives the folder, below `folder`.
 */
export function withOtherRules(folder: string, company: string, rewrite: (rulebook: string) => string): string {
  const project = path.join(folder, 'project')
  mkdirSync(project)
  for (const name of readdirSync(PROJECT)) {
    if (name !== 'config') symlinkSync(path.join(PROJECT, name), path.join(project, name))
  }
  cpSync(path.join(PROJECT, 'config'), path.join(project, 'config'), { recursive: true })
  const file = path.join(project, 'config', 'rulebooks', `${company}.yaml`)
  const before = readFileSync(file, 'utf8')
  const after = rewrite(before)
  if (after === before) throw new Error(`the rulebook of ${company} is as it was`)
  writeFileSync(file, after)
  return project
}
