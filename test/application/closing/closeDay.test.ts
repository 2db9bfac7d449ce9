import { fen } from '../../../contract/money'
import { loadAccounts } from '../../../server/adapters/accounts/loadAccounts'
import { openDatabase } from '../../../server/adapters/db/database'
import { bookPayment } from '../../../server/application/bookPayment'
import { createClosings } from '../../../server/application/closing'
import { createRecordRun } from '../../../server/application/recordRun'
import { isRefusal } from '../../../server/application/refusal'
import { digestOf } from '../../../server/domain/ledger/digest'
import { examine, openThreeBills, pay } from '../../support/books'
import { checker, maker } from '../../support/desk'
import { type DifferenceDesk, openDifferenceDesk, paymentRow } from '../../support/differences'
import { onEachEngine, testSealing } from '../../support/engines'
import { openPorts, PROJECT, type StoryPorts } from '../../support/ports'
import { openDesk } from '../../support/reconciliation'

const DAY = '2026-11-20'
const NEXT = '2026-11-21'
const COMPANY = 'lanzhou'
const NOON = Date.parse(`${DAY}T12:00:00+08:00`)

onEachEngine('a day that is closed', (newPlace) => {
  let ports: StoryPorts
  let desk: DifferenceDesk
  let homes: Awaited<ReturnType<typeof openThreeBills>>
  let orderNo: string
  const broken = async () => (await examine(ports)).checks.filter((check) => check.broken).map(({ name }) => name)
  const rows = () => [paymentRow({ key: `42000${orderNo}`, orderNo, amountFen: 100_000 }, DAY)]
  const close = (date: string) => desk.closings.close(COMPANY, date, checker)

  beforeEach(async () => {
    ports = await openPorts(newPlace, DAY)
    homes = await openThreeBills(ports)
    desk = openDifferenceDesk(ports)
    orderNo = await pay(ports, { householdId: homes.first, amountFen: 100_000 })
  })
  afterEach(() => ports.remove())

  async function closed(): Promise<void> {
    ports.clock.set(NEXT)
    await desk.reconcile(DAY, rows())
    const closure = await close(DAY)
    if (isRefusal(closure)) throw new Error(JSON.stringify(closure))
  }

  /** Money that arrives late for a day. */
  const late = (transactionId: string, amountFen: number, database = ports.database) =>
    database.transaction((store) =>
      bookPayment(
        store,
        {
          company: COMPANY,
          channel: 'wechat',
          payment: {
            orderNo: 'HPSTRANGER000001',
            transactionId,
            amountFen: fen(amountFen),
            paidAt: NOON,
            payer: undefined,
          },
        },
        ports,
      ),
    )

  test('each thing that keeps a day open is named, and goes away', async () => {
    const blocks = async (date = DAY) => (await desk.closings.state(COMPANY, date)).blocks.map(({ block }) => block)
    expect(await blocks()).toEqual(['not-over', 'not-reconciled'])
    ports.clock.set(NEXT)
    expect(await blocks()).toEqual(['not-reconciled'])
    expect(await close(DAY)).toMatchObject({
      refused: 'day-not-ready',
      facts: { blocks: expect.stringContaining('尚未对账') },
    })

    const [item] = await desk.reconcile(DAY, [])
    expect(await blocks()).toEqual(['open-differences'])
    const proposal = await desk.propose(item?.id ?? '', 'take-back-payment')
    expect(await blocks()).toEqual(['awaiting-approval', 'open-differences'])
    if (isRefusal(proposal)) throw new Error(proposal.refused)
    await desk.approvals.reject(checker, proposal.id, '再等等')
    await desk.reconcile(DAY, rows())
    expect(await blocks()).toEqual([])

    const other = await pay(ports, { householdId: homes.second, amountFen: 100 })
    ports.clock.set('2026-11-22')
    await desk.reconcile(NEXT, [paymentRow({ key: `42000${other}`, orderNo: other, amountFen: 100 }, NEXT)])
    expect(await blocks(NEXT)).toEqual(['earlier-day-open'])
    expect(await close(NEXT)).toMatchObject({
      refused: 'day-not-ready',
      facts: { blocks: expect.stringContaining(DAY) },
    })
    await close(DAY)
    expect(await blocks()).toEqual(['already-closed'])
    expect(await blocks(NEXT)).toEqual([])
    expect(await close(DAY)).toMatchObject({ refused: 'day-closed' })
    expect(await broken()).toEqual([])
  })

  test('a quarantined file after the last run, or a re-send that waits, keeps the day open', async () => {
    ports.clock.set(NEXT)
    await desk.reconcile(DAY, rows())
    const file = {
      company: COMPANY,
      channel: 'wechat',
      bill: 'trade',
      date: DAY,
      path: 'x',
      rowCount: 0,
      totalFen: 0,
      reason: '文件没有读完',
      source: 'cli',
      receivedBy: 'li',
      fileName: 'x.csv',
      faultLine: null,
      faultText: null,
    } as const
    const keep = (id: string, status: 'quarantined' | 'awaiting', receivedAt: number) =>
      ports.database.transaction((store) =>
        store.billFiles.insert({ ...file, id, digest: id.padEnd(64, '0'), version: null, status, receivedAt }),
      )
    const blocks = async () => (await desk.closings.state(COMPANY, DAY)).blocks.map(({ block }) => block)
    await keep('F1', 'quarantined', ports.clock.now() - 1000)
    expect(await blocks()).toEqual([])
    await keep('F2', 'quarantined', ports.clock.now() + 1000)
    await keep('F3', 'awaiting', ports.clock.now() + 1000)
    expect(await blocks()).toEqual(['quarantined', 'awaiting-approval'])
  })

  test('its control totals are what counts on the day, by account; who closed it is in the audit chain', async () => {
    await closed()
    const { rows: closures } = await desk.closings.list(COMPANY, 0, 10)
    expect(closures).toMatchObject([{ date: DAY, closedBy: 'checker', since: DAY }])
    const of = (account: string) => closures[0]?.accounts.find((total) => total.account === account)
    expect(of('clearing:wechat')).toMatchObject({ debitFen: 100_000, creditFen: 0, name: '渠道待清算 · 微信支付' })
    expect(of('receivable')).toMatchObject({ debitFen: 223_325 + 250_000, creditFen: 100_000 })
    expect(closures[0]).toMatchObject({ transfers: 3, amountFen: 223_325 + 250_000 + 100_000 })
    expect((await ports.database.read.audit.page({ deed: 'close-day' }, 0, 5)).rows).toMatchObject([
      { actor: 'checker', subject: DAY, detail: { transfers: 3 } },
    ])
    expect(await broken()).toEqual([])
  })

  test('money that comes late is booked on the first open day, with the day on which it was paid', async () => {
    await closed()
    await desk.entries()
    await late('4200000000000000000000000009', 777)
    expect(await desk.entries()).toEqual(['payment-suspended clearing:wechat suspense 777'])
    const payment = await ports.database.read.payments.byTransaction(COMPANY, 'wechat', '4200000000000000000000000009')
    expect(payment?.paidOn).toBe(DAY)
    const [moved] = await ports.database.writer.query(
      'SELECT effective_on AS day FROM transfers WHERE evidence_id = ?',
      [payment?.id],
    )
    expect(moved.day).toBe(NEXT)
    // Sealed anew, the closed day untouched: every digest and every total holds.
    expect(await broken()).toEqual([])
  })

  test('the late fee of a household is reckoned by the day on which it paid, not by the day of the entry', async () => {
    const baoji = openDifferenceDesk(ports, 'baoji')
    ports.clock.set('2026-12-11')
    expect(isRefusal(await baoji.closings.close('baoji', '2026-12-10', checker))).toBe(false)
    const paidAt = Date.parse('2026-12-10T12:00:00+08:00')
    const no = 'HPLATE0000000001'
    await ports.database.transaction(async (store) => {
      const at = paidAt - 60_000
      await store.orders.insert({
        orderNo: no,
        company: 'baoji',
        channel: 'wechat',
        residentId: 'R1',
        householdId: homes.late,
        season: '2026-2027',
        kind: 'part',
        amountFen: 100_000,
        status: 'paying',
        description: '采暖费',
        prepayId: 'wx1',
        transactionId: null,
        paidAt: null,
        clientOutcome: null,
        createdAt: at,
        expiresAt: at + 1_800_000,
      })
      const payment = { orderNo: no, transactionId: '4200007', amountFen: fen(100_000), paidAt, payer: undefined }
      await bookPayment(store, { company: 'baoji', channel: 'wechat', payment }, ports)
    })
    // 2,200.00 × 2 ‰ × 10 days to Dec 10 (docs/money.md), not 11.
    expect((await baoji.entries()).filter((entry) => entry.includes('late-fee'))).toEqual([
      'payment-applied clearing:wechat late-fee-income 4400',
    ])
    expect(await broken()).toEqual([])
  })

  test('no run, no file, no simulated day, no reopening changes it', async () => {
    ports.clock.set(NEXT)
    const [gone] = await desk.reconcile(DAY, [...rows(), paymentRow({ key: 'K2', amountFen: 5 }, DAY)])
    await closed()
    const recordRun = createRecordRun(ports)
    const day = { company: COMPANY, channel: 'wechat', bill: 'trade', date: DAY } as const
    const cut = { matched: 0, closes: [], movedFen: 0 }
    const books = { exact: 0, ourTotalFen: 1, isTaken: () => false, matched: {}, differences: [], cut }
    const result = {
      matched: 0,
      differences: [],
      ourTotalFen: 1,
      theirTotalFen: 1,
      status: 'balanced',
      reason: null,
    } as const
    const before = await ports.database.read.reconciliation.latestRun(day)
    expect(await recordRun({ day, fileId: null, books, result: { ...result, differences: [] }, actor: 'li' }, [])).toBe(
      'closed',
    )
    expect(await ports.database.read.reconciliation.latestRun(day)).toEqual(before)
    const files = openDesk(ports)
    expect(await files.refused(COMPANY, 'wechat', DAY, '/nowhere.csv')).toContain('closed')
    await expect(files.simulate(COMPANY, DAY, 1)).rejects.toThrow('closed')
    expect(await desk.differences.reopen(COMPANY, maker, gone?.id ?? '', '再看')).toMatchObject({
      refused: 'day-closed',
    })
    expect(await broken()).toEqual([])
  })

  test('verify-ledger names the closure when an entry is slipped into its day', async () => {
    await closed()
    const { writer } = ports.database
    const [seen] = await writer.query("SELECT * FROM transfers WHERE event = 'payment-applied'")
    const forged = { id: ports.ids.next(), postingKey: 'slipped:1' }
    const transfer = {
      ...forged,
      company: COMPANY,
      sequence: 0,
      event: 'payment-applied' as const,
      debitAccount: seen.debit_account,
      creditAccount: seen.credit_account,
      amountFen: 1,
      effectiveOn: DAY,
      recordedAt: Number(seen.recorded_at),
      householdId: seen.household_id,
      season: seen.season,
      evidenceKind: 'payment' as const,
      evidenceId: seen.evidence_id,
    }
    const { digest } = { digest: digestOf(transfer) }
    await writer.query(
      'INSERT INTO transfers (id, company, posting_key, sequence, event, debit_account, credit_account, amount_fen, effective_on, recorded_at, household_id, season, evidence_kind, evidence_id, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      [
        transfer.id,
        COMPANY,
        transfer.postingKey,
        0,
        transfer.event,
        transfer.debitAccount,
        transfer.creditAccount,
        1,
        DAY,
        transfer.recordedAt,
        transfer.householdId,
        transfer.season,
        'payment',
        transfer.evidenceId,
        digest,
      ],
    )
    expect(await broken()).toEqual(expect.arrayContaining(['closure-totals', 'closure-accounts']))
  })

  test('while money comes late from two processes the day is closed: every entry is before it or after it', async () => {
    ports.clock.set(NEXT)
    await desk.reconcile(DAY, rows())
    const other = await openDatabase(ports.place.place, testSealing)
    const elsewhere = createClosings({ ...ports, database: other, chart: loadAccounts(PROJECT) })
    const bookings = Array.from({ length: 30 }, (_, n) => late(`42000${n}`, 100 + n, n % 2 ? other : ports.database))
    const closing = elsewhere.close(COMPANY, DAY, checker)
    const [closure] = await Promise.all([closing, ...bookings])
    await other.close()
    expect(isRefusal(closure)).toBe(false)
    expect(await ports.database.read.suspense.open(COMPANY)).toHaveLength(30)
    expect(await broken()).toEqual([])
  })

  test('a row at the day’s cut waits until T+2 and does not keep the day open; after that it does', async () => {
    const { writer } = ports.database
    ports.clock.set(NEXT)
    await desk.reconcile(DAY, [])
    await writer.query("UPDATE differences SET kind = 'carried-over'")
    const state = async () => {
      const { blocks, channels } = await desk.closings.state(COMPANY, DAY)
      return { blocks: blocks.map(({ block }) => block), waiting: channels[0]?.waiting, open: channels[0]?.open }
    }
    ports.clock.set('2026-11-22')
    expect(await state()).toEqual({ blocks: [], waiting: 1, open: 0 })
    ports.clock.set('2026-11-23')
    expect(await state()).toEqual({ blocks: ['open-differences'], waiting: 0, open: 1 })
    const [row] = (await desk.differences.list({ company: COMPANY }, 0, 1)).rows
    expect(row?.suggestion?.resolution).toBe('take-back-payment')
  })

  test('of two who close at once one does', async () => {
    ports.clock.set(NEXT)
    await desk.reconcile(DAY, rows())
    const outcomes = await Promise.all([close(DAY), close(DAY)])
    expect(outcomes.filter((outcome) => !isRefusal(outcome))).toHaveLength(1)
    expect((await desk.closings.list(COMPANY, 0, 10)).total).toBe(1)
    expect(await broken()).toEqual([])
  })
})
