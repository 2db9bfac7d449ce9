import { NameDifferencesSubKinds1700000000027 } from '../../../server/adapters/db/migrations/1700000000027-nameDifferencesSubKinds'
import type { DifferenceSubKind } from '../../../server/domain/reconciliation/mismatch'
import { onEachEngine } from '../../support/engines'
import { situations } from '../../support/offeredResolutions'
import { openPorts, type StoryPorts } from '../../support/ports'

/** What comparing has always written of these two; everything else of a difference is in its columns. */
const REASONS: Partial<Record<DifferenceSubKind, string>> = {
  contradiction: '第 7 行：已入账的一笔，改送的对账单上金额不同',
  missing: '微信支付 2026-11-20 的结算，过了 T+2 银行对账单上还没有',
  'quoted-amount': '第 7 行：附言为代发退费 RP0001，应为 10.00 元',
  // A remark of a bank's may say anything.
  deposit: '第 7 行：查不到来历的一笔“已入账的一笔 "theirs":null”',
}

onEachEngine('a database from before sub-kinds of differences were kept', (newPlace) => {
  let ports: StoryPorts
  beforeEach(async () => {
    ports = await openPorts(newPlace)
  })
  afterEach(() => ports.remove())

  test('taken down and put up, also twice, each difference has the sub-kind that its columns tell', async () => {
    const { writer, read } = ports.database
    // A payout in another amount keeps the bank's row only since then.
    const ofThen = situations().filter(({ item }) => item.subKind !== 'quoted-amount' || !item.seen?.theirs)
    const items = ofThen.map(({ item }, at) => {
      const reason = REASONS[item.subKind] ?? item.reason
      return { ...item, id: `D${at}`, subject: `S${at}`, reason }
    })
    // Found before both rows were kept: a payment or refund of a channel's file.
    items.push({ ...(items[0] as (typeof items)[number]), id: 'OLD', subject: 'OLD', seen: null })
    await ports.database.transaction((store) => store.reconciliation.insertItems(items))
    const migration = new NameDifferencesSubKinds1700000000027()
    const runner = writer.createQueryRunner()
    await migration.down(runner)
    await expect(writer.query('SELECT sub_kind FROM differences')).rejects.toThrow()
    await migration.up(runner)
    const kept = await read.differences.byIds(items.map(({ id }) => id))
    const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1)
    expect([...kept].sort(byId)).toEqual([...items].sort(byId))

    // Cut off half-way: what is told already stays, the rest is told.
    await writer.query("UPDATE differences SET sub_kind = '' WHERE id <> 'D0'")
    await writer.query("UPDATE differences SET sub_kind = 'gap' WHERE id = 'D0'")
    await migration.up(runner)
    const again = await read.differences.byIds(items.map(({ id }) => id))
    expect(again.find(({ id }) => id === 'D0')?.subKind).toBe('gap')
    expect(again.filter(({ id }) => id !== 'D0').sort(byId)).toEqual(items.filter(({ id }) => id !== 'D0').sort(byId))
    const log = await writer.driver.createSchemaBuilder().log()
    expect(log.upQueries.map(({ query }) => query)).toEqual([])
    await runner.release()
  })
})
