import { loadAccounts } from '../../../server/adapters/accounts/loadAccounts'
import { openIntegrityReader } from '../../../server/adapters/db/integrity/openIntegrityReader'
import { auditHeadFile } from '../../../server/adapters/system/auditHeadFile'
import { createExportHeads, linkTransfers } from '../../../server/application/integrity/exportedHeads'
import { verifyLedger } from '../../../server/application/integrity/verifyLedger'
import { ORIGIN } from '../../../server/domain/audit/chain'
import { digestOf, linkHash } from '../../../server/domain/ledger/link'
import type { Transfer } from '../../../server/domain/ledger/transfer'
import { openThreeBills, pay } from '../../support/books'
import { onEachEngine, testSealing } from '../../support/engines'
import { openPorts, PROJECT, type StoryPorts } from '../../support/ports'
import { dropGuards } from '../../support/tamper'

onEachEngine('somebody who has the database to himself', (newPlace) => {
  let ports: StoryPorts
  let file: ReturnType<typeof auditHeadFile>
  let alarms: string[]
  let home: string
  const sql = (text: string, values: unknown[] = []) => ports.database.writer.query(text, values)

  beforeEach(async () => {
    ports = await openPorts(newPlace)
    file = auditHeadFile(`${ports.place.folder}/elsewhere/heads.log`)
    alarms = []
    home = (await openThreeBills(ports)).first
    await pay(ports, { householdId: home, amountFen: 111_663 })
    await linkTransfers(ports)
    await dropGuards(ports, 'transfers', 'ledger_links')
  })
  afterEach(() => ports.remove())

  const exportHeads = () => {
    const error = (_: unknown, message: string) => alarms.push(message)
    const log = { info: () => undefined, warn: () => undefined, error }
    return createExportHeads({ ...ports, log, file, everyMs: 0 }).always()
  }

  async function examined() {
    const books = await openIntegrityReader(ports.place.place, testSealing)
    const exported = await file.read()
    const { checks } = await verifyLedger(books, loadAccounts(PROJECT), exported).finally(() => books.close())
    return checks.filter(({ broken }) => broken)
  }

  const transfersOf = async (company: string): Promise<Transfer[]> =>
    ports.database.writer.getRepository<Transfer>('transfers').find({ where: { company }, order: { id: 'ASC' } })

  /** Dates a posting back, each of its transfers sealed again: every other rule of the books still holds. */
  async function datedBack(postingKey: string): Promise<Transfer[]> {
    const posting = (await transfersOf('lanzhou')).filter((transfer) => transfer.postingKey === postingKey)
    for (const transfer of posting) {
      const digest = digestOf({ ...transfer, effectiveOn: '2026-11-20' })
      await sql('UPDATE transfers SET effective_on = ?, digest = ? WHERE id = ?', ['2026-11-20', digest, transfer.id])
    }
    return posting
  }

  /** Makes a company's chain again from the transfers as they are now, head and all. */
  async function chainedAnew(company: string) {
    await sql('DELETE FROM ledger_links WHERE company = ?', [company])
    let hash = ORIGIN
    let sequence = 0
    for (const { id, digest } of await transfersOf(company)) {
      hash = linkHash(hash, company, ++sequence, digest)
      await sql('INSERT INTO ledger_links (transfer_id, company, sequence, hash) VALUES (?, ?, ?, ?)', [
        id,
        company,
        sequence,
        hash,
      ])
    }
    await sql('UPDATE ledger_heads SET last = ?, hash = ? WHERE company = ?', [sequence, hash, company])
  }

  const someBill = async () => (await transfersOf('lanzhou')).find(({ event }) => event === 'bill-opened') as Transfer

  test('books that nobody touched are sound, linked, waiting and exported', async () => {
    await exportHeads()
    await pay(ports, { householdId: home, amountFen: 10_000 })
    expect(await examined()).toEqual([])
    await exportHeads()
    expect(await examined()).toEqual([])
  })

  test('a posting dated back and sealed anew: the chain names its first row', async () => {
    const [first] = await datedBack((await someBill()).postingKey)
    const broken = await examined()
    expect(broken.map(({ name }) => name)).toEqual(['ledger-chain'])
    expect(broken[0]?.broken).toMatchObject({ table: 'transfers', id: first?.id })
  })

  test('the chain made anew, too: the first exported head that it does not lead to tells', async () => {
    await exportHeads()
    await pay(ports, { householdId: home, amountFen: 10_000 })
    await exportHeads()
    const { postingKey } = await someBill()
    await datedBack(postingKey)
    await chainedAnew('lanzhou')
    const broken = await examined()
    expect(broken.map(({ name }) => name)).toEqual(['exported-ledger-heads'])
    const [{ id }] = await sql(
      "SELECT transfer_id AS id FROM ledger_links WHERE company = 'lanzhou' ORDER BY sequence LIMIT 1 OFFSET 2",
    )
    expect(broken[0]?.broken).toMatchObject({
      table: 'transfers',
      id,
      expected: expect.stringContaining('transfer 3 '),
    })
  })

  test('the chain’s end cut off, its transfers waiting as if they were new: an alarm, a row gone', async () => {
    await exportHeads()
    const before = await file.read()
    const [last] = await sql("SELECT * FROM ledger_links WHERE company = 'lanzhou' ORDER BY sequence DESC LIMIT 1")
    await sql('DELETE FROM ledger_links WHERE transfer_id = ?', [last.transfer_id])
    await sql('INSERT INTO transfers_to_link (transfer_id, company) VALUES (?, ?)', [last.transfer_id, 'lanzhou'])
    const [end] = await sql("SELECT * FROM ledger_links WHERE company = 'lanzhou' ORDER BY sequence DESC LIMIT 1")
    await sql("UPDATE ledger_heads SET last = ?, hash = ? WHERE company = 'lanzhou'", [end.sequence, end.hash])
    const missing = `lanzhou ${last.sequence}`
    expect(await examined()).toMatchObject([{ name: 'exported-ledger-heads', broken: { id: missing, found: 'none' } }])
    // It is dated back before it is linked again: then the hash at its place is another.
    await datedBack((await transfersOf('lanzhou')).find(({ id }) => id === last.transfer_id)?.postingKey ?? '')
    await exportHeads()
    expect(alarms).toEqual(['the ledger was rewritten'])
    expect(await file.read()).toEqual(before)
    expect((await examined()).map(({ name }) => name)).toEqual(['exported-ledger-heads'])
  })
})
