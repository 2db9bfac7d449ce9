import type { Remitted } from '../../../server/domain/reconciliation/channelEntry'
import { COUNTERS, DEPOSIT_FEN, day, FAULTS, ONLINE } from './days'
import { BANKS, type Channel, type Credit, type Month } from './month'
import type { Morning } from './morning'

type Remittances = Partial<Record<Channel, Remitted>>

/** The company's two accounts at its banks: what reaches them, and the statements that report it. */
export function openAccounts(month: Month, { statements, folder }: Pick<Morning, 'statements' | 'folder'>) {
  const credits: Record<string, Credit[]> = { [ONLINE.statement]: [], [COUNTERS.statement]: [] }
  const balance: Record<string, number> = {}
  let held = 0

  function credit(account: string, given: Credit, source?: string): void {
    credits[account]?.push(given)
    if (source) month.settled(source, given.amountFen)
  }

  /** What channels and banks send reaches the accounts, as late and as lumped as the day's fault has it. */
  function send(n: number, remitted: Remittances): void {
    const { wechat, alipay } = remitted
    const quoted = { ourReference: wechat?.flowNo.slice(0, 16), remark: '财付通' }
    if (wechat && n === FAULTS.creditInParts) {
      const part = Math.floor(wechat.fen / 3)
      credit(ONLINE.statement, { on: day(n), amountFen: part, remark: '财付通' }, 'wechat')
      credit(ONLINE.statement, { on: day(n + 1), amountFen: wechat.fen - part, remark: '财付通' }, 'wechat')
    } else if (wechat && n === FAULTS.lateCredit) {
      credit(ONLINE.statement, { on: day(n + 5), amountFen: wechat.fen, ...quoted }, 'wechat')
    } else if (wechat) credit(ONLINE.statement, { on: day(n), amountFen: wechat.fen, ...quoted }, 'wechat')
    if (alipay && n === FAULTS.batchCredit) held = alipay.fen
    else if (alipay) {
      credit(ONLINE.statement, { on: day(n + 1), amountFen: alipay.fen + held, remark: '支付宝' }, 'alipay')
      held = 0
    }
    for (const bank of BANKS) {
      const amountFen = month.handOver(bank, day(n))
      if (amountFen > 0) credit(COUNTERS.statement, { on: day(n + 1), amountFen }, `bank:${bank}`)
    }
    if (n === FAULTS.deposit) credit(ONLINE.statement, { on: day(n), amountFen: DEPOSIT_FEN, remark: '张三采暖费' })
    if (n === FAULTS.bankError) {
      const wrong = { amountFen: 77_700, ourReference: 'ERR0000000000001' }
      credit(COUNTERS.statement, { on: day(n), ...wrong })
      credit(COUNTERS.statement, { on: day(n + 1), ...wrong, direction: 'debit', reversal: true })
    }
  }

  /** Writes an account's statement of a day; gives its place. */
  async function statement({ statement: id, number }: typeof ONLINE, date: string): Promise<string> {
    const rows = (credits[id] ?? [])
      .filter(({ on }) => on === date)
      .map(
        ({ on: bookedOn, amountFen, direction = 'credit', reversal = false, ourReference = null, remark = '' }, n) => ({
          ...{ bookedOn, amountFen, direction, reversal, ourReference: ourReference ?? null, remark },
          bankReference: `BK${date.replaceAll('-', '')}${n}`,
        }),
      )
    const openingFen = balance[id] ?? 1_000_000
    balance[id] = rows.reduce(
      (sum, row) => sum + (row.direction === 'credit' ? row.amountFen : -row.amountFen),
      openingFen,
    )
    const bank = statements.get(id)
    if (!bank) throw new Error(id)
    return (await bank.write(folder, { date, account: number, openingFen, rows })).path
  }

  return { send, statement }
}
