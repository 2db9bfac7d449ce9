import { existsSync } from 'node:fs'
import path from 'node:path'

/** The project's config/rulebooks, seen from the sources and from the built program alike, wherever it was started. */
export function rulebookFolder(): string {
  const places = [path.resolve(__dirname, '..'), path.resolve(__dirname, '../../..'), process.cwd()]
  const root = places.find((place) => existsSync(path.join(place, 'config', 'rulebooks'))) ?? process.cwd()
  return path.join(root, 'config', 'rulebooks')
}
