import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Resolution } from '../../contract/differenceWords'
import { loadAccounts } from '../../server/adapters/accounts/loadAccounts'
import { bankDirectory } from '../../server/adapters/banks'
import { statementDirectory } from '../../server/adapters/banks/statements'
import { alipayBillReader } from '../../server/adapters/bills/alipay'
import { billArchive } from '../../server/adapters/bills/archive'
import { wechatBillReader } from '../../server/adapters/bills/wechat'
import { createClosings } from '../../server/application/closing'
import { createApprovals } from '../../server/application/decideApprovals'
import { createDifferences } from '../../server/application/differences'
import { executors, rejections } from '../../server/application/executors'
import { createProposeFile } from '../../server/application/files/acceptFile'
import { createReconcileAccepted } from '../../server/application/files/reconcileAccepted'
import { createReconcileDay } from '../../server/application/reconcileDay'
import { isRefusal, type Refusal } from '../../server/application/refusal'
import type { Approval } from '../../server/domain/approval/approval'
import { civilDayOf, startOfDay } from '../../server/domain/calendar/beijingTime'
import { addDays } from '../../server/domain/calendar/civilDate'
import type { PaymentSource } from '../../server/domain/payment/payment'
import type { ChannelEntry, Remitted } from '../../server/domain/simulation/entry'
import { examine } from '../support/books'
import { checker, maker } from '../support/desk'
import { onEachEngine } from '../support/engines'
import { overcharge } from '../support/month/overcharged'
import {
  BANKS,
  CHANNELS,
  type Channel,
  COMPANY,
  type Credit,
  ICBC_FEE,
  type Month,
  openMonth,
} from '../support/month/world'
import { openPorts, PROJECT, type StoryPorts } from '../support/ports'
import { ALIPAY, bankTemplates, statementTemplates, WECHAT } from '../support/reconciliation'

const FIRST = '2026-11-02'
const DAYS = 30
const day = (n: number) => addDays(FIRST, n)
const LAST = day(DAYS - 1)
const HOUR = 3_600_000
const DEPOSIT_FEN = 66_600
const OVERCHARGED_FEN = 300

/** Two accounts: what the channels remit is told in MT940, what the banks collect in camt.053. */
const ONLINE = { statement: 'statement-mt940', number: '2703001009000620001', receives: ['wechat', 'alipay'] }
const COUNTERS = { statement: 'statement-camt053', number: '2703001009000620002', receives: [] }

/** What goes wrong, and on which day of the month. */
const FAULTS = {
  lostNotification: 3,
  doublePayment: 5,
  wrongAmount: 7,
  midnight: 9,
  feeOff: 11,
  refundOutside: 13,
  changedResend: 15,
  lateCredit: 17,
  batchCredit: 19,
  creditInParts: 21,
  deposit: 23,
  bankError: 25,
} as const

