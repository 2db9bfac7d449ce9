import { z } from 'zod'
import type { Approval } from '../../domain/approval/approval'
import { type RulebookDifference, rulebookDifferences } from '../../domain/rulebook/differences'
import { inForceOn, mayBegin, type RulebookVersion } from '../../domain/rulebook/versions'
import { worksFor } from '../../domain/staff/staff'
import { type Executor, propose } from '../approvals/approvals'
import { allOrNothing } from '../common/allOrNothing'
import { type Clerk, recordAction } from '../common/clerk'
import { type Refusal, refuse } from '../common/refusal'
import type { Database, Store } from '../ports/database'
import type { RulebookPorts, TextFault } from './ports'

/** What is known of a text before anybody proposes it. */
export type CheckedText =
  | { outcome: 'wrong'; faults: TextFault[] }
  | { outcome: 'right'; company: string; hash: string; differences: RulebookDifference[] }

/** The history of a company's rulebook, with the text of one version. */
export interface ShownVersions {
  company: string
  /** The version in force today. */
  inForce: number
  /** The newest last. */
  versions: RulebookVersion[]
  shown: number
  text: string
}

export interface NewVersion {
  text: string
  /** The first day on which it is in force. */
  effectiveOn: string
  reason: string
}

async function textOf(store: Pick<Store, 'rulebookVersions'>, version: RulebookVersion): Promise<string> {
  const kept = await store.rulebookVersions.text(version.hash)
  if (!kept) throw new Error(`no text ${version.hash} of ${version.company}`)
  return kept.text
}

/** What a text says otherwise than the newest version that was approved. */
async function differencesTo(
  store: Pick<Store, 'rulebookVersions'>,
  ports: Pick<RulebookPorts, 'readText'>,
  newest: RulebookVersion,
  written: unknown,
): Promise<RulebookDifference[]> {
  const before = ports.readText(await textOf(store, newest))
  return rulebookDifferences(before.outcome === 'read' ? before.written : {}, written)
}

/**
 * Checks a rulebook's text and compares it with the newest version of its company, for a member of its staff. Refused:
 * `not-found` for a company that has none.
 */
export function createCheckText(ports: RulebookPorts) {
  const { database, readText } = ports
  return async function checkText(
    clerk: Pick<Clerk, 'company'>,
    text: string,
  ): Promise<CheckedText | Refusal<'not-found'>> {
    const read = readText(text)
    if (read.outcome === 'wrong') return read
    const company = read.rulebook.id
    const newest = (await database.read.rulebookVersions.list(company)).at(-1)
    if (!newest || !worksFor(clerk, company)) return refuse('not-found')
    const differences = await differencesTo(database.read, ports, newest, read.written)
    return { outcome: 'right', company, hash: read.hash, differences }
  }
}

/** Shows a company's versions, and the text of one: of the version in force where none is named. Refused: `not-found`. */
export function createShowVersions({ database, clock }: { database: Database; clock: RulebookPorts['clock'] }) {
  return async function showVersions(company: string, version?: number): Promise<ShownVersions | Refusal<'not-found'>> {
    const versions = await database.read.rulebookVersions.list(company)
    const inForce = inForceOn(versions, clock.today())
    const shown = versions.find(({ sequence }) => sequence === (version ?? inForce?.sequence))
    if (!inForce || !shown) return refuse('not-found')
    const text = await textOf(database.read, shown)
    return { company, inForce: inForce.sequence, versions, shown: shown.sequence, text }
  }
}

const payload = z.object({
  hash: z.string(),
  effectiveOn: z.string(),
  reason: z.string(),
  /** The newest version when it was proposed: on it rests what the second person saw of the differences. */
  after: z.int(),
  differences: z.int(),
})

/**
 * Proposes a version of a company's rulebook. Refused: `rulebook-wrong` with every fault, `nothing-changed`,
 * `rulebook-begins-too-early`, `not-found`, `already-proposed`.
 */
