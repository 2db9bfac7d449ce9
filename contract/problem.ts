/** RFC 9457 problem document: what every refusal looks like. `code` is stable, `title` is Chinese for people. */
export interface Problem {
  type: string
  title: string
  status: number
  code: string
  /** What happened, and the next step, in words that a resident understands. */
  detail: string
  /** For `invalid-request`: the field's path, e.g. "heat.quantity". */
  path?: string
  /** Further facts that a page may show, e.g. minimumFen. */
  [fact: string]: unknown
}
