import type { HeatSource } from '../../contract/words'
import type { Approval } from '../../server/domain/approval/approval'
import type { Household } from '../../server/domain/household/household'
import type { Resident } from '../../server/domain/resident/resident'
import { fiveCompanies } from './ports'
import { clerk, done, type SeasonStory, second } from './season'

const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')

/** A visit to a bank's counter. */
export const COUNTER = { on: '2027-07-01', place: '中国建设银行', receipt: 'CCB-20270701-0042' }

/** Beijing's rules with an invented rate: the notice names none, and there is no default (BJ8). */
export function withRate(subsidyPerCubicMetre: string) {
  const gasReports = fiveCompanies().get('beijing')?.gasReports
  if (!gasReports) throw new Error('no gas reports')
  return { beijing: { gasReports: { ...gasReports, subsidyPerCubicMetre } } }
}

let meters = 4000

/** A gas-heated home of a story, and what happens to it. */
export async function gasHome(story: SeasonStory, given: Partial<Household> = {}) {
  const meterNumber = `G${++meters}`
  story.clock.set('2026-10-15')
  const home = await story.home({
    company: 'beijing',
    userCode: `01000000${meters}`,
    heatSource: 'own-boiler',
    ...given,
  })
  const owner: Resident = await story.owner(home)
  const report = async (cubicMetres: string) =>
    done(await story.resident.reportGas(owner, home.id, { cubicMetres, meterNumber, photo: JPEG })).id
  const accept = (id: string) => story.desk.gas.accept(clerk, id, { note: null })
  return {
    home,
    /** Registered otherwise: a home may have joined the company's network, or left it for a boiler of its own. */
    heatedBy: (heatSource: HeatSource) =>
      story.database.writer.query(`UPDATE households SET heat_source = '${heatSource}' WHERE id = '${home.id}'`),
    owner,
    report,
    accept,
    propose: (id: string) => story.desk.proposeGasSubsidy(clerk, id),
    collect: (id: string, visit = COUNTER) => story.desk.proposeGasCollection(clerk, id, visit),
    approve: (approval: Approval, by = second) =>
      story.approvals.approve(by, approval.id, { payloadHash: approval.payloadHash }),
    shown: async () => done(await story.resident.showGas(owner, home.id)).subsidy,
    creditFen: async () => (await story.now(home)).creditFen,
    /** Both readings reported and accepted; gives the later report. */
    async bothAccepted(before = '1200.5', after = '2000'): Promise<string> {
      done(await accept(await report(before)))
      story.clock.set('2027-04-15')
      const later = await report(after)
      done(await accept(later))
      return later
    },
  }
}
