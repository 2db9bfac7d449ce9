import { appendFileSync, readFileSync, truncateSync } from 'node:fs'
import path from 'node:path'
import { loadAccounts } from '../../../server/adapters/accounts/loadAccounts'
import { openIntegrityReader } from '../../../server/adapters/db/integrity/openIntegrityReader'
import { auditHeadFile } from '../../../server/adapters/system/auditHeadFile'
import { createExportHeads } from '../../../server/application/integrity/exportedHeads'
import { verifyLedger } from '../../../server/application/integrity/verifyLedger'
import { type AuditAction, type AuditEntry, auditHash } from '../../../server/domain/audit/audit'
import { ORIGIN } from '../../../server/domain/audit/chain'
import { openThreeBills, pay } from '../../support/books'
import { onEachEngine, testSealing } from '../../support/engines'
import { openPorts, PROJECT, type StoryPorts } from '../../support/ports'
import { dropGuards } from '../../support/tamper'

const MINUTE = 60_000

onEachEngine('heads of the audit log, exported to a file outside the database', (newPlace) => {
  let ports: StoryPorts
  let place: string
  let alarms: string[]
  let home: string
  const sql = (text: string, values: unknown[] = []) => ports.database.writer.query(text, values)

  beforeEach(async () => {
    ports = await openPorts(newPlace)
    place = path.join(ports.place.folder, 'elsewhere', 'heads.log')
    alarms = []
    home = (await openThreeBills(ports)).first
    await act(3)
  })
  afterEach(() => ports.remove())

  /** Actions of staff, one after another. */
  async function act(times: number, deed: AuditAction = 'log-in') {
    for (let time = 0; time < times; time++) {
      const entry = { company: 'lanzhou', at: ports.clock.now(), actor: 'li', deed, subject: 'S1', detail: { time } }
      await ports.database.transaction((store) => store.audit.append({ ...entry, id: ports.ids.next() }))
    }
  }

  let now = 0
  const exporting = () => {
    const log = {
      info: () => undefined,
      warn: () => undefined,
      error: (_: unknown, message: string) => alarms.push(message),
    }
    const clock = { ...ports.clock, now: () => ports.clock.now() + now }
    return createExportHeads({ ...ports, clock, log, file: auditHeadFile(place), everyMs: 15 * MINUTE })
  }
  const lines = () => readFileSync(place, 'utf8').trimEnd().split('\n')

  /** What verify-ledger finds wrong, by the names of its checks. */
  async function examined() {
    const books = await openIntegrityReader(ports.place.place, testSealing)
    const exported = await auditHeadFile(place).read()
    const { checks } = await verifyLedger(books, loadAccounts(PROJECT), exported).finally(() => books.close())
    return checks.filter(({ broken }) => broken)
  }

  /** Anyone who has the database to himself: no trigger stands in his way, and the chain is made again, head and all. */
  async function rewritten(change: (entries: AuditEntry[]) => AuditEntry[]) {
    await dropGuards(ports, 'audit_log')
    const { rows } = await ports.database.read.audit.page({ companies: ['lanzhou'] }, 0, 1000)
    await sql("DELETE FROM audit_log WHERE company = 'lanzhou'")
    let previousHash = ORIGIN
    let sequence = 0
    for (const entry of change([...rows].reverse())) {
      const chained = { ...entry, sequence: ++sequence, previousHash }
      previousHash = auditHash(chained)
      await sql(
        'INSERT INTO audit_log (id, company, sequence, at, actor, deed, subject, detail, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        [
          entry.id,
          'lanzhou',
          sequence,
          entry.at,
          entry.actor,
          entry.deed,
          entry.subject,
          JSON.stringify(entry.detail),
          chained.previousHash,
          previousHash,
        ],
      )
    }
    await sql("UPDATE audit_heads SET last = ?, hash = ? WHERE company = 'lanzhou'", [sequence, previousHash])
  }

  test('are lines of a file: company, number, hash, time, the ledger’s size; a longer log is sound', async () => {
    await exporting().always()
    const heads = lines().map((line) => JSON.parse(line))
    for (const chain of ['audit', 'ledger']) {
      const [{ last, hash }] = await sql(`SELECT * FROM ${chain}_heads WHERE company = 'lanzhou'`)
      expect(heads.find((head) => head.chain === chain && head.company === 'lanzhou')).toEqual({
        at: ports.clock.now(),
        chain,
        company: 'lanzhou',
        sequence: Number(last),
        hash,
        transfers: 2,
        amountFen: 223_325 + 250_000,
      })
    }
    expect(heads.map(({ chain, company }) => `${chain} ${company}`)).toEqual([
      'audit baoji',
      'audit lanzhou',
      'ledger baoji',
      'ledger lanzhou',
    ])
    await act(2)
    await pay(ports, { householdId: home, amountFen: 10_000 })
    expect(await examined()).toEqual([])
  })

  test('at most every quarter of an hour, at once after a day was closed; nothing new, no line', async () => {
    now = 0
    const heads = exporting()
    expect(await heads.due()).toBe(4)
    await act(1)
    expect(await heads.due()).toBe(0)
    now = 15 * MINUTE - 1
    expect(await heads.due()).toBe(0)
    now = 15 * MINUTE
    expect(await heads.due()).toBe(1)
    await act(1, 'close-day')
    expect(await heads.due()).toBe(1)
    expect(await heads.due()).toBe(0)
    expect(await heads.always()).toBe(0)
    // Another process reads in the file what was exported before.
    expect(await exporting().always()).toBe(0)
    expect(lines()).toHaveLength(6)
    await pay(ports, { householdId: home, amountFen: 10_000 })
    expect(await heads.always()).toBe(1)
    expect(JSON.parse(lines()[6] ?? '')).toMatchObject({ chain: 'ledger', company: 'lanzhou', sequence: 3 })
    now = 0
  })

  test('an entry rewritten with its whole chain: only the exported head tells, by the first row', async () => {
    const heads = exporting()
    await heads.always()
    const [{ id, sequence }] = await sql(
      "SELECT id, sequence FROM audit_log WHERE company = 'lanzhou' ORDER BY sequence DESC LIMIT 1",
    )
    await act(4)
    await heads.always()
    await rewritten((entries) => entries.map((entry, index) => (index === 1 ? { ...entry, actor: 'nobody' } : entry)))
    const broken = await examined()
    // The chain agrees with itself.
    expect(broken.map(({ name }) => name)).toEqual(['exported-audit-heads'])
    expect(broken[0]?.broken).toMatchObject({
      table: 'audit_log',
      id,
      expected: expect.stringContaining(`deed ${sequence} `),
    })
  })

  test('the end cut off, head and all: the first missing row is named', async () => {
    await exporting().always()
    await rewritten((entries) => entries.slice(0, -2))
    const broken = await examined()
    expect(broken.map(({ name }) => name)).toEqual(['exported-audit-heads'])
    expect(broken[0]?.broken).toMatchObject({ id: 'lanzhou 4', found: 'none' })
  })

  test('cut off and grown again beyond the head: the row is named; the export raises an alarm', async () => {
    await exporting().always()
    const before = lines()
    await rewritten((entries) => entries.slice(0, -1))
    const heads = exporting()
    expect(await heads.always()).toBe(0)
    expect(alarms).toEqual(['the audit log was rewritten'])
    expect(lines()).toEqual(before)
    await act(3)
    await heads.always()
    const [{ id }] = await sql("SELECT id FROM audit_log WHERE company = 'lanzhou' AND sequence = 5")
    expect((await examined())[0]).toMatchObject({ name: 'exported-audit-heads', broken: { id } })
  })

  test('a company’s whole log gone, with its head', async () => {
    await exporting().always()
    await dropGuards(ports, 'audit_log')
    await sql("DELETE FROM audit_log WHERE company = 'baoji'")
    await sql("DELETE FROM audit_heads WHERE company = 'baoji'")
    expect((await examined()).map(({ name, broken }) => [name, broken?.id])).toEqual([
      ['exported-audit-heads', 'baoji 1'],
    ])
  })

  test('a ledger with a whole posting less, bill and all, is smaller than it was', async () => {
    await exporting().always()
    await dropGuards(ports, 'transfers', 'ledger_links')
    for (const table of ['transfers', 'bills', 'ledger_links', 'ledger_heads'])
      await sql(`DELETE FROM ${table} WHERE company = 'baoji'`)
    const broken = await examined()
    expect(broken.map(({ name }) => name)).toEqual(['exported-ledger-heads', 'exported-ledger-size'])
    expect(broken[0]?.broken).toMatchObject({ table: 'transfers', id: 'baoji 1', found: 'none' })
    expect(broken[1]?.broken).toMatchObject({ table: 'transfers', id: 'baoji', found: '0 of 0' })
  })

  test('half a line from a power cut stays, the next begins anew; a line that is no head is named', async () => {
    const heads = exporting()
    await heads.always()
    // The power went before the writing was whole: the database had noted nothing of it yet.
    truncateSync(place, readFileSync(place).length - 20)
    await sql('DELETE FROM anchors')
    await act(1)
    await exporting().always()
    expect(lines()).toHaveLength(6)
    expect(
      lines()
        .slice(4)
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { chain: 'audit', company: 'lanzhou' },
      { chain: 'ledger', company: 'lanzhou' },
    ])
    expect(await examined()).toEqual([])
    appendFileSync(place, '{"company":"lanzhou"}\n')
    expect((await examined())[0]).toMatchObject({ broken: { table: 'audit-head-file', id: 'line 7' } })
  })
})