onEachEngine('a month of days', (newPlace) => {
  let ports: StoryPorts & { clock: { at(moment: number): void } }
  let month: Month
  let desk: ReturnType<typeof openMorning>
  const credits: Record<string, Credit[]> = { [ONLINE.statement]: [], [COUNTERS.statement]: [] }
  const balance: Record<string, number> = {}

  beforeAll(async () => {
    const story = await openPorts(newPlace, FIRST)
    let now = startOfDay(FIRST)
    const clock = {
      now: () => now,
      today: () => civilDayOf(now),
      set: (other: string) => {
        now = startOfDay(other) + 12 * HOUR
      },
      at: (moment: number) => {
        now = moment
      },
    }
    const lanzhou = story.rulebooks.get(COMPANY)
    if (!lanzhou) throw new Error('no rulebook')
    const payment = {
      ...lanzhou.payment,
      bankFiles: [...BANKS],
      accounts: [COUNTERS, ONLINE],
      counterFees: { icbc: ICBC_FEE },
    }
    const rulebooks = {
      ...story.rulebooks,
      get: (id: string) => (id === COMPANY ? { ...lanzhou, payment } : undefined),
    }
    ports = { ...story, clock, rulebooks }
    month = openMonth(ports, 20261102)
    desk = openMorning()
    await month.openHouseholds()
  })
  afterAll(() => ports.remove())

  /** The finance desk: two people, the verbs of reconciling, resolving and closing. */
  function openMorning() {
    const folder = path.join(ports.place.folder, 'files')
    mkdirSync(folder, { recursive: true })
    const given = {
      ...ports,
      channels: month.directory,
      readers: (_: string, channel: PaymentSource) =>
        channel === 'wechat' ? wechatBillReader(WECHAT) : channel === 'alipay' ? alipayBillReader(ALIPAY) : undefined,
      banks: bankDirectory(bankTemplates()),
      statements: statementDirectory(statementTemplates()),
      bankFiles: undefined,
      archive: billArchive(ports.place.folder),
      chart: loadAccounts(PROJECT),
      log: { info() {}, warn() {}, error() {} },
    }
    const reconcileDay = createReconcileDay(given)
    const differences = createDifferences(given)
    const approvals = createApprovals({ ...given, executors, rejections, lookAgain: differences.lookAgain })
    return {
      folder,
      ...given,
      closings: createClosings(given),
      proposeFile: createProposeFile(given),
      reconcileAccepted: createReconcileAccepted({ ...given, reconcileDay }),
      propose: differences.propose,
      async reconcile(channel: PaymentSource, date: string, file: string) {
        const done = await reconcileDay({ company: COMPANY, channel, date, file, actor: 'li' })
        if (done.outcome === 'refused') throw new Error(done.reason)
        if (done.result.status === 'quarantined') throw new Error(`${channel} ${date}: ${done.result.reason}`)
        return done
      },
      /** The maker cannot approve what he proposed; the checker does. */
      async approve(proposed: Approval | Refusal): Promise<Approval> {
        if (isRefusal(proposed)) throw new Error(JSON.stringify(proposed))
        const decision = { payloadHash: proposed.payloadHash, comment: '同意' }
        expect(isRefusal(await approvals.approve(maker, proposed.id, decision))).toBe(true)
        const done = await approvals.approve(checker, proposed.id, decision)
        if (isRefusal(done)) throw new Error(JSON.stringify(done))
        return done
      },
    }
  }

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

  function credit(account: string, given: Credit, source?: string): void {
    credits[account]?.push(given)
    if (source) month.settled(source, given.amountFen)
  }

  /** What channels and banks send reaches the accounts, as late and as lumped as the day's fault has it. */
  function send(n: number, remitted: Partial<Record<Channel, Remitted>>): void {
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
  let held = 0

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
    const bank = desk.statements.get(id)
    if (!bank) throw new Error(id)
    return (await bank.write(desk.folder, { date, account: number, openingFen, rows })).path
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
      await desk.reconcile(channel, date, path.join(desk.folder, names.account))
      told.push(...(await resolve(channel, 'fundflow', date)))
    }
    for (const bank of BANKS) {
      const resent = bank === 'partner' && n === FAULTS.changedResend
      await desk.reconcile(`bank:${bank}`, date, await bankFile(bank, date, resent ? 1 : 0))
      if (resent) await resend(bank, date)
      told.push(...(await resolve(`bank:${bank}`, 'trade', date)))
    }
    for (const account of [ONLINE, COUNTERS]) {
      await desk.reconcile(`bank:${account.statement}`, date, await statement(account, date))
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

  test('thirty days, each with its files, faults and two people, and every day is closed', async () => {
    const told: Record<number, string[]> = {}
    for (let n = 0; n < DAYS + 6; n++) {
      const remitted: Partial<Record<Channel, Remitted>> = {}
      for (const channel of CHANNELS) remitted[channel] = month.remit(channel, day(n))
      const paid = n < DAYS ? await pay(n) : []
      if (n === FAULTS.feeOff) month.overcharge('wechat', OVERCHARGED_FEN)
      send(n, remitted)
      if (n < DAYS + 1) {
        const found = await morning(n, paid, remitted)
        if (found.length > 0) told[n] = found
      } else {
        ports.clock.at(startOfDay(day(n + 1)) + 10 * HOUR)
        for (const account of [ONLINE, COUNTERS]) {
          await desk.reconcile(`bank:${account.statement}`, day(n), await statement(account, day(n)))
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
    for (let n = 0; n < DAYS; n++) {
      expect((await desk.closings.state(COMPANY, day(n))).state).toBe('closed')
    }
  }, 120_000)

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
    expect(await ports.database.read.settling.onTheWay(COMPANY, FIRST, addDays(LAST, 30))).toEqual([])
    expect((await examine(ports)).checks.filter(({ broken }) => broken)).toEqual([])
  })
})
