import { type Document, isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml'
import { incoherences } from '../../domain/rulebook/coherence'
import { type Rulebook, rulebookSchema } from '../../domain/rulebook/rulebook'
import { exampleFaults } from './checkExamples'
import type { RulebookFault } from './fault'

export type ReadOutcome = { outcome: 'read'; rulebook: Rulebook } | { outcome: 'wrong'; faults: RulebookFault[] }

type Path = readonly PropertyKey[]

/**
 * Reads one rulebook from YAML text; `file` names it in faults. Shape first, then whether its parts fit together, then
 * its worked examples: each later check needs the earlier ones. Gives all faults of the first check that finds any.
 */
export function readRulebook(file: string, yaml: string): ReadOutcome {
  const lines = new LineCounter()
  // The failsafe schema leaves every scalar as the text that was written: prices never become floats (domain.md C1).
  const document = parseDocument(yaml, { lineCounter: lines, schema: 'failsafe', prettyErrors: false })
  const fault = (offset: number, reason: string): RulebookFault => ({ file, line: lines.linePos(offset).line, reason })
  const broken = [...document.errors, ...document.warnings]
  if (broken.length > 0) return wrong(broken.map((error) => fault(error.pos[0], error.message)))

  const at = (path: Path, reason: string): RulebookFault => {
    const where = path.map(String).join('.')
    return fault(offsetOf(document, path), where === '' ? reason : `${where}: ${reason}`)
  }
  const parsed = rulebookSchema.safeParse(document.toJS())
  if (!parsed.success) {
    return wrong(
      parsed.error.issues.flatMap((issue) =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((key) => at([...issue.path, key], '没有这个字段'))
          : [at(issue.path, issue.message)],
      ),
    )
  }
  const rulebook = parsed.data
  const unfit = incoherences(rulebook)
  if (unfit.length > 0) return wrong(unfit.map(({ path, reason }) => at(path, reason)))
  const miscounted = exampleFaults(rulebook)
  if (miscounted.length > 0) return wrong(miscounted.map(({ path, reason }) => at(path, reason)))
  return { outcome: 'read', rulebook }
}

function wrong(faults: RulebookFault[]): ReadOutcome {
  return { outcome: 'wrong', faults }
}

/** Where a path begins in the text: its key where it has one; for a missing field, the map that lacks it. */
function offsetOf(document: Document, path: Path): number {
  let offset = 0
  let node: unknown = document.contents
  for (const step of path) {
    if (isNode(node)) offset = node.range?.[0] ?? offset
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === step)
      if (!pair) return offset
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isNode(node) && 'items' in node && Array.isArray(node.items)) {
      node = node.items[Number(step)]
      if (isNode(node)) offset = node.range?.[0] ?? offset
    } else return offset
  }
  return offset
}
