import type { ExportedHead } from '../../domain/audit/exportedHead'
import type { AuditHeadFile } from '../auditHeadPort'
import type { Clock, Database, Log } from '../ports'

type Ports = { database: Database; clock: Clock; log: Log; file: AuditHeadFile; everyMs: number }

/**
 * Writes where each company's audit chain ends to a file outside the database, so that a log that is cut short or written
 * anew, chain and all, is found by verify-ledger. `always` exports what has grown; `due` does so at most every `everyMs`, and
 * at once after a day was closed. Both give how many heads were written.
 */
export function createExportHeads({ database, clock, log, file, everyMs }: Ports) {
  const { read } = database
  /** The newest head of each company in the file, and when the file was last written; read once. */
  let known: { last: Map<string, ExportedHead>; at: number } | undefined

  async function state() {
    if (known) return known
    const { heads } = await file.read()
    const last = new Map<string, ExportedHead>()
    for (const head of heads) if ((last.get(head.company)?.sequence ?? 0) < head.sequence) last.set(head.company, head)
    known = { last, at: Math.max(0, ...heads.map(({ at }) => at)) }
    return known
  }

  /** The heads that lie beyond the exported ones. A chain that has become shorter is an alarm, and is not papered over. */
  async function grown() {
    const { last } = await state()
    return (await read.audit.heads()).filter((head) => {
      const exported = last.get(head.company)
      if (
        exported &&
        (head.last < exported.sequence || (head.last === exported.sequence && head.hash !== exported.hash))
      )
        log.error(
          { company: head.company, exported: exported.sequence, found: head.last },
          'the audit log was rewritten',
        )
      return head.last > (exported?.sequence ?? 0)
    })
  }

  async function write(heads: readonly { company: string; last: number; hash: string }[]): Promise<number> {
    const now = await state()
    const at = clock.now()
    const lines: ExportedHead[] = []
    for (const { company, last: sequence, hash } of heads)
      lines.push({ at, company, sequence, hash, ...(await read.reports.ledgerSize(company)) })
    await file.append(lines)
    for (const head of lines) now.last.set(head.company, head)
    if (lines.length > 0) now.at = at
    return lines.length
  }

  return {
    always: async (): Promise<number> => write(await grown()),

    async due(): Promise<number> {
      const heads = await grown()
      if (heads.length === 0) return 0
      const { last, at } = await state()
      const now = clock.now()
      // A clock that was set back must not keep the file waiting.
      if (now - at >= everyMs || now < at) return write(heads)
      for (const { company } of heads) {
        const closed = await read.audit.latest(company, 'close-day')
        if (closed && closed.sequence > (last.get(company)?.sequence ?? 0)) return write(heads)
      }
      return 0
    },
  }
}
