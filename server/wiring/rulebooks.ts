import path from 'node:path'
import { faultText, readVersion } from '../adapters/rulebooks/loadRulebooks'
import { operatorName } from '../adapters/system/ids'
import { liveRulebooks, recordedRulebooks } from '../application/companies/liveRulebooks'
import { recordFirstVersions } from '../application/companies/recordFirstVersions'
import type { Database } from '../application/ports/database'
import type { Clock, Ids, Log } from '../application/ports/system'
import type { Rulebooks } from '../domain/rulebook/rulebook'
import type { WrittenRulebooks } from '../judgeStart'

const PUT_ASIDE = '规则文件有误，公司暂不启用；其他公司照常运行'

const STANDS = '规则文件有误，公司仍按已批准的版本执行'

const DIFFERS =
  '规则文件与正在执行的版本不同，文件中的改动没有生效。请用 heatpay rulebook diff 查看，用 heatpay rulebook propose 提交，由另一人批准'

const UNREADABLE = '本程序读不懂这个已批准的规则版本'

/**
 * The companies' rulebooks: what the database has of approved versions. A company's first version is taken from its file at the
 * first start; what its file says otherwise afterwards is said loudly, and is not in force. A wrong file puts its company aside
 * that has no version yet.
 */
export async function openRulebooks(
  { database, clock, ids, log }: { database: Database; clock: Clock; ids: Ids; log: Log },
  { files, faults }: WrittenRulebooks,
): Promise<Rulebooks> {
  const { differing } = await recordFirstVersions({ database, clock, ids }, files, operatorName())
  for (const { company, file, version } of differing) log.error({ company, file, version }, DIFFERS)
  const byHash = new Map(files.map(({ hash, rulebook }) => [hash, rulebook]))
  const recorded = recordedRulebooks({
    read: database.read,
    clock,
    readVersion(version, text) {
      const known = byHash.get(version.hash)
      if (known) return known
      const read = readVersion(version, text)
      if (read.outcome === 'read') return read.rulebook
      for (const fault of read.faults) log.error({ company: version.company, at: faultText(fault) }, UNREADABLE)
      return undefined
    },
  })
  const rulebooks = liveRulebooks(recorded, database.read)
  await rulebooks.refresh()
  for (const fault of faults) {
    const stands = rulebooks.get(path.basename(fault.file, '.yaml')) !== undefined
    log.error({ at: faultText(fault) }, stands ? STANDS : PUT_ASIDE)
  }
  return rulebooks
}
