/** One place in which two rulebooks differ; a value that is not there is null. */
export interface RulebookDifference {
  /** Where, as in the file: `lateFee.permillePerDay`, `areaPrices.0.lines.1.price`. */
  path: string
  before: string | null
  after: string | null
}

/**
 * What a rulebook says otherwise than another, in the order of the later one: each value that is new, gone or changed. Entries of
 * a list that are in both are taken for the same, wherever they stand. Takes what their YAML holds, every scalar as text.
 */
export function rulebookDifferences(
  before: unknown,
  after: unknown,
  path: readonly string[] = [],
): RulebookDifference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  if (Array.isArray(before) && Array.isArray(after)) return listDifferences(before, after, path)
  if (isMap(before) && isMap(after)) {
    const names = [...Object.keys(after), ...Object.keys(before).filter((name) => !Object.hasOwn(after, name))]
    return names.flatMap((name) => rulebookDifferences(before[name], after[name], [...path, name]))
  }
  return [{ path: path.join('.'), before: told(before), after: told(after) }]
}

function listDifferences(
  before: readonly unknown[],
  after: readonly unknown[],
  path: readonly string[],
): RulebookDifference[] {
  const same = new Set(before.map((one) => JSON.stringify(one)))
  const kept = new Set(after.map((one) => JSON.stringify(one)).filter((one) => same.has(one)))
  const changed = (list: readonly unknown[]) =>
    list.map((value, at) => ({ value, at })).filter(({ value }) => !kept.has(JSON.stringify(value)))
  const [gone, come] = [changed(before), changed(after)]
  // What stands in the place of another is that one, changed.
  return Array.from({ length: Math.max(gone.length, come.length) }, (_, at) => {
    const place = String((come[at] ?? gone[at])?.at)
    return rulebookDifferences(gone[at]?.value, come[at]?.value, [...path, place])
  }).flat()
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const told = (value: unknown): string | null =>
  value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value)
