import type { Chain, ExportedHead } from '../../domain/audit/exportedHead'
import type { ChainHead } from '../../domain/chain/chain'
import type { AuditHeadFile } from '../auditHeadPort'
import type { Clock, Database, Log } from '../ports'
import { linkTransfers } from './linkTransfers'

type Ports = { database: Database; clock: Clock; log: Log; file: AuditHeadFile; everyMs: number }
type Head = ChainHead & { chain: Chain }

const keyOf = ({ chain, company }: Pick<Head, 'chain' | 'company'>) => `${chain} ${company}`
const REWRITTEN = { audit: 'the audit log was rewritten', ledger: 'the ledger was rewritten' } as const

/**
 * Links the transfers that wait, and writes where each company's two chains end to a file outside the database, so that a
 * chain that is cut short or written anew is found by verify-ledger. `always` exports what has grown; `due` does so at most
 * every `everyMs`, and at once after a day was closed. Both give how many heads were written.
 */
export function createExportHeads({ database, clock, log, file, everyMs }: Ports) {
  const { read } = database
  /** The newest head of each chain in the file, and when the file was last written; read once. */
  let known: { last: Map<string, ExportedHead>; at: number } | undefined

  async function state() {
    if (known) return known
    const { heads } = await file.read()
    const last = new Map<string, ExportedHead>()
    for (const head of heads) if ((last.get(keyOf(head))?.sequence ?? 0) < head.sequence) last.set(keyOf(head), head)
    known = { last, at: Math.max(0, ...heads.map(({ at }) => at)) }
    return known
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
    await file.append(lines)
    for (const head of lines) now.last.set(keyOf(head), head)
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
