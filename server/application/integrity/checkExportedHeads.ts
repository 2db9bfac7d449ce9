import type { Anchor, Chain, ExportedHead } from '../../domain/audit/chain'
import type { ExportedHeads } from '../ports/audit'
import type { BrokenRow, Check, IntegrityReader } from '../ports/ledger'
import { byTransfer, type ChainRow, type ChainWords } from './checkChains'

/** Names a company's chain. */
export const keyOf = ({ chain, company }: Pick<ExportedHead, 'chain' | 'company'>) => `${chain} ${company}`

type Numbered = Pick<ExportedHead, 'chain' | 'company' | 'sequence' | 'hash'>

/** What makes two lines the same head. */
export const lineOf = ({ chain, company, sequence, hash }: Numbered) => `${chain} ${company} ${sequence} ${hash}`

/** The first chain of which heads are missing that were exported. */
export function shortOf(
  heads: readonly ExportedHead[],
  anchors: readonly Anchor[],
): { anchor: Anchor; found: number } | undefined {
  for (const anchor of anchors) {
    const own = heads.filter((head) => keyOf(head) === keyOf(anchor))
    const hasLast = own.some(({ sequence, hash }) => sequence === anchor.sequence && hash === anchor.hash)
    if (own.length < anchor.heads || !hasLast) return { anchor, found: own.length }
  }
  return undefined
}

const WORDS: Record<Chain, ChainWords> = {
  audit: { table: 'audit_log', row: 'deed' },
  ledger: { table: 'transfers', row: 'transfer' },
}

/**
 * Compares both chains with the heads that were exported to a file outside the database. A chain that was cut short or
 * written again, in itself intact, differs at the first exported head that it does not lead to. A file that is gone or shorter
 * than what was exported is broken too; and with a copy at another place, that one as well, and whatever one has of the other.
 */
export async function checkExportedHeads(
  books: IntegrityReader,
  { heads: ofFile, foreign }: ExportedHeads,
  copy?: ExportedHeads,
): Promise<Check[]> {
  const known = new Set(ofFile.map(lineOf))
  const ofCopyAlone = (copy?.heads ?? []).filter((head) => !known.has(lineOf(head)))
  const heads = [...ofFile, ...ofCopyAlone]
  const file: BrokenRow | null = foreign && {
    table: 'audit-head-file',
    id: `line ${foreign.line}`,
    expected: 'an exported head',
    found: 'something else',
  }
  const ofChain = (chain: Chain) => heads.filter((head) => head.chain === chain)
  return [
    {
      name: 'exported-ledger-heads',
      holds: `the ledger still leads to every head that was exported (${ofChain('ledger').length})`,
      broken: await firstUnledTo(byTransfer(books.ledgerLinks()), ofChain('ledger'), WORDS.ledger),
    },
    {
      name: 'exported-audit-heads',
      holds: `the audit log still leads to every head that was exported (${ofChain('audit').length})`,
      broken: (await firstUnledTo(books.auditEntries(), ofChain('audit'), WORDS.audit)) ?? file,
    },
    {
      name: 'exported-heads-whole',
      holds: 'every head that was exported is in the file, and in its copy',
      broken: firstMissing(ofFile, await books.anchors(), copy),
    },
    {
      name: 'exported-ledger-size',
      holds: 'the ledger holds no less than it did when heads were exported',
      broken: await firstShrunk(books, heads),
    },
  ]
}

function firstMissing(
  heads: readonly ExportedHead[],
  anchors: readonly Anchor[],
  copy: ExportedHeads | undefined,
): BrokenRow | null {
  const said = (of: readonly ExportedHead[], table: string): BrokenRow | null => {
    const short = shortOf(of, anchors)
    if (!short) return null
    const { chain, company, heads: expected, sequence } = short.anchor
    return {
      table,
      id: `${chain} ${company}`,
      expected: `${expected} heads, the last of row ${sequence}`,
      found: `${short.found}`,
    }
  }
  return said(heads, 'audit-head-file') ?? (copy ? said(copy.heads, 'audit-head-copy') : null)
}

async function firstUnledTo(
  rows: AsyncIterable<ChainRow>,
  heads: readonly ExportedHead[],
  words: ChainWords,
): Promise<BrokenRow | null> {
  if (heads.length === 0) return null
  const awaited = new Map<string, ExportedHead[]>()
  for (const head of [...heads].sort((one, other) => one.sequence - other.sequence))
    awaited.set(head.company, [...(awaited.get(head.company) ?? []), head])
  const ends = new Map<string, number>()
  for await (const row of rows) {
    const differing = differsFrom(row, awaited.get(row.company) ?? [], words)
    if (differing) return differing
    ends.set(row.company, row.sequence)
  }
  for (const [company, [first]] of awaited) {
    if (!first) continue
    const end = ends.get(company) ?? 0
    const expected = `${words.row} ${end + 1} of ${company}, up to ${first.sequence} ${first.hash}`
    return { table: words.table, id: `${company} ${end + 1}`, expected, found: 'none' }
  }
  return null
}

/** Takes the heads at or before a row off the list; gives the row when one of them is not its hash. */
function differsFrom(row: ChainRow, awaited: ExportedHead[], words: ChainWords): BrokenRow | undefined {
  while (awaited[0] && awaited[0].sequence <= row.sequence) {
    const head = awaited.shift() as ExportedHead
    if (head.sequence === row.sequence && head.hash === row.hash) continue
    const expected = `${words.row} ${head.sequence} with the exported hash ${head.hash}`
    return { table: words.table, id: row.id, expected, found: `${words.row} ${row.sequence} with ${row.hash}` }
  }
  return undefined
}

async function firstShrunk(books: IntegrityReader, heads: readonly ExportedHead[]): Promise<BrokenRow | null> {
  const sizes = new Map((await books.ledgerSizes()).map((size) => [size.company, size]))
  for (const head of heads) {
    const { transfers = 0, amountFen = 0 } = sizes.get(head.company) ?? {}
    if (transfers >= head.transfers && amountFen >= head.amountFen) continue
    return {
      table: 'transfers',
      id: head.company,
      expected: `at least ${head.transfers} transfers of ${head.amountFen}`,
      found: `${transfers} of ${amountFen}`,
    }
  }
  return null
}
