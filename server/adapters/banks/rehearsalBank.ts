import { createHash } from 'node:crypto'
import { decode, encode } from 'iconv-lite'
import type { BankCardChecker, PayoutBank } from '../../application/ports/banks'
import { resultFileName } from '../../domain/heatSettlement/payout'

interface Paid {
  serial: string
  account: string
  name: string
  amount: string
  failed: boolean
  returned: boolean
}

const EIGHTH = 8

/**
 * The bank of a rehearsal, in memory: it knows every card that begins with 6217 as its own; of a batch's payments an eighth
 * comes back after two days and another eighth fails, chosen by their serial numbers, so that it is the same each time.
 */
export function rehearsalBank(today: () => string, addDays: (day: string, days: number) => string) {
  const batches = new Map<string, { paidOn: string; rows: Paid[] }>()
  const compact = (day: string) => day.replaceAll('-', '')
  const file = (rows: readonly string[]) => encode([...rows, '########', ''].join('\r\n'), 'gb18030')

  const checker: BankCardChecker = {
    check: async ({ card }) => {
      const sameBank = card.startsWith('6217')
      const bankName = sameBank ? '演练银行' : '演练外行'
      return { outcome: 'confirmed', bankName, routeNo: sameBank ? null : '313100000013', sameBank }
    },
  }
  const bank: PayoutBank = {
    async send(_, fileName, bytes) {
      if (batches.has(fileName)) return 'sent'
      const [head = '', ...lines] = decode(bytes, 'gb18030').split('\r\n').slice(0, -2)
      const amountAt = head.startsWith('PO|') ? 5 : 3
      const rows = lines.map((line, index): Paid => {
        const fields = line.split('|')
        const [serial = '', account = '', name = ''] = fields
        const drawn = (createHash('sha256').update(serial).digest()[0] ?? 0) % EIGHTH
        // The first payment of a batch always comes back, so that a rehearsal shows it.
        const returned = index === 0 || drawn === 1
        return { serial, account, name, amount: fields[amountAt] ?? '0', failed: !returned && drawn === 2, returned }
      })
      batches.set(fileName, { paidOn: today(), rows })
      return 'sent'
    },
    async result(_, requestName) {
      const batch = batches.get(requestName)
      if (!batch) return { outcome: 'not-ready' }
      const sum = (rows: readonly Paid[]) => rows.reduce((total, { amount }) => total + Number(amount), 0)
      const good = batch.rows.filter(({ failed }) => !failed)
      const rows = batch.rows.map(({ serial, account, name, amount, failed }) => {
        const said = failed ? 'F|E0012|账号户名不符' : 'S||'
        return `${serial}|RB${serial}|${account}|${name}|${amount}|${said}|${compact(batch.paidOn)}|101500`
      })
      const head = `P|${rows.length}|${sum(batch.rows)}|${good.length}|${sum(good)}`
      return { outcome: 'ready', fileName: resultFileName(requestName), bytes: file([head, ...rows]) }
    },
    async returned(_, date) {
      const rows = [...batches].flatMap(([fileName, batch]) =>
        addDays(batch.paidOn, 2) === date
          ? batch.rows
              .filter(({ returned }) => returned)
              .map(({ serial, account, name, amount }) => {
                const number = /_(\d+)\.txt$/.exec(fileName)?.[1] ?? ''
                const sent = `${compact(batch.paidOn)}|${number}|${serial}|RB${serial}|${account}|${name}|${amount}`
                return `${sent}|F|R01|收款账户状态异常|${compact(date)}`
              })
          : [],
      )
      if (rows.length === 0 || date > today()) return { outcome: 'not-ready' }
      return { outcome: 'ready', fileName: `returned_${compact(date)}.txt`, bytes: file(rows) }
    },
  }
  return { checker, bank }
}
