import { createHash } from 'node:crypto'
import path from 'node:path'
import { loadAccounts } from '../../../server/adapters/accounts/loadAccounts'
import { voucherFiles } from '../../../server/adapters/vouchers/voucherFiles'
import { isRefusal, type Refusal, type RefusalCode } from '../../../server/application/common/refusal'
import { createVouchers } from '../../../server/application/vouchers/vouchers'
import { examine, openThreeBills, pay } from '../../support/books'
import { onEachEngine } from '../../support/engines'
import { openPorts, PROJECT, type StoryPorts } from '../../support/ports'

function must<T extends object>(outcome: T | Refusal<RefusalCode>): T {
  if (isRefusal(outcome)) throw new Error(outcome.refused)
  return outcome
}

onEachEngine('exporting vouchers', (newPlace) => {
  let ports: StoryPorts
  let vouchers: ReturnType<typeof createVouchers>
  let home: string
  const range = { company: 'lanzhou', template: 'yonyou', from: '2026-11-20', to: '2026-11-22' }
  const everybody = { company: '*' }

  beforeEach(async () => {
    ports = await openPorts(newPlace)
    home = (await openThreeBills(ports)).first
    await pay(ports, { householdId: home, amountFen: 10_000 })
    const files = voucherFiles(PROJECT, path.join(ports.place.folder, 'vouchers'))
    vouchers = createVouchers({ ...ports, chart: loadAccounts(PROJECT), files })
  })
  afterEach(() => ports.remove())

  const exported = (again = false, other: Partial<typeof range> = {}) =>
    vouchers.export({ ...range, ...other, again, actor: 'li' })

  test('sums up what the ledger posted in those days, to the fen; the file is kept and audited', async () => {
    const { vouchers: shown, totalFen } = must(await vouchers.preview(range))
    const [{ fen }] = await ports.database.writer.query(
      "SELECT SUM(amount_fen) AS fen FROM transfers WHERE company = 'lanzhou'",
    )
    expect(totalFen).toBe(Number(fen))
    expect(shown.map(({ date, number }) => [date, number])).toEqual([['2026-11-21', 21]])

    const done = must(await exported())
    expect(done).toMatchObject({ vouchers: 1, totalFen, exportedBy: 'li', templateName: '用友 U8' })
    const { bytes, fileName } = must(await vouchers.file(everybody, done.id))
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(done.digest)
    expect(fileName).toBe(`yonyou-2026-11-20-2026-11-22-${done.digest.slice(0, 12)}.txt`)
    expect(await ports.database.read.audit.latest('lanzhou', 'export-vouchers')).toMatchObject({
      actor: 'li',
      subject: done.id,
      detail: { digest: done.digest, totalFen },
    })
    expect((await examine(ports)).outcome).toBe('sound')
  })

  test('a range exported before is refused until somebody says again; then it is the same file', async () => {
    const first = must(await exported())
    expect(await exported(false, { from: '2026-11-21' })).toEqual({
      refused: 'already-exported',
      facts: { from: '2026-11-20', to: '2026-11-22', by: 'li' },
    })
    // What was refused left nothing behind.
    expect(await vouchers.list('lanzhou')).toHaveLength(1)
    const preview = must(await vouchers.preview(range))
    expect(preview.exportedDays).toEqual([{ date: '2026-11-21', state: 'same' }])
    expect(preview.earlier).toMatchObject([{ id: first.id }])
    const second = must(await exported(true))
    expect([second.digest, second.fileName]).toEqual([first.digest, first.fileName])
    // Another software is another matter.
    must(await exported(false, { template: 'kingdee' }))
  })

  test('a day whose books changed since it was exported is shown as changed', async () => {
    const before = must(await exported())
    await pay(ports, { householdId: home, amountFen: 1 })
    expect(must(await vouchers.preview(range)).exportedDays).toEqual([{ date: '2026-11-21', state: 'changed' }])
    const after = must(await exported(true))
    expect(after.digest).not.toBe(before.digest)
    // What was exported then can still be read as it was.
    expect(must(await vouchers.file(everybody, before.id)).bytes).not.toEqual(
      must(await vouchers.file(everybody, after.id)).bytes,
    )
  })

  test('M2: two people who export at once: one is told that the other has', async () => {
    const both = await Promise.all([exported(), exported()])
    expect(both.filter((outcome) => isRefusal(outcome))).toMatchObject([{ refused: 'already-exported' }])
    expect(await vouchers.list('lanzhou')).toHaveLength(1)
  })

  test('what cannot be: no such company or template, days without entries, another company’s file', async () => {
    expect(await exported(false, { company: 'atlantis' })).toEqual({ refused: 'not-found' })
    expect(await exported(false, { template: 'sap' })).toEqual({ refused: 'unknown-template' })
    expect(await exported(false, { from: '2020-01-01', to: '2020-01-02' })).toEqual({ refused: 'nothing-to-export' })
    const { id } = must(await exported())
    expect(await vouchers.file({ company: 'baoji' }, id)).toEqual({ refused: 'not-found' })
  })
})
