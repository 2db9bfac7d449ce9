import { type OpenDatabase, openDatabase } from '../../../server/adapters/db/database'
import { LinkTransfers1700000000015 } from '../../../server/adapters/db/migrations/1700000000015-linkTransfers'
import { transfersOf } from '../../../server/application/common/post'
import { linkTransfers } from '../../../server/application/integrity/exportedHeads'
import { ORIGIN } from '../../../server/domain/audit/chain'
import { type LedgerLink, linkHash } from '../../../server/domain/ledger/link'
import { onEachEngine, testSealing } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'

onEachEngine('the chain of the ledger’s rows', (newPlace) => {
  let ports: StoryPorts
  beforeEach(async () => {
    ports = await openPorts(newPlace)
  })
  afterEach(() => ports.remove())

  let posted = 0
  /** Posts so many transfers, each in a transaction of its own, all at once. */
  const post = (times: number, company = 'lanzhou', database: OpenDatabase = ports.database) =>
    Promise.all(
      Array.from({ length: times }, () => {
        const transfers = transfersOf(
          {
            company,
            postingKey: `test:${++posted}`,
            event: 'bill-opened',
            effectiveOn: '2026-11-21',
            evidenceKind: 'bill',
            evidenceId: 'B1',
            postings: [{ debitAccount: 'receivable', creditAccount: 'deferred-income', amountFen: posted }],
          },
          ports,
        )
        return database.transaction((store) => store.ledger.insert(transfers))
      }),
    )

  async function expectWholeChain(company: string, length: number) {
    const { writer, read } = ports.database
    const links = await writer
      .getRepository<LedgerLink>('ledger_links')
      .find({ where: { company }, order: { sequence: 'ASC' } })
    expect(links.map(({ sequence }) => sequence)).toEqual(Array.from({ length }, (_, index) => index + 1))
    expect(new Set(links.map(({ transferId }) => transferId)).size).toBe(length)
    let hash = ORIGIN
    for (const link of links) {
      const [{ digest }] = await writer.query('SELECT digest FROM transfers WHERE id = ?', [link.transferId])
      hash = linkHash(hash, company, link.sequence, digest)
      expect(link.hash).toBe(hash)
    }
    const head = (await read.ledgerChain.heads()).find((one) => one.company === company)
    expect(head).toEqual({ company, last: length, hash })
  }

  test('each transfer follows the one before, in each company’s own chain; nothing waits then', async () => {
    await post(3)
    await post(2, 'baoji')
    expect(await ports.database.read.ledgerChain.waiting()).toEqual(['baoji', 'lanzhou'])
    expect(await linkTransfers(ports)).toBe(5)
    expect(await ports.database.read.ledgerChain.waiting()).toEqual([])
    expect(await linkTransfers(ports)).toBe(0)
    await post(1)
    expect(await linkTransfers(ports)).toBe(1)
    await expectWholeChain('lanzhou', 4)
    await expectWholeChain('baoji', 2)
  })

  test('two processes that link while a third posts make one chain without gaps or forks', async () => {
    const other = await openDatabase(ports.place.place, testSealing)
    await Promise.all([
      post(20),
      post(20, 'lanzhou', other),
      ...Array.from({ length: 6 }, (_, n) => linkTransfers({ database: n % 2 === 0 ? ports.database : other })),
    ])
    await linkTransfers({ database: other })
    await other.close()
    await expectWholeChain('lanzhou', 40)
  })

  test('more than one transaction’s worth is linked in several', async () => {
    const many = Array.from({ length: 1201 }, (_, sequence) => ({
      debitAccount: 'receivable',
      creditAccount: 'deferred-income',
      amountFen: sequence + 1,
    }))
    const input = { company: 'lanzhou', postingKey: 'many', event: 'bill-opened', effectiveOn: '2026-11-21' } as const
    const transfers = transfersOf({ ...input, evidenceKind: 'bill', evidenceId: 'B1', postings: many }, ports)
    await ports.database.transaction((store) => store.ledger.insert(transfers))
    expect(await linkTransfers(ports)).toBe(1201)
    const [head] = await ports.database.read.ledgerChain.heads()
    expect(head?.last).toBe(1201)
  })

  test('a posting that is rolled back waits for nothing', async () => {
    await expect(
      ports.database.transaction(async (store) => {
        const input = { company: 'lanzhou', postingKey: 'x', event: 'bill-opened', effectiveOn: '2026-11-21' } as const
        const postings = [{ debitAccount: 'receivable', creditAccount: 'deferred-income', amountFen: 1 }]
        await store.ledger.insert(transfersOf({ ...input, evidenceKind: 'bill', evidenceId: 'B', postings }, ports))
        throw new Error('refused')
      }),
    ).rejects.toThrow('refused')
    expect(await linkTransfers(ports)).toBe(0)
  })

  test('the database itself refuses to change or delete a link', async () => {
    await post(1)
    await linkTransfers(ports)
    const { writer } = ports.database
    await expect(writer.query('UPDATE ledger_links SET sequence = 9')).rejects.toThrow(/insert-only/)
    await expect(writer.query('DELETE FROM ledger_links')).rejects.toThrow(/insert-only/)
  })

  test('what was posted before there was a chain is linked like the rest', async () => {
    await post(3)
    const runner = ports.database.writer.createQueryRunner()
    const migration = new LinkTransfers1700000000015()
    await migration.down(runner)
    await migration.up(runner)
    await runner.release()
    expect((await ports.database.writer.driver.createSchemaBuilder().log()).upQueries).toEqual([])
    expect(await linkTransfers(ports)).toBe(3)
    await expectWholeChain('lanzhou', 3)
  })
})
