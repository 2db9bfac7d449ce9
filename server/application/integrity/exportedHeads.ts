import { INSTALLATION } from '../../domain/audit/audit'
import type { Chain, ChainHead, ExportedHead } from '../../domain/audit/chain'
import type { TellSecurity } from '../common/securityEvents'
import type { AuditHeadFile } from '../ports/audit'
import type { Database } from '../ports/database'
import type { Clock, Log } from '../ports/system'
import { keyOf, lineOf, shortOf } from './checkExportedHeads'

/** So many transfers are linked in one transaction: on SQLite anyone who posts waits no longer than that takes. */
const AT_ONCE = 500

/**
 * Links all transfers that wait into their companies' chains, some at a time; gives how many there were. Several processes
 * may do so at once.
 */
export async function linkTransfers({ database }: { database: Database }): Promise<number> {
  let linked = 0
  for (const company of await database.read.ledgerChain.waiting()) {
    for (;;) {
      const some = await database.transaction((store) => store.ledgerChain.link(company, AT_ONCE))
      linked += some
      if (some < AT_ONCE) break
    }
  }
  return linked
}

type Ports = {
  database: Database
  clock: Clock
  log: Log
  file: AuditHeadFile
  /** The same once more, at a place that another person answers for. */
  copy?: AuditHeadFile
  everyMs: number
  /** Told when the file, or its copy, is gone or shorter than what was written to it. */
  tell?: TellSecurity
}

type Head = ChainHead & { chain: Chain }

const REWRITTEN = { audit: 'the audit log was rewritten', ledger: 'the ledger was rewritten' } as const

/**
 * Links the transfers that wait, and writes where each company's two chains end to a file outside the database, so that a
 * chain that is cut short or written again is found by verify-ledger. `always` exports what has grown; `due` does so at most
 * every `everyMs`, and at once after a day was closed. Both give how many heads were written. The database remembers how many
 * there are, and a file that is gone or shorter is an alarm; a copy that could not be written gets later what it lacks.
 */
