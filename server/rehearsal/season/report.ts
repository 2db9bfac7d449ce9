import { formatYuan, sumFen, yuanText } from '../../../contract/money'
import type { LedgerEvent } from '../../domain/ledger/transfer'

/** What the ledger says of one month: events in it, and balances at its end; amounts in fen. */
export interface MonthOfBooks {
  /** `2025-11` */
  month: string
  events: Partial<Record<LedgerEvent, { count: number; amountFen: number }>>
  /** By account, on its own side; only what is not 0. */
  balances: Record<string, number>
  /** What verify-ledger found broken at the month's end; null when everything held. */
  broken: string | null
}

/** Something that happened in a rehearsal, in words for a reader. */
export interface Happening {
  on: string
  what: string
}

export interface RehearsalReport {
  company: string
  name: string
  season: string
  seed: string
  households: number
  metered: number
  months: MonthOfBooks[]
  happenings: Happening[]
  /** What this company's rulebook has not, so that it was not rehearsed. */
  skipped: string[]
  /** Totals, each with its name for people. */
  totals: { name: string; value: string }[]
}

const COLUMNS: { title: string; of: (month: MonthOfBooks) => number }[] = [
  { title: '开单', of: ({ events }) => amount(events['bill-opened']) },
  { title: '收款', of: ({ events }) => amount(events['payment-applied']) + amount(events['payment-suspended']) },
  { title: '账单调整', of: ({ events }) => amount(events['bill-changed']) },
  { title: '结算应退', of: ({ events }) => amount(events['settlement-refund-due']) },
  { title: '补费', of: ({ events }) => amount(events['top-up-billed']) },
  { title: '代发退费', of: ({ events }) => amount(events['payout-paid']) },
  { title: '退汇', of: ({ events }) => amount(events['payout-returned']) },
  { title: '并入下季', of: ({ events }) => amount(events['refund-carried-over']) },
  { title: '月末应收', of: ({ balances }) => balances.receivable ?? 0 },
  { title: '月末应退', of: ({ balances }) => balances['settlement-payable'] ?? 0 },
  { title: '月末预存', of: ({ balances }) => balances['household-credit'] ?? 0 },
  { title: '月末累计违约金', of: ({ balances }) => balances['late-fee-income'] ?? 0 },
]

const amount = (event: { amountFen: number } | undefined): number => event?.amountFen ?? 0

/** Whether the books held at every month's end. */
export function heldThroughout({ months }: Pick<RehearsalReport, 'months'>): boolean {
  return months.every(({ broken }) => broken === null)
}

/** The report of a rehearsal for people: Markdown, a row a month, what happened, and totals. Amounts in yuan. */
export function reportText(report: RehearsalReport): string {
  const { name, season, seed, households, metered, months, happenings, skipped, totals } = report
  const cell = (fen: number): string => (fen === 0 ? '' : yuanText(fen))
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    `# ${name} ${season} 采暖季演练`,
    '',
    `${households} 户（其中热计量 ${metered} 户），种子 \`${seed}\`。演练使用独立的数据库，不触及真实数据；同一种子得到同一结果。`,
    '',
    heldThroughout(report)
      ? `**${months.length} 个月末的账本核对全部通过。**`
      : '**账本核对没有全部通过，见下表最后一列。**',
    '',
    '## 逐月（元）',
    '',
    row(['月份', ...COLUMNS.map(({ title }) => title), '账本核对']),
    row(['---', ...COLUMNS.map(() => '---:'), '---']),
    ...months.map((month) => row([month.month, ...COLUMNS.map(({ of }) => cell(of(month))), month.broken ?? '通过'])),
    row([
      '合计',
      ...COLUMNS.map(({ title, of }) => (title.startsWith('月末') ? '' : cell(sumFen(months.map(of))))),
      '',
    ]),
    '',
    '## 经过',
    '',
    ...happenings.map(({ on, what }) => `- ${on} ${what}`),
    '',
    ...(skipped.length > 0 ? ['## 没有演练的部分', '', ...skipped.map((what) => `- ${what}`), ''] : []),
    '## 合计',
    '',
    row(['项目', '数值']),
    row(['---', '---:']),
    ...totals.map(({ name: what, value }) => row([what, value])),
    '',
  ].join('\n')
}

/** `12 户，1,234.56 元` */
export function countAndAmount({ count, amountFen }: { count: number; amountFen: number }): string {
  return `${count} 户，${formatYuan(amountFen)}`
}
