import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { type Wording, wording } from '../../domain/message/wording'

/** Reads config/messages.yaml of a project's folder; throws with what is wrong, at start. */
export function loadWording(projectDir: string): Wording {
  const text = readFileSync(path.join(projectDir, 'config', 'messages.yaml'), 'utf8')
  // Failsafe: texts stay texts, whatever they look like.
  return wording.parse(parse(text, { schema: 'failsafe' }))
}