export function createProposeVersion(ports: RulebookPorts) {
  const { database, clock, readText } = ports
  return async function proposeVersion(
    clerk: Clerk,
    { text, effectiveOn, reason }: NewVersion,
  ): Promise<
    | Approval
    | Refusal<'already-proposed' | 'not-found' | 'nothing-changed' | 'rulebook-begins-too-early' | 'rulebook-wrong'>
  > {
    const read = readText(text)
    if (read.outcome === 'wrong') return refuse('rulebook-wrong', { faults: faultsText(read.faults) })
    const { hash } = read
    const { id: company, name } = read.rulebook
    return allOrNothing(database, async (store) => {
      const versions = await store.rulebookVersions.list(company)
      const newest = versions.at(-1)
      if (!newest || !worksFor(clerk, company)) return refuse('not-found')
      if (newest.hash === hash) return refuse('nothing-changed')
      const begins = mayBegin(versions, effectiveOn, clock.today())
      if (begins.outcome !== 'fits') return refuse('rulebook-begins-too-early', { earliest: begins.earliest })
      const differences = await differencesTo(store, ports, newest, read.written)
      await store.rulebookVersions.keepText({ hash, company, text: read.text, keptAt: clock.now() })
      return propose(
        store,
        {
          company,
          deed: 'rulebook-version',
          subject: company,
          summary:
            `${name}收费规则第 ${newest.sequence + 1} 版，自 ${effectiveOn} 起执行，` +
            `比第 ${newest.sequence} 版改动 ${differences.length} 处：${told(differences)}。原因：${reason}。` +
            '此前开出的账单和违约金不变；要改已开的账单，须另行提交“已开账单重新计价”。',
          payload: { hash, effectiveOn, reason, after: newest.sequence, differences: differences.length },
          maker: clerk,
        },
        ports,
      )
    })
  }
}

const MOST_TOLD = 8

function told(differences: readonly RulebookDifference[]): string {
  const said = differences
    .slice(0, MOST_TOLD)
    .map(({ path, before, after }) => `${path} ${before ?? '（无）'} → ${after ?? '（删去）'}`)
  return [...said, ...(differences.length > MOST_TOLD ? [`等 ${differences.length} 处`] : [])].join('；')
}

/** Faults as one text, a line each, as the command line and a refusal say them. */
export function faultsText(faults: readonly TextFault[]): string {
  return faults
    .map(({ line, column, reason }) => `${line}${column === undefined ? '' : `:${column}`}: ${reason}`)
    .join('\n')
}

/**
 * Executes `rulebook-version`: from its day on it is in force, in every process. Refused: `rulebook-moved-on` when another was
 * approved meanwhile, `rulebook-begins-too-early` when its day has passed.
 */
export const executeVersion: Executor<'not-found' | 'rulebook-begins-too-early' | 'rulebook-moved-on'> = async (
  store,
  approval,
  { clock, ids },
) => {
  const { hash, effectiveOn, reason, after } = payload.parse(approval.payload)
  const { company } = approval
  const versions = await store.rulebookVersions.list(company)
  if (!(await store.rulebookVersions.text(hash))) return refuse('not-found')
  if (versions.at(-1)?.sequence !== after) return refuse('rulebook-moved-on')
  const begins = mayBegin(versions, effectiveOn, clock.today())
  if (begins.outcome !== 'fits') return refuse('rulebook-begins-too-early', { earliest: begins.earliest })
  const by = approval.checkerName ?? approval.makerName
  const version: RulebookVersion = {
    id: ids.next(),
    company,
    sequence: after + 1,
    hash,
    effectiveOn,
    madeBy: approval.makerName,
    approvedBy: by,
    approvalId: approval.id,
    reason,
    recordedAt: clock.now(),
  }
  // Two at once meet the unique number; the other was approved first.
  if ((await store.rulebookVersions.insert(version)) === 'duplicate') return refuse('rulebook-moved-on')
  const detail = { version: version.sequence, hash, effectiveOn }
  await recordAction(store, { company, by, deed: 'record-rulebook', subject: company, detail }, { clock, ids })
  return 'done'
}
