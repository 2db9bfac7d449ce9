import path from 'node:path'
import { type Wording, wording } from '../../domain/message/wording'
import { parsedYaml } from '../files/yamlFile'

/** Reads config/messages.yaml of a project's folder; throws with what is wrong, at start. */
export function loadWording(projectDir: string): Wording {
  const file = path.join(projectDir, 'config', 'messages.yaml')
  // Failsafe: texts stay texts, whatever they look like.
  return wording.parse(parsedYaml(file, 'failsafe'))
}
