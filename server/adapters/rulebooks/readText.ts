import type { ReadText } from '../../application/rulebooks/ports'
import { readYaml } from '../files/yamlFile'
import { readRulebook, rulebookHash } from './loadRulebooks'
import type { KnownBanks } from './unknownBanks'

/** Reads and checks the text of a rulebook, wherever it comes from; line ends count as the file's own (`loadRulebookFile`). */
export function readRulebookText(given: string, known?: KnownBanks): ReadText {
  const text = given.replaceAll('\r\n', '\n')
  const read = readRulebook('', text, known)
  if (read.outcome === 'wrong') return { outcome: 'wrong', faults: read.faults.map(({ file: _, ...fault }) => fault) }
  const yaml = readYaml(text, 'failsafe')
  const written: unknown = yaml.outcome === 'read' ? yaml.document.toJS() : {}
  return { outcome: 'read', rulebook: read.rulebook, written, hash: rulebookHash(text), text }
}
