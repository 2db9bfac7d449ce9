import type { Executors } from '../../../server/application/approvals/approvals'
import { type ActionRefusal, executors } from '../../../server/application/approvedActions/executors'
import { finishRefund } from '../../../server/application/refunds/finishRefund'
import type { Approval, ApprovalAction, ApprovalPayload } from '../../../server/domain/approval/approval'
import { examine, openThreeBills, pay } from '../../support/books'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'

onEachEngine('whatever is decided on money that came in', (newPlace) => {
  let ports: StoryPorts
  let homes: Awaited<ReturnType<typeof openThreeBills>>
  beforeEach(async () => {
    ports = await openPorts(newPlace)
    homes = await openThreeBills(ports)
  })
  afterEach(async () => {
    const { checks } = await examine(ports)
    expect(checks.filter(({ broken }) => broken)).toEqual([])
    await ports.remove()
  })

  const carryOut: Executors<ActionRefusal> = executors
  const approve = (deed: ApprovalAction, payload: ApprovalPayload, company = 'lanzhou') => {
    const approval: Approval = {
      id: ports.ids.next(),
      company,
      deed,
      subject: 'story',
      summary: '',
      amountFen: null,
      payload,
      payloadHash: '',
      makerId: 'M',
      makerName: 'maker',
      makerNumber: 'M',
      madeAt: 1,
      status: 'approved',
      checkerId: 'C',
      checkerName: 'checker',
      checkerNumber: 'C',
      decidedAt: 2,
      comment: null,
    }
    return ports.database.transaction((store) => carryOut[deed](store, approval, ports))
  }
  const paymentOf = async (orderNo: string) => (await ports.database.read.payments.byOrder(orderNo))[0]?.id ?? ''
  const refundsOf = async (paymentId: string) => ports.database.read.refunds.byPayment(paymentId)

  test('a part is refunded the way it came, the rest kept as credit: on the way, arrived, after', async () => {
    const payment = await paymentOf(await pay(ports, { householdId: homes.first, amountFen: 111_663 }))
    const refund = { paymentId: payment, amountFen: 10_000, route: 'original', reason: '多缴' }
    expect(await approve('refund', refund)).toBe('done')
    expect((await examine(ports)).outcome).toBe('sound')
    const [onItsWay] = await refundsOf(payment)
    const end = { state: 'succeeded' as const, at: ports.clock.now() }
    await ports.database.transaction((store) => finishRefund(store, onItsWay?.refundNo ?? '', end, ports))
    expect((await examine(ports)).outcome).toBe('sound')
    expect(await approve('refund', { ...refund, amountFen: 101_663, route: 'next-season' })).toBe('done')
  })

  test('a refund that failed is kept as credit, or tried again', async () => {
    for (const route of ['next-season', 'original']) {
      const payment = await paymentOf(await pay(ports, { householdId: homes.first, amountFen: 50_000 }))
      await approve('refund', { paymentId: payment, amountFen: 50_000, route: 'original', reason: '误缴' })
      const [failed] = await refundsOf(payment)
      const refundNo = failed?.refundNo ?? ''
      await ports.database.transaction((store) => finishRefund(store, refundNo, { state: 'abnormal', at: 1 }, ports))
      expect((await examine(ports)).outcome).toBe('sound')
      expect(await approve('retry-refund', { refundNo, route })).toBe('done')
      expect((await examine(ports)).outcome).toBe('sound')
    }
  })

  test.each([
    ['apply-to-bill', true],
    ['refund-original-route', false],
    ['credit-next-season', true],
  ])('money in suspense leaves by its exit: %s', async (exit, needsHousehold) => {
    await pay(ports, { householdId: homes.second, amountFen: 250_000, saysFen: 249_999 })
    const [item] = await ports.database.read.suspense.open('lanzhou')
    const householdId = needsHousehold ? homes.second : null
    expect(await approve('suspense-exit', { itemId: item?.id ?? '', exit, householdId })).toBe('done')
    expect(await ports.database.read.suspense.open('lanzhou')).toEqual([])
  })

  test('a payment for the wrong household is moved to the right one', async () => {
    const orderNo = await pay(ports, { householdId: homes.first, amountFen: 223_325 })
    const claim = {
      id: ports.ids.next(),
      company: 'lanzhou',
      orderNo,
      paymentId: await paymentOf(orderNo),
      residentId: 'R1',
      fromHouseholdId: homes.first,
      toHouseholdId: homes.second,
      reason: '输错户号',
      status: 'asked' as const,
      askedAt: 1,
      decidedBy: null,
      decidedAt: null,
      answer: null,
    }
    await ports.database.transaction((store) => store.claims.insert(claim))
    expect(await approve('move-payment', { claimId: claim.id })).toBe('done')
    const [bill] = await ports.database.read.bills.byHousehold(homes.second)
    expect(bill?.appliedFen).toBe(223_325)
  })
})
