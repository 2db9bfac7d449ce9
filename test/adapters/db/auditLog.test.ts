import { type OpenDatabase, openDatabase } from '../../../server/adapters/db/database'
import { type AuditEntry, auditHash } from '../../../server/domain/audit/audit'
import { ORIGIN } from '../../../server/domain/audit/chain'
import { type EmptyPlace, onEachEngine, openEmpty, testSealing } from '../../support/engines'

const deed = (n: number, company = 'lanzhou') => ({
  id: `${company}${n}`,
  company,
  at: 1_795_000_000_000 + n,
  actor: 'zhang',
  deed: 'open-bills' as const,
  subject: '2026-2027',
  detail: { opened: n, zero: 0, complete: true },
})

onEachEngine('the audit log', (newPlace) => {
  let database: OpenDatabase
  let place: EmptyPlace
  let remove: () => Promise<void>
  beforeEach(async () => {
    ;({ database, place, remove } = await openEmpty(newPlace))
  })
  afterEach(() => remove())

  const chain = async (company: string): Promise<AuditEntry[]> =>
    database.writer.getRepository<AuditEntry>('audit_log').find({ where: { company }, order: { sequence: 'ASC' } })

  const expectWholeChain = (entries: AuditEntry[]) => {
    let previousHash = ORIGIN
    entries.forEach((entry, index) => {
      expect(entry.sequence).toBe(index + 1)
      expect(entry.previousHash).toBe(previousHash)
      expect(entry.hash).toBe(auditHash(entry))
      previousHash = entry.hash
    })
  }

  test('each deed follows the one before, in a chain of its own for each company', async () => {
    for (const n of [1, 2, 3]) await database.transaction((store) => store.audit.append(deed(n)))
    await database.transaction((store) => store.audit.append(deed(1, 'baoji')))
    expectWholeChain(await chain('lanzhou'))
    expect(await chain('lanzhou')).toHaveLength(3)
    expectWholeChain(await chain('baoji'))
    expect((await database.read.audit.latest('lanzhou', 'open-bills'))?.detail).toEqual({
      opened: 3,
      zero: 0,
      complete: true,
    })
    expect(await database.read.audit.latest('lanzhou', 'seed-demo')).toBeUndefined()
  })

  test('two processes that append at once make one chain without gaps or forks', async () => {
    const other = await openDatabase(place.place, testSealing)
    await Promise.all(
      Array.from({ length: 16 }, (_, n) =>
        (n % 2 === 0 ? database : other).transaction((store) => store.audit.append(deed(n))),
      ),
    )
    await other.close()
    const entries = await chain('lanzhou')
    expect(entries).toHaveLength(16)
    expectWholeChain(entries)
  })

  test('a deed that is rolled back leaves no gap', async () => {
    await database.transaction((store) => store.audit.append(deed(1)))
    await expect(
      database.transaction(async (store) => {
        await store.audit.append(deed(2))
        throw new Error('refused')
      }),
    ).rejects.toThrow('refused')
    await database.transaction((store) => store.audit.append(deed(3)))
    expectWholeChain(await chain('lanzhou'))
  })

  test('the database itself refuses to change or delete a deed', async () => {
    await database.transaction((store) => store.audit.append(deed(1)))
    await expect(database.writer.query("UPDATE audit_log SET actor = 'li'")).rejects.toThrow(/insert-only/)
    await expect(database.writer.query('DELETE FROM audit_log')).rejects.toThrow(/insert-only/)
  })

  test('a hash covers every field', () => {
    const entry = { ...deed(1), sequence: 1, previousHash: ORIGIN }
    const others = [
      { ...entry, id: 'x' },
      { ...entry, company: 'x' },
      { ...entry, sequence: 2 },
      { ...entry, at: 1 },
      { ...entry, actor: 'x' },
      { ...entry, deed: 'reconcile' as const },
      { ...entry, subject: 'x' },
      { ...entry, detail: { ...entry.detail, opened: 2 } },
      { ...entry, previousHash: '1'.repeat(64) },
    ]
    expect(new Set([entry, ...others].map(auditHash)).size).toBe(others.length + 1)
  })
})
