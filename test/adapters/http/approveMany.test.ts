import type { ApprovalsAnswer, ApprovalView } from '../../../contract/console'
import type { ApprovalSheet, ApproveManyAnswer } from '../../../contract/consoleApprovals'
import type { Payment } from '../../../server/domain/payment/payment'
import { onEachEngine } from '../../support/engines'
import { withBill } from '../../support/households'
import { type AtConsole, onDuty } from '../../support/staff'
import { startWorld, type World } from '../../support/world'

const CODE = '620100000001'
const DAY = '2026-11-20'
const MANY = 30

onEachEngine('many proposals, approved with one code', (newPlace) => {
  let world: World
  let maker: AtConsole
  let checker: AtConsole
  beforeAll(async () => {
    const place = await newPlace()
    world = await startWorld(place)
    await withBill(world.base, { company: 'lanzhou', userCode: CODE }, '2026-2027', '2026-12-31')
    maker = await onDuty(world, 'sun', 'accountant')
    checker = await onDuty(world, 'zhao', 'manager')
  })
  afterAll(() => world?.stop())

  /** Money in suspense, each with a proposal to hold it as credit. */
  async function proposals(count: number): Promise<ApprovalView[]> {
    const { database, ids, clock } = world.base
    const items: string[] = []
    await database.transaction(async (store) => {
      for (let n = 0; n < count; n++) {
        const payment: Payment = {
          ...{ id: ids.next(), company: 'lanzhou', source: 'wechat', transactionId: ids.next(), orderNo: null },
          ...{ householdId: null, amountFen: 100 + n, paidAt: clock.now(), paidOn: DAY, outcome: 'suspense' },
          ...{ refundedFen: 0, refundParts: 0, recordedAt: clock.now() },
        }
        await store.payments.insert(payment)
        const item = { id: ids.next(), company: 'lanzhou', paymentId: payment.id, reason: 'unknown-order' } as const
        const waits = { amountFen: 100 + n, owner: 'finance-desk', openedAt: clock.now(), exit: null, resolvedAt: null }
        await store.suspense.insert({ ...item, ...waits, status: 'open' })
        items.push(item.id)
      }
    })
    for (const id of items) {
      const body = { company: 'lanzhou', exit: 'credit-next-season', userCode: CODE }
      expect((await maker.post(`/suspense/${id}/exit`, body)).status).toBe(201)
    }
    const found = await checker.get<ApprovalsAnswer>('/approvals?company=lanzhou&status=proposed&size=200')
    return found.body.rows
  }

  test('each is decided and recorded by itself; one that cannot be done leaves the others', async () => {
    const rows = await proposals(MANY)
    const [first, second] = rows
    const sheet = await checker.get<ApprovalSheet>(`/approvals/${first?.id}/sheet`)
    expect(sheet.body.entries.map(({ creditAccount }) => creditAccount)).toEqual(['household-credit'])
    expect(sheet.body.households.map(({ userCode }) => userCode)).toEqual([CODE])
    // What was looked at is what is approved: one hash is of something else.
    const approvals = rows.map(({ id, payloadHash }) => ({
      id,
      payloadHash: id === second?.id ? 'f'.repeat(64) : payloadHash,
    }))
    const answer = await checker.post<ApproveManyAnswer>('/approvals/approve-many', { approvals })
    expect(answer.status).toBe(200)
    expect(answer.body.results.filter(({ done }) => !done).map(({ id }) => id)).toEqual([second?.id])
    const left = await checker.get<ApprovalsAnswer>('/approvals?company=lanzhou&status=proposed')
    expect(left.body.rows.map(({ id }) => id)).toEqual([second?.id])
    const { rows: audited } = await world.base.database.read.audit.page(
      { companies: ['lanzhou'], deed: 'approve' },
      0,
      200,
    )
    expect(audited).toHaveLength(MANY - 1)
    expect(new Set(audited.map(({ subject }) => subject)).size).toBe(MANY - 1)
    const own = await maker.post<ApproveManyAnswer>('/approvals/approve-many', { approvals: approvals.slice(0, 1) })
    expect(own.status).toBe(403)
  })
})
