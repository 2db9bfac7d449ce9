import { FileFault } from './fileFault'

/** A heading as all its spellings: brackets full-width or not, blanks, tabs, back-ticks and byte order marks around it. */
function plainHeading(heading: string): string {
  return heading
    .replace(/[（]/g, '(')
    .replace(/[）]/g, ')')
    .replace(/[\s`\uFEFF]/g, '')
}

/** Where each column is, by its heading; layouts differ in order and number of columns, so nothing goes by position. */
export interface Columns {
  readonly count: number
  /** The place of the first of these headings that the file has; undefined when it has none. */
  find(...headings: string[]): number | undefined
  /** The same, for a column that the file cannot do without. */
  need(...headings: string[]): number
}

/** Reads a heading line; `line` is told when a column is missing. */
export function columnsOf(headings: readonly string[], line: number): Columns {
  const places = new Map(headings.map((heading, place) => [plainHeading(heading), place]))
  const find = (...wanted: string[]): number | undefined => {
    for (const heading of wanted) {
      const place = places.get(plainHeading(heading))
      if (place !== undefined) return place
    }
    return undefined
  }
  return {
    count: headings.length,
    find,
    need(...wanted) {
      const place = find(...wanted)
      if (place === undefined) throw new FileFault(`没有“${wanted[0]}”一列`, line)
      return place
    },
  }
}
