import { fen } from '../../../contract/money'
import { openDatabase } from '../../../server/adapters/db/database'
import { createApprovals } from '../../../server/application/approvals/approvals'
import { executors, rejections } from '../../../server/application/approvedActions/executors'
import { bookPayment } from '../../../server/application/booking/bookPayment'
import { isRefusal } from '../../../server/application/common/refusal'
import { payloadHashOf } from '../../../server/domain/approval/approval'
import type { Difference } from '../../../server/domain/reconciliation/run'
import { examine, openThreeBills, pay } from '../../support/books'
import { checker, maker } from '../../support/desk'
import { type DifferenceDesk, openDifferenceDesk, paymentRow } from '../../support/differences'
import { onEachEngine, testSealing } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'
import { hire } from '../../support/staff'

const DAY = '2026-11-20'
const NOON = Date.parse(`${DAY}T12:00:00+08:00`)
const COMPANY = 'lanzhou'
const KEY = '4200000000000000000000000001'

onEachEngine('two people and one difference', (newPlace) => {
  let ports: StoryPorts
  let desk: DifferenceDesk
  let homes: Awaited<ReturnType<typeof openThreeBills>>
  let item: Difference
  const missing = () => paymentRow({ key: KEY, orderNo: 'HPSTRANGER000001', amountFen: 10_000 }, DAY)
  const now = () => ports.database.read.differences.byId(item.id)

  beforeEach(async () => {
    ports = await openPorts(newPlace, DAY)
    homes = await openThreeBills(ports)
    desk = openDifferenceDesk(ports)
    desk.channel.paid(KEY, 'HPSTRANGER000001', 10_000, NOON)
    ports.clock.set('2026-11-21')
    const [found] = await desk.reconcile(DAY, [missing()])
    if (!found) throw new Error('no difference')
    item = found
  })
  afterEach(async () => {
    expect((await examine(ports)).checks.filter(({ broken }) => broken)).toEqual([])
    await ports.remove()
  })

  async function proposed() {
    const approval = await desk.propose(item.id, 'book-payment')
    if (isRefusal(approval)) throw new Error(approval.refused)
    return approval
  }

  test('the maker cannot approve what he proposed (faults.md: Maker = checker)', async () => {
    const { id, payloadHash } = await proposed()
    expect(await desk.approvals.approve(maker, id, { payloadHash })).toEqual({ refused: 'maker-is-checker' })
    expect(await desk.entries()).toEqual([])
    expect(await now()).toMatchObject({ status: 'open' })
  })

  test('a payload that was changed after it was made is refused, whichever hash stands beside it', async () => {
    const { id, payload, payloadHash } = await proposed()
    const forged = { ...payload, resolution: 'to-suspense' }
    await ports.database.writer.query('UPDATE approvals SET payload = ? WHERE id = ?', [JSON.stringify(forged), id])
    expect(await desk.approvals.approve(checker, id, { payloadHash })).toEqual({ refused: 'payload-changed' })
    expect(await desk.approvals.approve(checker, id, { payloadHash: payloadHashOf(forged) })).toEqual({
      refused: 'payload-changed',
    })
    expect(await desk.entries()).toEqual([])
  })

  test('two who approve at once, in two processes: one effect', async () => {
    const { id, payloadHash } = await proposed()
    const other = await openDatabase(ports.place.place, testSealing)
    const elsewhere = createApprovals({ ...ports, database: other, executors, rejections })
    const second = { ...checker, id: 'S-OTHER', loginName: 'other' }
    const outcomes = await Promise.all([
      desk.approvals.approve(checker, id, { payloadHash }),
      elsewhere.approve(second, id, { payloadHash }),
    ])
    await other.close()
    expect(outcomes.filter((outcome) => !isRefusal(outcome))).toHaveLength(1)
    expect(await desk.entries()).toEqual(['payment-suspended clearing:wechat suspense 10000'])
    expect(await ports.database.read.differences.resolutionsOf(item.id)).toHaveLength(1)
  })

  test('the books changed since: a late notification came first, and the approval changes nothing', async () => {
    const approval = await proposed()
    await ports.database.transaction((store) =>
      bookPayment(
        store,
        {
          company: COMPANY,
          channel: 'wechat',
          payment: {
            orderNo: 'HPSTRANGER000001',
            transactionId: KEY,
            amountFen: fen(10_000),
            paidAt: NOON,
            payer: undefined,
          },
        },
        ports,
      ),
    )
    await desk.entries()
    expect(await desk.approve(approval)).toEqual({ refused: 'books-changed' })
    expect(await now()).toMatchObject({ status: 'open' })
    expect(await desk.reconcile(DAY, [missing()])).toEqual([])
    expect(await desk.approve(approval)).toEqual({ refused: 'books-changed' })
    expect(await desk.entries()).toEqual([])
    expect(await ports.database.read.approvals.byId(approval.id)).toMatchObject({ status: 'proposed' })
  })

  test('the channel is asked once more before it is done: what it says now must be what it said', async () => {
    const approval = await proposed()
    desk.channel.paid(KEY, 'HPSTRANGER000002', 10_000, NOON)
    expect(await desk.approve(approval)).toEqual({ refused: 'channel-says-otherwise' })
    desk.channel.payments.set(KEY, { outcome: 'closed' })
    expect(await desk.approve(approval)).toEqual({ refused: 'channel-not-paid' })
    expect(await desk.entries()).toEqual([])
    const asked = desk.channel.asked.length
    const own = await desk.approvals.approve(maker, approval.id, { payloadHash: approval.payloadHash })
    expect(own).toEqual({ refused: 'maker-is-checker' })
    expect(desk.channel.asked).toHaveLength(asked)
  })

  test('one proposal at a time; a rejected one makes room, with its reason in the history', async () => {
    const first = await proposed()
    expect(await desk.propose(item.id, 'to-suspense')).toEqual({ refused: 'already-proposed' })
    await desk.approvals.reject(checker, first.id, '金额待查')
    await desk.resolve(item.id, 'to-suspense')
    const shown = await desk.differences.show({ company: '*' }, COMPANY, item.id)
    if (isRefusal(shown)) throw new Error(shown.refused)
    expect(shown.history.map(({ act, who }) => `${act} ${who}`)).toEqual([
      'opened system',
      'proposed maker',
      'proposed maker',
      'rejected checker',
      'resolved checker',
    ])
    expect(shown.history.find(({ act }) => act === 'rejected')?.note).toBe('金额待查')
    expect(shown.difference).toMatchObject({ status: 'closed', resolution: 'to-suspense', suggestion: null })
  })

  test('a resolved difference survives a further run; opened again by a person it leaves a trace', async () => {
    const paid = await pay(ports, { householdId: homes.second, amountFen: 5_000 })
    const row = paymentRow({ key: `42000${paid}`, orderNo: paid, amountFen: 5_000 }, '2026-11-21')
    ports.clock.set('2026-11-22')
    const twice = [row, { ...row, line: 99 }]
    const [double] = await desk.reconcile('2026-11-21', twice)
    await desk.resolve(double?.id ?? '', 'acknowledge')
    expect(await desk.reconcile('2026-11-21', twice)).toEqual([])
    expect(await desk.differences.reopen(COMPANY, maker, item.id, '看错了')).toEqual({ refused: 'not-closed-yet' })
    expect(await desk.differences.reopen(COMPANY, maker, double?.id ?? '', '渠道另有说明')).toEqual({
      reopened: double?.id,
    })
    const shown = await desk.differences.show({ company: '*' }, COMPANY, double?.id ?? '')
    if (isRefusal(shown)) throw new Error(shown.refused)
    expect(shown.difference.status).toBe('open')
    expect(shown.history.at(-1)).toMatchObject({ act: 'reopened', who: 'maker', note: '渠道另有说明' })
    expect(shown.history.map(({ act }) => act)).toContain('resolved')
    const deeds = await ports.database.read.audit.page({ deed: 'reopen-difference' }, 0, 5)
    expect(deeds.rows).toMatchObject([{ actor: 'maker', subject: double?.id }])
  })

  test('somebody takes it: only who may propose for the company, and it is told in its history', async () => {
    await hire(ports, 'li.fang', 'accountant', { company: COMPANY })
    await hire(ports, 'zhao', 'cashier')
    const assign = (owner: string) => desk.differences.assign(COMPANY, maker, item.id, owner)
    expect(await assign('zhao')).toEqual({ refused: 'no-such-owner' })
    expect(await assign('nobody')).toEqual({ refused: 'no-such-owner' })
    expect(await assign('li.fang')).toEqual({ owner: 'li.fang' })
    const listed = await desk.differences.list({ company: COMPANY, owner: 'li.fang' }, 0, 10)
    expect(listed.rows.map(({ id }) => id)).toEqual([item.id])
    expect(await assign('finance-desk')).toEqual({ owner: 'finance-desk' })
    expect(await desk.differences.assign('baoji', maker, item.id, 'finance-desk')).toEqual({ refused: 'not-found' })
  })

  test('the list: filters, totals over all pages, age and what is suggested', async () => {
    const second = paymentRow({ key: `${KEY}2`, orderNo: 'HPSTRANGER000003', amountFen: 700 }, DAY)
    await desk.reconcile(DAY, [missing(), second])
    await proposed()
    const all = await desk.differences.list({ company: COMPANY }, 0, 1)
    expect(all).toMatchObject({ total: 2, totals: { count: 2, ourFen: 0, theirFen: 10_700, open: 1, proposed: 1 } })
    expect(all.rows).toHaveLength(1)
    const listed = async (asked: object) => (await desk.differences.list({ company: COMPANY, ...asked }, 0, 10)).rows
    expect((await listed({ status: 'proposed' })).map(({ id }) => id)).toEqual([item.id])
    expect(await listed({ status: 'open' })).toMatchObject([
      { byFen: 700, ageDays: 1, suggestion: { resolution: 'book-payment', amountFen: 700 } },
    ])
    expect(await listed({ olderThanDays: 1 })).toHaveLength(2)
    expect(await listed({ olderThanDays: 2 })).toEqual([])
    expect(await listed({ kind: 'channel-only', channel: 'wechat', from: DAY, to: DAY })).toHaveLength(2)
    expect(await listed({ kind: 'amount' })).toEqual([])
    expect(await listed({ kind: 'nonsense' })).toEqual([])
    expect((await desk.differences.list({ company: 'baoji' }, 0, 10)).total).toBe(0)
  })

  test('both sides beside each other: their row with its line, and nothing on ours', async () => {
    const shown = await desk.differences.show({ company: '*' }, COMPANY, item.id)
    if (isRefusal(shown)) throw new Error(shown.refused)
    expect(shown.ours).toBeNull()
    expect(shown.theirs).toMatchObject({ amountFen: 10_000, line: item.seen?.theirs?.line })
    expect(shown.possible.map(({ resolution }) => resolution)).toEqual([
      'book-payment',
      'to-suspense',
      'apply',
      'refund',
    ])
    expect(await desk.differences.show({ company: 'baoji' }, COMPANY, item.id)).toEqual({ refused: 'not-found' })
  })
})
