import path from 'node:path'
import { loadRulebookFile, readVersion } from '../../server/adapters/rulebooks/loadRulebooks'
import { readRulebookText } from '../../server/adapters/rulebooks/readText'
import { liveRulebooks, recordedRulebooks } from '../../server/application/companies/liveRulebooks'
import { recordFirstVersions } from '../../server/application/companies/recordFirstVersions'
import type { Log } from '../../server/application/ports/system'
import { createRulebookDesk } from '../../server/application/rulebooks'
import type { Approval } from '../../server/domain/approval/approval'
import type { Rulebooks } from '../../server/domain/rulebook/rulebook'
import type { EmptyPlace } from './engines'
import { openPorts, PROJECT, type StoryPorts } from './ports'
import { clerk, done, seasonStory, second } from './season'

/** The text of a company's rulebook as the project has it. */
export function textOf(company: string): string {
  const read = loadRulebookFile(path.join(PROJECT, 'config', 'rulebooks', `${company}.yaml`))
  if (read.outcome === 'wrong') throw new Error(read.faults.map(({ reason }) => reason).join('\n'))
  return read.loaded.text
}

/** A text with some of it written otherwise; what is not there is a fault of the story. */
export function rewritten(text: string, ...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((now, [from, to]) => {
    if (!now.includes(from)) throw new Error(`not in the rulebook: ${from}`)
    return now.replace(from, to)
  }, text)
}

/** A text whose worked examples are one example alone: those of the file say what its own prices come to. */
export function withExample(text: string, ask: string, prepay: string): string {
  const rules = text.slice(0, text.search(/\n(dateExamples|examples):/))
  return `${rules}\nexamples:\n  - name: 例\n    ask: { season: 2025-2026, ${ask} }\n    expect: { prepay: ${prepay} }\n`
}

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** The rulebooks as a process of its own sees them. */
export async function rulebooksOfProcess({ database, clock }: StoryPorts): Promise<Rulebooks> {
  const recorded = recordedRulebooks({
    read: database.read,
    clock,
    readVersion(version, text) {
      const read = readVersion(version, text)
      return read.outcome === 'read' ? read.rulebook : undefined
    },
  })
  const rulebooks = liveRulebooks(recorded, database.read)
  await rulebooks.refresh()
  return rulebooks
}

/** A story whose companies' rulebooks are records: their first versions are those of the project's files. */
export async function openVersions(newPlace: () => Promise<EmptyPlace>, day: string, companies: readonly string[]) {
  const base = await openPorts(newPlace, day)
  const files = companies.map((company) => {
    const file = path.join(PROJECT, 'config', 'rulebooks', `${company}.yaml`)
    const read = loadRulebookFile(file)
    if (read.outcome === 'wrong') throw new Error(file)
    return read.loaded
  })
  await recordFirstVersions(base, files, 'operator')
  const rulebooks = await rulebooksOfProcess(base)
  const story = seasonStory(base, rulebooks)
  const desk = createRulebookDesk({ ...base, rulebooks, readText: readRulebookText, log: silent })
  const approve = async (approval: Approval): Promise<Approval> =>
    done(await story.approvals.approve(second, approval.id, { payloadHash: approval.payloadHash }))
  return {
    ...story,
    rulebookDesk: desk,
    approve,
    /** Two people agree on a text from a day on. */
    async agree(text: string, effectiveOn: string): Promise<Approval> {
      return approve(done(await desk.proposeVersion(clerk, { text, effectiveOn, reason: '价格调整' })))
    },
    /** Two people agree to reckon a season's bills again, or to take them back; and it is done. */
    async reprice(company: string, season: string, kind: 'reprice-bills' | 'take-back-bills' = 'reprice-bills') {
      const approval = await approve(
        done(await desk.proposeRepricing(clerk, { kind, company, season, reason: '价格调整' })),
      )
      const carried = await desk.runApprovedJob[kind](approval.id)
      if (carried.outcome !== 'done') throw new Error(JSON.stringify(carried))
      return approval
    },
  }
}

export type VersionsStory = Awaited<ReturnType<typeof openVersions>>