export function createExportHeads({ database, clock, log, file, copy, everyMs, tell = () => undefined }: Ports) {
  const { read } = database
  /** The newest head of each chain in the file, and when the file was last written; read once. */
  let known: { last: Map<string, ExportedHead>; counts: Map<string, number>; at: number } | undefined
  /** How long the file and its copy were when they were last written. */
  const sizes = { file: 0, copy: 0 }
  let copied: Set<string> | undefined

  async function state() {
    if (known) return known
    const { heads } = await file.read()
    const last = new Map<string, ExportedHead>()
    for (const head of heads) if ((last.get(keyOf(head))?.sequence ?? 0) < head.sequence) last.set(keyOf(head), head)
    const counts = new Map<string, number>()
    for (const head of heads) counts.set(keyOf(head), (counts.get(keyOf(head)) ?? 0) + 1)
    if (shortOf(heads, await read.anchors.all())) missing('file')
    sizes.file = await file.size()
    known = { last, counts, at: Math.max(0, ...heads.map(({ at }) => at)) }
    return known
  }

  function missing(which: 'file' | 'copy'): void {
    log.error({ which }, 'exported heads are missing')
    tell({ company: INSTALLATION, kind: 'anchor-missing', subject: which })
  }

  /** Whether somebody has made the file or its copy shorter since it was written. */
  async function lookAtFiles(): Promise<void> {
    if ((await file.size()) < sizes.file) missing('file')
    if (copy && (await copy.size().catch(() => 0)) < sizes.copy) missing('copy')
  }

  /** Gives the copy every head of the file that it lacks. What hinders it is told, and the file is written all the same. */
  async function bringCopyUp(): Promise<void> {
    if (!copy) return
    try {
      copied ??= new Set((await copy.read()).heads.map(lineOf))
      const lacks = (await file.read()).heads.filter((head) => !copied?.has(lineOf(head)))
      await copy.append(lacks)
      for (const head of lacks) copied.add(lineOf(head))
      sizes.copy = await copy.size()
    } catch (error) {
      copied = undefined
      log.error({ error: String(error) }, 'the copy of the exported heads cannot be written')
      tell({ company: INSTALLATION, kind: 'anchor-missing', subject: 'copy' })
    }
  }

  /** The heads that lie beyond the exported ones. A chain that has become shorter is an alarm, and is not papered over. */
  async function grown(): Promise<Head[]> {
    await linkTransfers({ database })
    const { last } = await state()
    const heads: Head[] = [
      ...(await read.audit.heads()).map((head) => ({ ...head, chain: 'audit' as const })),
      ...(await read.ledgerChain.heads()).map((head) => ({ ...head, chain: 'ledger' as const })),
    ]
    return heads.filter((head) => {
      const exported = last.get(keyOf(head))
      if (
        exported &&
        (head.last < exported.sequence || (head.last === exported.sequence && head.hash !== exported.hash))
      )
        log.error({ company: head.company, exported: exported.sequence, found: head.last }, REWRITTEN[head.chain])
      return head.last > (exported?.sequence ?? 0)
    })
  }

  async function write(heads: readonly Head[]): Promise<number> {
    const now = await state()
    const at = clock.now()
    const lines: ExportedHead[] = []
    for (const { chain, company, last: sequence, hash } of heads)
      lines.push({ at, chain, company, sequence, hash, ...(await read.reports.ledgerSize(company)) })
    await lookAtFiles()
    await file.append(lines)
    if (lines.length > 0) {
      sizes.file = await file.size()
      await database.transaction(async (store) => {
        for (const head of lines) await store.anchors.note(head, now.counts.get(keyOf(head)) ?? 0)
      })
      await bringCopyUp()
    }
    for (const head of lines) {
      now.last.set(keyOf(head), head)
      now.counts.set(keyOf(head), (now.counts.get(keyOf(head)) ?? 0) + 1)
    }
    if (lines.length > 0) now.at = at
    return lines.length
  }

  /** Whether a day was closed since the audit chain's head was last exported. */
  async function closedSince(company: string, exported: number): Promise<boolean> {
    const closed = await read.audit.latest(company, 'close-day')
    return closed !== undefined && closed.sequence > exported
  }

  return {
    always: async (): Promise<number> => write(await grown()),

    async due(): Promise<number> {
      const heads = await grown()
      await lookAtFiles()
      if (heads.length === 0) return 0
      const { last, at } = await state()
      const now = clock.now()
      // A clock that was set back must not keep the file waiting.
      if (now - at >= everyMs || now < at) return write(heads)
      for (const head of heads) {
        if (head.chain === 'audit' && (await closedSince(head.company, last.get(keyOf(head))?.sequence ?? 0)))
          return write(heads)
      }
      return 0
    },
  }
}

/**
 * Begins the file of exported heads again after a backup was restored: with those of `heads` to which the restored chains lead. A
 * backup holds the file as it was after its tables were copied, so that no head is missing that the tables remember; what was
 * exported in between lies ahead of them. The same for the copy. Gives how many heads there are.
 */
export async function restartHeads(
  heads: readonly ExportedHead[],
  { database: { read }, file, copy }: Pick<Ports, 'database' | 'file' | 'copy'>,
): Promise<number> {
  const ends = new Map<string, number>()
  for (const { company, last } of await read.audit.heads()) ends.set(keyOf({ chain: 'audit', company }), last)
  for (const { company, last } of await read.ledgerChain.heads()) ends.set(keyOf({ chain: 'ledger', company }), last)
  const led: ExportedHead[] = []
  for (const head of heads) {
    const { transfers, amountFen } = await read.reports.ledgerSize(head.company)
    const isAhead = head.sequence > (ends.get(keyOf(head)) ?? 0)
    if (!isAhead && head.transfers <= transfers && head.amountFen <= amountFen) led.push(head)
  }
  await file.append(led)
  await copy?.append(led)
  return led.length
}
