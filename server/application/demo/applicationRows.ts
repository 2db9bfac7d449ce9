import type { Table } from '../tablePort'

const DEMO_KINDS = [
  'suspension',
  'resumption',
  'gas-report',
  'temperature-report',
  'instalment-consent',
  'claim',
  'objection',
  'refund',
  'refund-checked',
  'refund-in-batch',
] as const
export type DemoKind = (typeof DEMO_KINDS)[number]

/** One line of sandbox/demo/applications.csv: what somebody asks for on a day of the season, or after it. */
export interface DemoApplication {
  userCode: string
  kind: DemoKind
  /** Month and day. */
  on: string
  /** A gas meter's reading, measured temperatures, the result of an inspection, why staff refuse a refund, or whose home was meant. */
  value: string
  words: string
}

/** The lines about one company; throws on a kind that there is not: the file is part of the product. */
export function demoApplications({ headings, rows }: Table, company: string): DemoApplication[] {
  const at = (name: string) => headings.indexOf(name)
  return rows.flatMap(({ line, cells }) => {
    const cell = (name: string) => cells[at(name)] ?? ''
    if (cell('company') !== company) return []
    const kind = DEMO_KINDS.find((one) => one === cell('kind'))
    if (!kind) throw new Error(`applications.csv:${line}: no such kind: ${cell('kind')}`)
    return [{ userCode: cell('userCode'), kind, on: cell('on'), value: cell('value'), words: cell('words') }]
  })
}
