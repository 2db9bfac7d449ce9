import { openDatabase } from '../../../server/adapters/db/database'
import { approve, type Executors, propose, reject } from '../../../server/application/approvals/approvals'
import { executors } from '../../../server/application/approvedActions/executors'
import { allOrNothing } from '../../../server/application/common/allOrNothing'
import { isRefusal, type RefusalCode, refuse } from '../../../server/application/common/refusal'
import { type Approval, payloadHashOf } from '../../../server/domain/approval/approval'
import { onEachEngine, testSealing } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'

const li = { id: 'S-LI', loginName: 'li' }

const wang = { id: 'S-WANG', loginName: 'wang' }

onEachEngine('a deed that needs a second person', (newPlace) => {
  let ports: StoryPorts
  beforeEach(async () => {
    ports = await openPorts(newPlace)
  })
  afterEach(() => ports.remove())

  /** An executor whose effect can be counted in the books: a number space that it takes from. */
  const counting: Executors<RefusalCode> = {
    ...executors,
    'add-staff': async (store, approval) => {
      await store.sequences.next(approval.company, 'executed')
      return 'done'
    },
    'reset-staff': async (store, approval) => {
      await store.sequences.next(approval.company, 'executed')
      return refuse('not-awaiting')
    },
  }
  const executedTimes = async () =>
    (await ports.database.transaction((store) => store.sequences.next('lanzhou', 'executed'))) - 1

  async function proposed(deed: 'add-staff' | 'reset-staff' = 'add-staff'): Promise<Approval> {
    const outcome = await ports.database.transaction((store) =>
      propose(
        store,
        {
          company: 'lanzhou',
          deed,
          subject: 'PAY1',
          summary: '退还 张* 多缴的 100.00 元，原路退回微信。',
          amountFen: 10_000,
          payload: { paymentId: 'PAY1', amountFen: 10_000 },
          maker: li,
        },
        ports,
      ),
    )
    if (isRefusal(outcome)) throw new Error(outcome.refused)
    return outcome
  }

  const approved = (id: string, payloadHash: string, checker = wang, database = ports.database) =>
    allOrNothing(database, (store) => approve(store, id, { checker, payloadHash }, { ...ports, executors: counting }))
  const deeds = async () =>
    (await ports.database.writer.query(
      "SELECT actor, deed FROM audit_log WHERE company = 'lanzhou' ORDER BY sequence",
    )) as {
      actor: string
      deed: string
    }[]

  test('one proposes, another approves, and it is executed once; both acts are in the audit chain', async () => {
    const proposal = await proposed()
    expect(proposal).toMatchObject({ status: 'proposed', makerId: 'S-LI', amountFen: 10_000, checkerId: null })
    const outcome = await approved(proposal.id, proposal.payloadHash)
    expect(outcome).toMatchObject({ status: 'executed', checkerName: 'wang' })
    expect(await ports.database.read.approvals.byId(proposal.id)).toEqual(outcome)
    expect(await deeds()).toEqual([
      { actor: 'li', deed: 'propose' },
      { actor: 'wang', deed: 'approve' },
    ])
    expect(await executedTimes()).toBe(1)
  })

  test('the maker cannot approve what he made (faults.md: Maker = checker)', async () => {
    const proposal = await proposed()
    expect(await approved(proposal.id, proposal.payloadHash, li)).toEqual({ refused: 'maker-is-checker' })
    expect(await ports.database.read.approvals.byId(proposal.id)).toEqual(proposal)
    expect(await executedTimes()).toBe(0)
  })

  test('a payload that is not the one the checker saw is refused (faults.md: payload changed)', async () => {
    const proposal = await proposed()
    const other = payloadHashOf({ paymentId: 'PAY1', amountFen: 1 })
    expect(await approved(proposal.id, other)).toEqual({ refused: 'payload-changed' })
    expect(await executedTimes()).toBe(0)
  })

  test('a payload that somebody changed in the database is refused, whichever hash he left there', async () => {
    const proposal = await proposed()
    const forged = { paymentId: 'PAY1', amountFen: 9_999_999 }
    const { writer } = ports.database
    await writer.query('UPDATE approvals SET payload = ? WHERE id = ?', [JSON.stringify(forged), proposal.id])
    expect(await approved(proposal.id, proposal.payloadHash)).toEqual({ refused: 'payload-changed' })
    await writer.query('UPDATE approvals SET payload_hash = ? WHERE id = ?', [payloadHashOf(forged), proposal.id])
    expect(await approved(proposal.id, proposal.payloadHash)).toEqual({ refused: 'payload-changed' })
    expect(await executedTimes()).toBe(0)
  })

  test('ten decide at once, in two processes: one decision, one effect', async () => {
    const proposal = await proposed()
    const other = await openDatabase(ports.place.place, testSealing)
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        approved(
          proposal.id,
          proposal.payloadHash,
          { id: `S-${n}`, loginName: `checker${n}` },
          n % 2 ? other : ports.database,
        ),
      ),
    )
    await other.close()
    expect(outcomes.filter((outcome) => !isRefusal(outcome))).toHaveLength(1)
    expect(outcomes.filter((outcome) => isRefusal(outcome) && outcome.refused === 'not-proposed')).toHaveLength(9)
    expect(await executedTimes()).toBe(1)
  })

  test('what its executor refuses stays proposed, with nothing done and nothing in the chain', async () => {
    const proposal = await proposed('reset-staff')
    expect(await approved(proposal.id, proposal.payloadHash)).toEqual({ refused: 'not-awaiting' })
    expect(await ports.database.read.approvals.byId(proposal.id)).toEqual(proposal)
    expect(await executedTimes()).toBe(0)
    expect(await deeds()).toHaveLength(1)
  })

  test('a rejection ends it: it cannot be approved afterwards, but proposed anew', async () => {
    const proposal = await proposed()
    const rejected = await ports.database.transaction((store) =>
      reject(store, proposal.id, { checker: wang, comment: '金额不符' }, ports),
    )
    expect(rejected).toMatchObject({ status: 'rejected', checkerName: 'wang', comment: '金额不符' })
    expect(await approved(proposal.id, proposal.payloadHash)).toEqual({ refused: 'not-proposed' })
    expect((await proposed()).status).toBe('proposed')
  })

  test('one subject has one open proposal', async () => {
    const first = await proposed()
    await expect(proposed()).rejects.toThrow('already-proposed')
    expect(await ports.database.read.approvals.openOn('lanzhou', 'add-staff', 'PAY1')).toEqual(first)
    await approved(first.id, first.payloadHash)
    expect(await ports.database.read.approvals.openOn('lanzhou', 'add-staff', 'PAY1')).toBeUndefined()
  })

  test('the list is newest first, by pages, with the number of all', async () => {
    const ids: string[] = []
    for (let n = 0; n < 5; n++) {
      const { id, payloadHash } = await proposed()
      ids.unshift(id)
      if (n % 2) await approved(id, payloadHash)
      else await ports.database.transaction((store) => reject(store, id, { checker: wang, comment: '不需要' }, ports))
    }
    const all = await ports.database.read.approvals.list({ company: 'lanzhou' }, 1, 2)
    expect(all.total).toBe(5)
    expect(new Set(all.rows.map(({ id }) => id)).size).toBe(2)
    expect((await ports.database.read.approvals.list({ company: 'lanzhou', status: 'executed' }, 0, 20)).total).toBe(2)
    expect((await ports.database.read.approvals.list({ company: 'baoji' }, 0, 20)).total).toBe(0)
  })
})

test('the hash of a payload does not depend on the order in which its fields were written', () => {
  expect(payloadHashOf({ one: 1, other: { a: [1, 2], b: null } })).toBe(
    payloadHashOf({ other: { b: null, a: [1, 2] }, one: 1 }),
  )
  expect(payloadHashOf({ a: [1, 2] })).not.toBe(payloadHashOf({ a: [2, 1] }))
  expect(payloadHashOf({ a: '1' })).not.toBe(payloadHashOf({ a: 1 }))
})
