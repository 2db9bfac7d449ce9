import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { loadAccounts } from '../../../server/adapters/accounts/loadAccounts'
import { openIntegrityReader } from '../../../server/adapters/db/integrity/openIntegrityReader'
import { auditHeadFile } from '../../../server/adapters/system/auditHeadFile'
import { createExportHeads } from '../../../server/application/integrity/exportedHeads'
import { verifyLedger } from '../../../server/application/integrity/verifyLedger'
import { auditHash } from '../../../server/domain/audit/audit'
import { ORIGIN } from '../../../server/domain/audit/chain'
import type { SecurityHappening } from '../../../server/domain/audit/securityEvent'
import { onEachEngine, testSealing } from '../../support/engines'
import { openPorts, PROJECT, type StoryPorts } from '../../support/ports'
import { dropGuards } from '../../support/tamper'

onEachEngine('anchors of the chains', (newPlace) => {
  let ports: StoryPorts
  let place: string
  let copy: string
  let told: SecurityHappening[]

  beforeEach(async () => {
    ports = await openPorts(newPlace)
    place = path.join(ports.place.folder, 'elsewhere', 'heads.log')
    copy = path.join(ports.place.folder, 'another-disk', 'heads.log')
    told = []
  })
  afterEach(() => ports.remove())

  async function act(times: number) {
    for (let time = 0; time < times; time++) {
      const entry = { company: 'lanzhou', at: ports.clock.now(), actor: 'li', subject: 'S1', detail: { time } }
      await ports.database.transaction((store) =>
        store.audit.append({ ...entry, deed: 'log-in', id: ports.ids.next() }),
      )
    }
  }
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const exporting = (withCopy: boolean) =>
    createExportHeads({
      ...ports,
      log,
      everyMs: 0,
      file: auditHeadFile(place),
      ...(withCopy ? { copy: auditHeadFile(copy) } : {}),
      tell: (one) => told.push(one),
    })

  async function broken(withCopy = false): Promise<string[]> {
    const books = await openIntegrityReader(ports.place.place, testSealing)
    const [exported, copied] = [await auditHeadFile(place).read(), await auditHeadFile(copy).read()]
    const { checks } = await verifyLedger(
      books,
      loadAccounts(PROJECT),
      exported,
      withCopy ? copied : undefined,
    ).finally(() => books.close())
    return checks.flatMap(({ name, broken }) => (broken ? [`${name}: ${broken.table}`] : []))
  }

  /** Who administers the database writes the whole chain again, with another actor. */
  async function rebuildChain() {
    await dropGuards(ports, 'audit_log')
    const { rows } = await ports.database.read.audit.page({ companies: ['lanzhou'] }, 0, 100)
    let previousHash = ORIGIN
    for (const { hash: _, ...entry } of rows.reverse()) {
      const forged = { ...entry, actor: 'nobody', previousHash }
      previousHash = auditHash(forged)
      await ports.database.writer.query('UPDATE audit_log SET actor = ?, previous_hash = ?, hash = ? WHERE id = ?', [
        forged.actor,
        forged.previousHash,
        previousHash,
        forged.id,
      ])
    }
    await ports.database.writer.query("UPDATE audit_heads SET hash = ? WHERE company = 'lanzhou'", [previousHash])
  }

  test('all is sound as long as nobody touches the file; a server that starts again finds it so', async () => {
    await act(3)
    await exporting(true).always()
    await act(2)
    await exporting(true).always()
    expect(await broken(true)).toEqual([])
    expect(told).toEqual([])
  })

  test('the chain written again, the file of heads deleted: verify-ledger and the server say so', async () => {
    await act(3)
    const server = exporting(false)
    await server.always()
    await rebuildChain()
    rmSync(place)
    expect(await broken()).toEqual(['exported-heads-whole: audit-head-file'])
    await server.due()
    expect(told).toMatchObject([{ kind: 'anchor-missing', subject: 'file' }])
    await exporting(false).always()
    expect(told).toHaveLength(2)
  })

  test('a file that lacks its end is as good as none', async () => {
    await act(3)
    await exporting(false).always()
    await act(3)
    await exporting(false).always()
    truncateSync(place, 150)
    expect(await broken()).toEqual(['exported-heads-whole: audit-head-file'])
  })

  test('the database and the file changed together: the copy at another place still knows', async () => {
    await act(3)
    await exporting(true).always()
    await rebuildChain()
    await ports.database.writer.query('DELETE FROM anchors')
    rmSync(place)
    await exporting(false).always()
    expect(await broken(false)).toEqual([])
    expect(await broken(true)).toContain('exported-audit-heads: audit_log')
  })

  test('a copy that cannot be written is told, holds nothing up, and gets later what it lacks', async () => {
    writeFileSync(path.join(ports.place.folder, 'another-disk'), 'a file where a folder should be')
    const server = exporting(true)
    await act(3)
    expect(await server.always()).toBe(1)
    expect(told).toMatchObject([{ kind: 'anchor-missing', subject: 'copy' }])
    rmSync(path.join(ports.place.folder, 'another-disk'))
    await act(1)
    expect(await server.always()).toBe(1)
    expect(await broken(true)).toEqual([])
  })
})
