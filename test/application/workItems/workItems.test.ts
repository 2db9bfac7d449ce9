import { isRefusal } from '../../../server/application/common/refusal'
import { createWorkItems } from '../../../server/application/workItems/workItems'
import type { Staff } from '../../../server/domain/staff/staff'
import { examine, openThreeBills, pay } from '../../support/books'
import { COMPANY, DAY, NEXT } from '../../support/closing'
import { openDifferenceDesk, paymentRow } from '../../support/differences'
import { type EmptyPlace, onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'

const member = (loginName: string, role: Staff['role'], company = COMPANY): Staff => ({
  ...{ id: `S-${loginName}`, company, loginName, displayName: `${loginName}同事`, staffNumber: `n-${loginName}`, role },
  ...{ passwordHash: '', nextPasswordHash: null, passwordSetAt: 1, totpSecret: null, totpPending: null },
  ...{ totpLastStep: 0, activatedAt: 1, dismissedAt: null, createdAt: 1, createdBy: 'x' },
})
const sun = member('sun', 'accountant')
const zhao = member('zhao', 'manager')
const elsewhere = member('wu', 'accountant', 'baoji')

onEachEngine('what waits for a person', (newPlace: () => Promise<EmptyPlace>) => {
  let ports: StoryPorts
  let desk: ReturnType<typeof openDifferenceDesk>
  let work: ReturnType<typeof createWorkItems>

  beforeEach(async () => {
    ports = await openPorts(newPlace, DAY)
    desk = openDifferenceDesk(ports)
    work = createWorkItems({ ...ports, assignDifference: desk.differences.assign })
    await ports.database.transaction(async (store) => {
      for (const one of [sun, zhao, elsewhere]) await store.staff.insert(one)
    })
    const homes = await openThreeBills(ports)
    await pay(ports, { householdId: homes.first, amountFen: 100_000 })
    ports.clock.set(NEXT)
    // Our payment is not in the file, and the file has one that we have not.
    await desk.reconcile(DAY, [paymentRow({ key: '4200000000000000000000000009', amountFen: 2500 }, DAY)])
  })
  afterEach(() => ports.remove())

  const list = (staff: Staff, scope: 'mine' | 'desk' | 'due' | 'all', order: 'age' | 'amount' | 'owner' = 'age') =>
    work.list(staff, { company: COMPANY, scope, order }, 0, 20)

  test('it is the desk’s until somebody takes it; the largest first, with the sum of all', async () => {
    const { rows, total, totalFen, counts } = await list(sun, 'desk', 'amount')
    expect(rows.map(({ kind, amountFen }) => [kind, amountFen])).toEqual([
      ['difference', 100_000],
      ['difference', 2500],
    ])
    expect([total, totalFen]).toEqual([2, 102_500])
    expect(counts).toEqual({ mine: 0, desk: 2, due: 0, all: 2 })
    const key = { company: COMPANY, kind: 'difference', subject: rows[1]?.subject ?? '' } as const
    expect(await work.assign(sun, key)).toMatchObject({ item: { owner: 'sun' } })
    expect((await list(sun, 'mine')).rows.map(({ subject }) => subject)).toEqual([key.subject])
    expect((await list(zhao, 'mine')).total).toBe(0)
    // The difference itself says so too, in its own history.
    expect((await ports.database.read.differences.byId(key.subject))?.owner).toBe('sun')
    expect(await work.assign(sun, key, 'wu')).toMatchObject({ refused: 'no-such-owner' })
  })

  test('a proposal waits for whoever may approve it, and is no open difference any more', async () => {
    const [first] = (await list(sun, 'all', 'amount')).rows
    const proposed = await desk.propose(first?.subject ?? '', 'take-back-payment')
    if (isRefusal(proposed)) throw new Error(proposed.refused)
    expect((await list(sun, 'all')).rows.map(({ kind }) => kind).sort()).toEqual(['approval', 'difference'])
    expect((await list(zhao, 'mine')).rows).toMatchObject([{ kind: 'approval', subject: proposed.id }])
    expect((await list(sun, 'mine')).total).toBe(0)
    const number = (await ports.database.read.approvals.byId(proposed.id))?.makerNumber ?? ''
    expect((await list({ ...zhao, staffNumber: number }, 'mine')).total).toBe(0)
    const { counts, open } = await work.counts(zhao, COMPANY)
    expect(counts).toEqual({ mine: 1, desk: 1, due: 0, all: 2 })
    expect(open).toContainEqual({ what: 'open-differences', count: 1 })
    expect(open).toContainEqual({ what: 'awaiting-approval', count: 1 })
  })

  test('remarks, reminders and papers stay with it; a paper is what its bytes say', async () => {
    const [first] = (await list(sun, 'all')).rows
    const key = { company: COMPANY, kind: 'difference', subject: first?.subject ?? '' } as const
    await work.comment(sun, key, '已打电话给渠道')
    await work.remind(sun, key, '2026-11-22')
    expect((await list(sun, 'due')).total).toBe(0)
    ports.clock.set('2026-11-22')
    await work.comment(zhao, key, '等回复')
    expect((await list(sun, 'due')).rows).toMatchObject([{ comments: 2, remindOn: '2026-11-22' }])
    expect((await list(zhao, 'due')).total).toBe(0)
    const content = Buffer.from('%PDF-1.7 回单')
    expect(await work.attach(sun, key, { name: '回单.pdf', content })).toMatchObject({
      comments: [{ words: '已打电话给渠道' }, { words: '等回复' }],
      attachments: [{ name: '回单.pdf', type: 'application/pdf', bytes: content.length }],
    })
    const html = Buffer.from('<html><script>alert(1)</script>')
    expect(await work.attach(sun, key, { name: '回单.pdf', content: html })).toMatchObject({
      refused: 'bad-attachment',
    })
    const thread = await work.thread(sun, key)
    const id = isRefusal(thread) ? '' : (thread.attachments[0]?.id ?? '')
    expect(await work.attachment(zhao, id)).toMatchObject({ name: '回单.pdf', content })
    expect(await work.attachment(elsewhere, id)).toMatchObject({ refused: 'not-found' })
    // What was said is sealed where it lies.
    const [kept] = await ports.database.writer.query('SELECT words FROM work_comments')
    expect(String(kept.words)).not.toContain('渠道')
    const [paper] = await ports.database.writer.query('SELECT content FROM work_attachments')
    expect(String(paper.content)).not.toContain(content.toString('base64'))
  })

  test('what is done waits no more, and nothing can be put to it; the books are whole', async () => {
    const key = { company: COMPANY, kind: 'suspense', subject: 'nothing' } as const
    expect(await work.comment(sun, key, '?')).toMatchObject({ refused: 'not-found' })
    expect(await work.assign(sun, key)).toMatchObject({ refused: 'not-found' })
    expect((await examine(ports)).checks.filter(({ broken }) => broken)).toEqual([])
  })
})
