import { transfersOf } from '../../../server/application/post'
import { isRefusal } from '../../../server/application/refusal'
import { postFees } from '../../../server/application/settling/postFees'
import { takeBack } from '../../../server/application/takeBack'
import { refundRequested } from '../../../server/domain/ledger/rules'
import type { ChannelRow } from '../../../server/domain/reconciliation/row'
import type { WorkItem } from '../../../server/domain/reconciliation/run'
import { examine, openThreeBills, pay } from '../../support/books'
import { type DifferenceDesk, openDifferenceDesk, paymentRow } from '../../support/differences'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'

const DAY = '2026-11-20'
const NOON = Date.parse(`${DAY}T12:00:00+08:00`)
const COMPANY = 'lanzhou'

onEachEngine('a difference, resolved by two people', (newPlace) => {
  let ports: StoryPorts
  let desk: DifferenceDesk
  let homes: Awaited<ReturnType<typeof openThreeBills>>
  let file: ChannelRow[] = []
  const read = () => ports.database.read

  beforeEach(async () => {
    ports = await openPorts(newPlace, DAY)
    file = []
    homes = await openThreeBills(ports)
    desk = openDifferenceDesk(ports)
  })
  afterEach(async () => {
    // Whatever was resolved, and how: the books are sound.
    expect((await examine(ports)).checks.filter(({ broken }) => broken)).toEqual([])
    await ports.remove()
  })

  /** An order that the channel took money for, of which we never heard. */
  async function unheardOf(amountFen = 223_325): Promise<{ orderNo: string; transactionId: string }> {
    const orderNo = await pay(ports, { householdId: homes.first, amountFen, channel: 'wechat' })
    const transactionId = `42000${orderNo}`
    await desk.entries()
    return { orderNo, transactionId }
  }

  async function ordered(orderNo: string, amountFen: number): Promise<void> {
    const now = ports.clock.now()
    await ports.database.transaction(async (store) => {
      await store.orders.insert({
        orderNo,
        company: COMPANY,
        channel: 'wechat',
        residentId: 'R1',
        householdId: homes.first,
        season: '2026-2027',
        kind: 'part',
        amountFen,
        status: 'paying',
        description: '2026-2027采暖季采暖费',
        prepayId: 'wx1',
        transactionId: null,
        paidAt: null,
        clientOutcome: null,
        createdAt: now,
        expiresAt: now + 1_800_000,
      })
    })
  }

  async function missing(key: string, orderNo: string, amountFen: number): Promise<WorkItem> {
    desk.channel.paid(key, orderNo, amountFen, NOON)
    ports.clock.set('2026-11-21')
    file.push(paymentRow({ key, orderNo, amountFen }, DAY))
    const [item] = await desk.reconcile(DAY, file)
    if (!item) throw new Error('no difference')
    return item
  }

  const owed = async () => {
    const bills = await read().bills.byHousehold(homes.first)
    return bills.reduce((sum, bill) => sum + bill.billedFen - bill.reversedFen - bill.appliedFen, 0)
  }

  test('a missing payment is booked as the channel states it, on its order, and a further run matches', async () => {
    await ordered('HPLOST0000000001', 223_325)
    const item = await missing('4200001', 'HPLOST0000000001', 223_325)
    expect(item).toMatchObject({ kind: 'channel-only', ourFen: null, theirFen: 223_325, status: 'open' })
    const done = await desk.resolve(item.id, 'book-payment')
    expect(done.summary).toContain('补记收款')
    expect(await desk.entries()).toEqual(['payment-applied clearing:wechat receivable 223325'])
    expect(await owed()).toBe(0)
    expect(await read().orders.byNo('HPLOST0000000001')).toMatchObject({ status: 'paid', transactionId: '4200001' })
    expect(
      await desk.reconcile(DAY, [paymentRow({ key: '4200001', orderNo: 'HPLOST0000000001', amountFen: 223_325 }, DAY)]),
    ).toEqual([])
    const [resolution] = await read().differences.resolutionsOf(item.id)
    expect(resolution).toMatchObject({ resolution: 'book-payment', madeBy: 'maker', checkedBy: 'checker' })
  })

  test('a payment for an order that nobody knows waits in suspense, with a work item (M7)', async () => {
    const item = await missing('4200002', 'HPSTRANGER000001', 10_000)
    await desk.resolve(item.id, 'book-payment')
    expect(await desk.entries()).toEqual(['payment-suspended clearing:wechat suspense 10000'])
    expect(await read().suspense.open(COMPANY)).toMatchObject([{ reason: 'unknown-order', amountFen: 10_000 }])
  })

  test('what the channel says was not paid is not booked, and nothing changes', async () => {
    const item = await missing('4200003', 'HPSTRANGER000001', 10_000)
    desk.channel.payments.set('4200003', { outcome: 'unpaid' })
    expect(await desk.propose(item.id, 'book-payment')).toEqual({ refused: 'channel-not-paid' })
    desk.channel.paid('4200003', 'HPSTRANGER000001', 9_999, NOON)
    expect(await desk.propose(item.id, 'book-payment')).toMatchObject({ refused: 'channel-says-otherwise' })
    desk.channel.payments.set('4200003', { outcome: 'unknown', code: 'TIMEOUT', message: '' })
    expect(await desk.propose(item.id, 'book-payment')).toEqual({ refused: 'channel-silent' })
    expect(await desk.entries()).toEqual([])
    expect(await read().differences.byId(item.id)).toMatchObject({ status: 'open' })
  })

  test('set aside, applied to a household, or sent back: booked first, then out of suspense', async () => {
    const aside = await missing('4200004', 'HPSTRANGER000001', 10_000)
    await desk.resolve(aside.id, 'to-suspense')
    expect(await desk.entries()).toEqual(['payment-suspended clearing:wechat suspense 10000'])

    const given = await missing('4200005', 'HPSTRANGER000002', 20_000)
    expect(await desk.propose(given.id, 'apply')).toEqual({ refused: 'user-code-needed' })
    expect(await desk.propose(given.id, 'apply', '9999999999')).toEqual({ refused: 'no-such-user-code' })
    await desk.resolve(given.id, 'apply', '6201000001')
    expect(await desk.entries()).toEqual([
      'payment-suspended clearing:wechat suspense 20000',
      'suspense-applied suspense receivable 20000',
    ])

    const back = await missing('4200006', 'HPSTRANGER000003', 30_000)
    await desk.resolve(back.id, 'refund')
    expect(await desk.entries()).toEqual([
      'payment-suspended clearing:wechat suspense 30000',
      'refund-requested suspense refunds-payable 30000',
    ])
    const payment = await read().payments.byTransaction(COMPANY, 'wechat', '4200006')
    expect(await read().refunds.byPayment(payment?.id ?? '')).toMatchObject([
      { status: 'requested', amountFen: 30_000 },
    ])
  })

  test('a refund made outside is booked on its payment, once and never beyond it', async () => {
    const { orderNo, transactionId } = await unheardOf()
    ports.clock.set('2026-11-21')
    const payment = paymentRow({ key: transactionId, orderNo, amountFen: 223_325 }, DAY)
    const refund = (key: string, amountFen: number) =>
      paymentRow({ kind: 'refund', key, otherKey: `C${key}`, channelNo: `C${key}`, orderNo, amountFen }, DAY)
    const outside = 'OUTSIDE-REFUND-NUMBER-OF-MANY-CHARACTERS'
    const [item] = await desk.reconcile(DAY, [payment, refund(outside, 100_000)])
    if (!item) throw new Error('no difference')
    expect(item).toMatchObject({ kind: 'channel-only', rowKind: 'refund', theirFen: -100_000 })
    expect(await desk.propose(item.id, 'book-refund')).toEqual({ refused: 'refund-not-done' })
    desk.channel.refunded(outside, 100_000, NOON)
    await desk.resolve(item.id, 'book-refund')
    expect(await desk.entries()).toEqual([
      'refund-paid refunds-payable clearing:wechat 100000',
      'refund-requested receivable refunds-payable 100000',
    ])
    expect(await owed()).toBe(100_000)
    expect(await desk.reconcile(DAY, [payment, refund(outside, 100_000)])).toEqual([])

    const more = [payment, refund(outside, 100_000), refund('SECOND-REFUND', 123_326)]
    const [tooMuch] = await desk.reconcile(DAY, more)
    desk.channel.refunded('SECOND-REFUND', 123_326, NOON)
    expect(await desk.approve(await desk.propose(tooMuch?.id ?? '', 'book-refund'))).toMatchObject({
      refused: 'refund-too-much',
      facts: { leftFen: 123_325 },
    })
    expect(await desk.entries()).toEqual([])
  })

  test('a refund of a payment that nobody knows is refused with the next step', async () => {
    desk.channel.refunded('NOBODYS-REFUND', 100, NOON)
    const row = paymentRow({ kind: 'refund', key: 'NOBODYS-REFUND', orderNo: 'HPSTRANGER000009', amountFen: 100 }, DAY)
    const [item] = await desk.reconcile(DAY, [row])
    expect(await desk.approve(await desk.propose(item?.id ?? '', 'book-refund'))).toEqual({
      refused: 'payment-unknown',
    })
  })

  test('a payment that the channel knows is not taken back; one that it does not know is, and is owed again', async () => {
    const { orderNo, transactionId } = await unheardOf()
    ports.clock.set('2026-11-21')
    const [item] = await desk.reconcile(DAY, [])
    if (!item) throw new Error('no difference')
    expect(item.kind).toBe('ours-only')
    desk.channel.paid(transactionId, orderNo, 223_325, NOON)
    expect(await desk.propose(item.id, 'take-back-payment')).toEqual({ refused: 'channel-knows-it' })
    expect(await owed()).toBe(0)

    desk.channel.payments.clear()
    await desk.resolve(item.id, 'take-back-payment')
    expect(await desk.entries()).toEqual(['payment-corrected receivable clearing:wechat 223325'])
    expect(await owed()).toBe(223_325)
    expect(await desk.reconcile(DAY, [])).toEqual([])
  })

  test('money in suspense that the channel never had leaves suspense, and its work item ends', async () => {
    await pay(ports, { householdId: homes.first, amountFen: 223_325, saysFen: 100 })
    await desk.entries()
    ports.clock.set('2026-11-21')
    const [item] = await desk.reconcile(DAY, [])
    await desk.resolve(item?.id ?? '', 'take-back-payment')
    expect(await desk.entries()).toEqual(['payment-corrected suspense clearing:wechat 100'])
    expect(await read().suspense.open(COMPANY)).toEqual([])
  })

  test('the channel’s amount stands: what is too much waits in suspense, what is too little is owed again', async () => {
    const { orderNo, transactionId } = await unheardOf()
    ports.clock.set('2026-11-21')
    const row = (amountFen: number) => [paymentRow({ key: transactionId, orderNo, amountFen }, DAY)]
    const [more] = await desk.reconcile(DAY, row(223_400))
    expect(more).toMatchObject({ kind: 'amount', ourFen: 223_325, theirFen: 223_400 })
    desk.channel.paid(transactionId, orderNo, 223_325, NOON)
    expect(await desk.propose(more?.id ?? '', 'correct-amount')).toMatchObject({ refused: 'channel-says-ours' })
    desk.channel.paid(transactionId, orderNo, 223_400, NOON)
    await desk.resolve(more?.id ?? '', 'correct-amount')
    expect(await desk.entries()).toEqual(['payment-suspended clearing:wechat suspense 75'])
    expect(await read().suspense.open(COMPANY)).toMatchObject([{ reason: 'channel-excess', amountFen: 75 }])
    expect(await desk.reconcile(DAY, row(223_400))).toEqual([])
  })

  test('the channel took less: the shortfall is taken back from the household', async () => {
    const { orderNo, transactionId } = await unheardOf()
    ports.clock.set('2026-11-21')
    const less = [paymentRow({ key: transactionId, orderNo, amountFen: 223_000 }, DAY)]
    const [item] = await desk.reconcile(DAY, less)
    desk.channel.paid(transactionId, orderNo, 223_000, NOON)
    await desk.resolve(item?.id ?? '', 'correct-amount')
    expect(await desk.entries()).toEqual(['payment-corrected receivable clearing:wechat 325'])
    expect(await owed()).toBe(325)
    expect(await desk.reconcile(DAY, less)).toEqual([])
  })

  test('a small difference is written off within the limit; beyond it nothing is', async () => {
    const { orderNo, transactionId } = await unheardOf()
    ports.clock.set('2026-11-21')
    const row = (amountFen: number) => [paymentRow({ key: transactionId, orderNo, amountFen }, DAY)]
    const [big] = await desk.reconcile(DAY, row(223_224))
    expect(await desk.propose(big?.id ?? '', 'write-off')).toEqual({ refused: 'resolution-does-not-fit' })
    const [small] = await desk.reconcile(DAY, row(223_324))
    await desk.resolve(small?.id ?? '', 'write-off')
    expect(await desk.entries()).toEqual(['difference-written-off cash-differences clearing:wechat 1'])
    expect(await owed()).toBe(0)
    expect(await desk.reconcile(DAY, row(223_324))).toEqual([])
  })

  test('a month’s limit holds, however many are approved at once (M2)', async () => {
    const paid: { orderNo: string; transactionId: string }[] = []
    for (let n = 0; n < 4; n++) paid.push(await unheardOf(1000 + n))
    ports.clock.set('2026-11-21')
    const rows = paid.map(({ orderNo, transactionId }, n) =>
      paymentRow({ key: transactionId, orderNo, amountFen: 1000 + n - 60 }, DAY),
    )
    const items = await desk.reconcile(DAY, rows)
    expect(items.map(({ kind }) => kind)).toEqual(['amount', 'amount', 'amount', 'amount'])
    // 48.50 of the month's 50.00 yuan are gone already: two of 0.60 fit.
    const proposals = await Promise.all(items.map(({ id }) => desk.propose(id, 'write-off')))
    expect(
      await ports.database.transaction((store) => store.differences.writeOff(COMPANY, '2026-10', 4850, 5000)),
    ).toBe(true)
    await ports.database.writer.query("UPDATE write_off_months SET month = '2026-11' WHERE month = '2026-10'")
    const outcomes = await Promise.all(proposals.map((proposal) => desk.approve(proposal)))
    await ports.database.writer.query('UPDATE write_off_months SET written_off_fen = written_off_fen - 4850')
    expect(outcomes.filter((outcome) => !isRefusal(outcome))).toHaveLength(2)
    expect(outcomes.filter((outcome) => isRefusal(outcome) && outcome.refused === 'over-write-off-limit')).toHaveLength(
      2,
    )
    expect((await desk.entries()).filter((entry) => entry.startsWith('difference-written-off'))).toHaveLength(2)
  })

  test('a refund that the channel has done ends by the ordinary path', async () => {
    const { orderNo, transactionId } = await unheardOf()
    const payment = await read().payments.byTransaction(COMPANY, 'wechat', transactionId)
    if (!payment) throw new Error('no payment')
    await ports.database.transaction(async (store) => {
      await store.refunds.reserve(payment.id, 100)
      await store.refunds.insert({
        refundNo: 'RF2611200000000001',
        company: COMPANY,
        source: 'wechat',
        paymentId: payment.id,
        orderNo,
        amountFen: 100,
        status: 'failed',
        channelRefundId: null,
        requestedAt: NOON,
        acceptedOn: DAY,
        succeededAt: null,
        succeededOn: null,
        reason: '多缴',
        route: 'original',
        replaces: null,
        owner: 'finance-desk',
        attendedAt: null,
        calledAt: null,
      })
      const by = 'RF2611200000000001'
      const from = await takeBack(
        store,
        { ...payment, householdId: homes.first },
        { amountFen: 100, by, on: DAY },
        ports,
      )
      if (isRefusal(from)) throw new Error(from.refused)
      const postings = refundRequested({ householdId: homes.first, fromSuspenseFen: 0, ...from })
      const posting = {
        company: COMPANY,
        postingKey: `refund:${by}`,
        event: 'refund-requested' as const,
        effectiveOn: DAY,
      }
      await store.ledger.insert(
        transfersOf({ ...posting, evidenceKind: 'refund' as const, evidenceId: by, postings }, ports),
      )
    })
    await desk.entries()
    ports.clock.set('2026-11-21')
    const refund = paymentRow(
      { kind: 'refund', key: 'RF2611200000000001', otherKey: transactionId, orderNo, amountFen: 100 },
      DAY,
    )
    const [item] = await desk.reconcile(DAY, [
      paymentRow({ key: transactionId, orderNo, amountFen: 223_325 }, DAY),
      refund,
    ])
    expect(item).toMatchObject({ kind: 'status', rowKind: 'refund' })
    expect(await desk.propose(item?.id ?? '', 'refresh-status')).toEqual({ refused: 'refund-not-done' })
    desk.channel.refunded('RF2611200000000001', 100, NOON)
    await desk.resolve(item?.id ?? '', 'refresh-status')
    expect(await desk.entries()).toEqual(['refund-paid refunds-payable clearing:wechat 100'])
  })

  test('a fee beyond its rate is accepted, or claimed once the day’s fees are in the books', async () => {
    const { orderNo, transactionId } = await unheardOf()
    ports.clock.set('2026-11-21')
    const fee = { milliFen: 500_000, ratePpm: 2000, onFen: 223_325 }
    const rows = [paymentRow({ key: transactionId, orderNo, amountFen: 223_325, fee }, DAY)]
    const [item] = await desk.reconcile(DAY, rows)
    expect(item).toMatchObject({ kind: 'fee', ourFen: 447, theirFen: 500 })
    expect(await desk.approve(await desk.propose(item?.id ?? '', 'claim-fee'))).toEqual({ refused: 'fee-not-booked' })
    await desk.approvals.reject(
      { id: 'S-CHECKER', loginName: 'checker', company: '*' },
      (await read().differences.openProposals(COMPANY, [item?.id ?? ''])).get(item?.id ?? '') ?? '',
      '先入账',
    )
    await desk.resolve(item?.id ?? '', 'accept-fee')
    expect(await desk.entries()).toEqual([])
    expect(await desk.reconcile(DAY, rows)).toEqual([])
  })

  test('a fee beyond its rate is claimed from the channel: the excess, once', async () => {
    const { orderNo, transactionId } = await unheardOf()
    ports.clock.set('2026-11-21')
    const fee = { milliFen: 500_000, ratePpm: 2000, onFen: 223_325 }
    const [item] = await desk.reconcile(DAY, [
      paymentRow({ key: transactionId, orderNo, amountFen: 223_325, fee }, DAY),
    ])
    const day = { company: COMPANY, channel: 'wechat', bill: 'trade', date: DAY } as const
    const file = { ...day, id: 'F1', digest: 'd'.repeat(64), version: 1, status: 'imported', path: 'x' } as const
    const came = { source: 'cli', receivedBy: 'li', fileName: 'x.csv', faultLine: null, faultText: null } as const
    await ports.database.transaction(async (store) => {
      const kept = { ...file, ...came, rowCount: 1, totalFen: 223_325, reason: null, receivedAt: NOON }
      await store.billFiles.insert(kept)
      await postFees(store, kept, 500_000, ports)
    })
    await desk.entries()
    const id = item?.id ?? ''
    await desk.resolve(id, 'claim-fee')
    expect(await desk.entries()).toEqual(['fee-claimed channel-claims channel-fees 53'])
    await desk.differences.reopen(COMPANY, { id: 'S-MAKER', loginName: 'maker' }, id, '再看一次')
    expect(await desk.approve(await desk.propose(id, 'claim-fee'))).toEqual({ refused: 'books-changed' })
    expect(await desk.entries()).toEqual([])
  })

  test('a row that is there twice moves no money: a person’s word is enough, and it stays', async () => {
    const { orderNo, transactionId } = await unheardOf()
    ports.clock.set('2026-11-21')
    const row = paymentRow({ key: transactionId, orderNo, amountFen: 223_325 }, DAY)
    const [item] = await desk.reconcile(DAY, [row, { ...row, line: 99 }])
    expect(item?.kind).toBe('duplicate-row')
    await desk.resolve(item?.id ?? '', 'acknowledge')
    expect(await desk.entries()).toEqual([])
    expect(await desk.reconcile(DAY, [row, { ...row, line: 99 }])).toEqual([])
  })

  test('a bank cannot be asked: its file’s row is booked, to the household that it names', async () => {
    const row = paymentRow({ key: 'BK1', amountFen: 5_000, userCode: '6201000001' }, DAY)
    const [item] = await desk.reconcile(DAY, [row], 'bank:partner')
    await desk.resolve(item?.id ?? '', 'book-payment')
    expect(await desk.entries()).toEqual(['payment-applied clearing:bank:partner receivable 5000'])
    expect(await desk.reconcile(DAY, [row], 'bank:partner')).toEqual([])
  })
})
