import { FIRST_VERSION, inForceOn } from '../../domain/rulebook/versions'
import { recordAction } from '../common/clerk'
import type { Database } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

/** A company's rulebook as its file has it; the hash is of the text (`rulebookHash`). */
export interface RulebookFile {
  company: string
  file: string
  text: string
  hash: string
}

const FIRST_REASON = '首次启动时取自规则文件'

/**
 * Records the rulebook of each company that has none yet, as its first version: it holds for all days before, too. A company that
 * has versions keeps them, whatever its file says now. Gives the files that say what nobody has approved.
 */
export async function recordFirstVersions(
  { database, clock, ids }: { database: Database; clock: Clock; ids: Ids },
  files: readonly RulebookFile[],
  by: string,
): Promise<{ recorded: string[]; differing: (RulebookFile & { version: number })[] }> {
  const known = await database.read.rulebookVersions.list()
  const recorded: string[] = []
  const differing: (RulebookFile & { version: number })[] = []
  for (const one of files) {
    const { company, text, hash } = one
    const own = known.filter((version) => version.company === company)
    const inForce = inForceOn(own, clock.today())
    if (inForce) {
      if (!own.some((version) => version.hash === hash)) differing.push({ ...one, version: inForce.sequence })
      continue
    }
    await database.transaction(async (store) => {
      const recordedAt = clock.now()
      const version = { id: ids.next(), company, sequence: FIRST_VERSION, hash, effectiveOn: null, madeBy: by }
      await store.rulebookVersions.keepText({ hash, company, text, keptAt: recordedAt })
      const rest = { approvedBy: null, approvalId: null, reason: FIRST_REASON, recordedAt }
      // Another process that starts at the same moment may have been faster.
      if ((await store.rulebookVersions.insert({ ...version, ...rest })) === 'duplicate') return
      const detail = { version: FIRST_VERSION, hash }
      await recordAction(store, { company, by, deed: 'record-rulebook', subject: company, detail }, { clock, ids })
    })
    recorded.push(company)
  }
  return { recorded, differing }
}
