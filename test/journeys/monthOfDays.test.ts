import path from 'node:path'
import type { Resolution } from '../../contract/differenceWords'
import { isRefusal } from '../../server/application/common/refusal'
import { addDays, startOfDay } from '../../server/domain/calendar/civilDate'
import type { PaymentSource } from '../../server/domain/payment/payment'
import type { ChannelEntry, Remitted } from '../../server/domain/reconciliation/channelEntry'
import { examine } from '../support/books'
import { maker } from '../support/desk'
import { onEachEngine } from '../support/engines'
import { openAccounts } from '../support/month/accounts'
import {
  COUNTERS,
  DAYS,
  DEPOSIT_FEN,
  day,
  FAULTS,
  FIRST,
  HOUR,
  LAST,
  ONLINE,
  OVERCHARGED_FEN,
} from '../support/month/days'
import { BANKS, CHANNELS, type Channel, COMPANY, type Month, openMonth } from '../support/month/month'
import { type Morning, openMorning } from '../support/month/morning'
import { overcharge } from '../support/month/overcharged'
import { type MonthPorts, openMonthPorts } from '../support/month/ports'

onEachEngine('a month of days', (newPlace) => {
  let ports: MonthPorts
  let month: Month
  let desk: Morning
  let accounts: ReturnType<typeof openAccounts>

  beforeAll(async () => {
    ports = await openMonthPorts(newPlace)
    month = openMonth(ports, 20261102)
    desk = openMorning(ports, month)
    accounts = openAccounts(month, desk)
    await month.openHouseholds()
  })
  afterAll(() => ports.remove())

  const at = (date: string, hour: number) => startOfDay(date) + hour * HOUR + month.below(HOUR / 1000) * 1000

  /** Payers pay; our server hears of it as it should, but for the day's fault. */
  async function pay(n: number): Promise<ChannelEntry[]> {
    const date = day(n)
    const paid: ChannelEntry[] = []
    for (const channel of CHANNELS) {
      for (let one = 0; one < 2; one++) {
        const moment = at(date, 7 + one * 5)
        const orderNo = await month.order(channel, 20_000 + month.below(60_000), moment)
        const amountFen = (await ports.database.read.orders.byNo(orderNo))?.amountFen ?? 0
        const first = one === 0 && channel === 'wechat'
        const says = first && n === FAULTS.wrongAmount ? amountFen - 1 : amountFen
        const entry = month.take(channel, orderNo, says, moment)
        paid.push(entry)
        if (!(first && n === FAULTS.lostNotification)) await month.tell(channel, entry)
        if (first && n === FAULTS.doublePayment) {
          await month.tell('wechat', month.take('wechat', orderNo, amountFen, moment + 60_000))
        }
        if (first && n === FAULTS.refundOutside) month.giveBack('wechat', entry, 500, moment + HOUR)
      }
    }
    if (n === FAULTS.midnight) {
      const last = startOfDay(addDays(date, 1)) - 1_000
      const orderNo = await month.order('wechat', 43_210, last)
      // Their clock says today, ours tomorrow.
      await month.tell('wechat', month.take('wechat', orderNo, 43_210, last), last + 1_500)
    }
    for (const bank of BANKS) month.payAtCounter(bank, date)
    if (n === FAULTS.changedResend) month.payAtCounter('partner', date)
    return paid
  }

  const itemsOf = async (channel: PaymentSource, bill: 'trade' | 'fundflow' | 'statement', date: string) =>
    (await ports.database.read.reconciliation.itemsOf({ company: COMPANY, channel, bill, date })).filter(
      ({ status }) => status === 'open',
    )

  /** What the two people do about each kind of difference; what waits for money or for the next day, waits. */
  async function resolve(
    channel: PaymentSource,
    bill: 'trade' | 'fundflow' | 'statement',
    date: string,
  ): Promise<string[]> {
    const told: string[] = []
    for (const item of await itemsOf(channel, bill, date)) {
      told.push(item.kind)
      const way: Resolution | undefined =
        item.kind === 'fee'
          ? 'claim-fee'
          : bill === 'statement'
            ? item.theirFen === DEPOSIT_FEN
              ? 'to-suspense'
              : undefined
            : item.kind === 'channel-only'
              ? item.rowKind === 'refund'
                ? 'book-refund'
                : 'book-payment'
              : undefined
      if (way)
        await desk.approve(await desk.propose(COMPANY, maker, { id: item.id, resolution: way, reason: '已核对' }))
    }
    return told
  }

  async function bankFile(bank: string, date: string, without = 0): Promise<string> {
    const rows = month
      .countersOf(bank, date)
      .slice(without)
      .map(({ userCode, traceNo, amountFen }) => ({
        ...{ userCode, traceNo, amountFen, paidOn: date, paidAt: startOfDay(date) + 10 * HOUR },
      }))
    const name = ports.rulebooks.get(COMPANY)?.name ?? ''
    return (await desk.banks.get(bank)?.write(desk.folder, { company: name, date, rows }))?.path ?? ''
  }

  /** The morning after a day: its files, what two people make of them, and the days that can be closed by then. */
  async function morning(
    n: number,
    paid: ChannelEntry[],
    remitted: Partial<Record<Channel, Remitted>>,
  ): Promise<string[]> {
    const date = day(n)
    const told: string[] = []
    ports.clock.at(startOfDay(addDays(date, 1)) + 10 * HOUR)
    for (const channel of CHANNELS) {
      const names = await month.files[channel].write(
        desk.folder,
        date,
        month.entriesOn(channel, date),
        remitted[channel],
      )
      const charged = paid[0]
      if (channel === 'wechat' && n === FAULTS.feeOff && charged)
        overcharge(desk.folder, charged.transactionId, OVERCHARGED_FEN)
      await desk.reconcile(channel, date, path.join(desk.folder, names.trade))
      told.push(...(await resolve(channel, 'trade', date)))
      const { fileId } = await desk.reconcile(channel, date, path.join(desk.folder, names.account))
      if (await desk.ownsUnproven(fileId)) unproven.push(`${channel} ${date}`)
      told.push(...(await resolve(channel, 'fundflow', date)))
    }
    for (const bank of BANKS) {
      const resent = bank === 'partner' && n === FAULTS.changedResend
      await desk.reconcile(`bank:${bank}`, date, await bankFile(bank, date, resent ? 1 : 0))
      if (resent) await resend(bank, date)
      told.push(...(await resolve(`bank:${bank}`, 'trade', date)))
    }
    for (const account of [ONLINE, COUNTERS]) {
      await desk.reconcile(`bank:${account.statement}`, date, await accounts.statement(account, date))
      told.push(...(await resolve(`bank:${account.statement}`, 'statement', date)))
    }
    for (let next = 0; next <= n; next++) {
      if ((await ports.database.read.closings.closedUntil(COMPANY)) >= day(next)) continue
      if (isRefusal(await desk.closings.close(COMPANY, day(next), maker))) break
    }
    return told
  }

  /** The bank sends the day again, with a payment more: it waits for a second person, and is booked then. */
  async function resend(bank: string, date: string): Promise<void> {
    const { fileId } = await desk.reconcile(`bank:${bank}`, date, await bankFile(bank, date))
    const approval = await desk.approve(await desk.proposeFile(COMPANY, maker, fileId ?? ''))
    await desk.reconcileAccepted(approval.id)
  }

  /** The fund flows in which nothing is said of us. */
  const unproven: string[] = []

  test('thirty days, each with its files, faults and two people, and every day is closed', async () => {
    const told: Record<number, string[]> = {}
    for (let n = 0; n < DAYS + 6; n++) {
      const remitted: Partial<Record<Channel, Remitted>> = {}
      for (const channel of CHANNELS) remitted[channel] = month.remit(channel, day(n))
      const paid = n < DAYS ? await pay(n) : []
      if (n === FAULTS.feeOff) month.overcharge('wechat', OVERCHARGED_FEN)
      accounts.send(n, remitted)
      if (n < DAYS + 1) {
        const found = await morning(n, paid, remitted)
        if (found.length > 0) told[n] = found
      } else {
        ports.clock.at(startOfDay(day(n + 1)) + 10 * HOUR)
        for (const account of [ONLINE, COUNTERS]) {
          await desk.reconcile(`bank:${account.statement}`, day(n), await accounts.statement(account, day(n)))
        }
      }
    }
    // Whatever nobody told us of was seen, on its day and as what it is; nothing else was.
    expect(told).toEqual({
      [FAULTS.lostNotification]: ['channel-only'],
      [FAULTS.midnight]: ['carried-over', 'carried-over'],
      [FAULTS.feeOff]: ['fee'],
      [FAULTS.refundOutside]: ['channel-only'],
      [FAULTS.lateCredit + 2]: ['ours-only'],
      [FAULTS.creditInParts]: ['channel-only'],
      [FAULTS.deposit]: ['channel-only'],
      [FAULTS.bankError]: ['channel-only'],
    })
    // WeChat names no merchant in a fund flow: on the day after the last payments it reports a remittance and no more.
    expect(unproven).toEqual([`wechat ${day(DAYS)}`])
    for (let n = 0; n < DAYS; n++) {
      expect((await desk.closings.state(COMPANY, day(n))).state).toBe('closed')
    }
  })

  /** What stands on an account of the ledger, debits above credits. */
  async function balanceOf(account: string): Promise<number> {
    const [row] = await ports.database.writer.query(
      `SELECT SUM(CASE WHEN debit_account = ? THEN amount_fen ELSE 0 END) - SUM(CASE WHEN credit_account = ? THEN amount_fen ELSE 0 END) AS fen
        FROM transfers WHERE company = ? AND ? IN (debit_account, credit_account)`,
      [account, account, COMPANY, account],
    )
    return Number(row.fen ?? 0)
  }

  test('suspense is the open work items, to the fen: a second payment, a wrong amount, a deposit', async () => {
    const open = await ports.database.read.suspense.open(COMPANY)
    expect(open.map(({ reason }) => reason).sort()).toEqual(['second-payment', 'set-aside', 'wrong-amount'])
    const sum = open.reduce((all, { amountFen }) => all + amountFen, 0)
    expect(await balanceOf('suspense')).toBe(0 - sum)
  })

  test('each clearing account is what the channel took, less its fees, less what it has settled', async () => {
    expect(Object.keys(month.truth).sort()).toEqual(['alipay', 'bank:bocom', 'bank:icbc', 'bank:partner', 'wechat'])
    for (const [source, { tookFen, feesFen, settledFen }] of Object.entries(month.truth)) {
      expect(settledFen).toBeGreaterThan(0)
      expect([source, await balanceOf(`clearing:${source}`)]).toEqual([source, tookFen - feesFen - settledFen])
    }
    expect(await balanceOf('clearing:bank:statement-mt940')).toBe(0)
    const sum = (part: 'feesFen' | 'settledFen') => Object.values(month.truth).reduce((all, of) => all + of[part], 0)
    expect(await balanceOf('bank')).toBe(sum('settledFen') + DEPOSIT_FEN)
    // What was charged beyond the rate is claimed back.
    expect((await balanceOf('channel-fees')) + (await balanceOf('channel-claims'))).toBe(sum('feesFen'))
    expect(await balanceOf('channel-claims')).toBe(OVERCHARGED_FEN)
  })

  test('nothing is left on its way, and the books are sound', async () => {
    expect(await ports.database.read.bankMatching.onTheWay(COMPANY, FIRST, addDays(LAST, 30))).toEqual([])
    expect((await examine(ports)).checks.filter(({ broken }) => broken)).toEqual([])
  })
})
