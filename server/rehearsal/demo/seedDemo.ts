import { createHash } from 'node:crypto'
import { createOpenSeasonBills } from '../../application/bills/openSeasonBills'
import { createImportHouseholds } from '../../application/households/importHouseholds'
import type { PayoutLayout } from '../../application/ports/banks'
import type { Database, Store } from '../../application/ports/database'
import type { Clock, Ids, Photos, ReadTable, Table } from '../../application/ports/system'
import { AUDIT_SYSTEM, INSTALLATION } from '../../domain/audit/audit'
import { seasonBefore, seasonOf } from '../../domain/calendar/season'
import { columnOf } from '../../domain/household/columns'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { createApplyAfterSeason, createApplyInSeason } from './apply'
import { demoApplications, payForWrongHome } from './demoPerson'
import { createSeedPastSeason, pastSeasonToTell } from './seedPastSeason'

export interface DemoFiles {
  /** sandbox/demo/households.csv: households of all companies. */
  households(): Promise<ReadTable>
  /** sandbox/demo/arrears.csv: company and user code of those that owe for the season before. */
  arrears(): Promise<ReadTable>
  /** sandbox/demo/readings.csv: what the heat meters of some homes showed after the season before. */
  readings(): Promise<ReadTable>
  /** sandbox/demo/applications.csv: what residents applied for. */
  applications(): Promise<ReadTable>
  /** The picture of a gas meter that they send. */
  gasMeter(): Promise<Buffer>
}

export type SeedOutcome =
  | { outcome: 'seeded'; households: number; bills: number }
  /** The same demo data with the bills of the same seasons are there already. */
  | { outcome: 'unchanged' }
  | { outcome: 'wrong'; reasons: string[] }

/** Whether demo data were ever put into this installation: production refuses to start on them (contract.md, Commands). */
export async function hasDemoData(store: Store): Promise<boolean> {
  return (await store.audit.latest(INSTALLATION, 'begin-demo')) !== undefined
}

/**
 * Puts the demo households of all companies in, opens their bills of the season that is running or next, and for a few
 * also the season before, so that there are arrears and settlements, and tells what some applied for. Run again it changes nothing, until a new season has come.
 */
export function createSeedDemo(ports: {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  photos: Photos
  layout: PayoutLayout
  files: DemoFiles
}) {
  const { database, clock, ids, rulebooks, files } = ports
  const importHouseholds = createImportHouseholds(ports)
  const openSeasonBills = createOpenSeasonBills(ports)
  const seedPastSeason = createSeedPastSeason(ports)
  const applyAfterSeason = createApplyAfterSeason(ports)
  const applyInSeason = createApplyInSeason({ ...ports, gasMeter: files.gasMeter })

  const note = (deed: 'begin-demo' | 'seed-demo', actor: string, subject: string, detail: Record<string, number>) =>
    database.transaction((store) =>
      store.audit.append({ id: ids.next(), company: INSTALLATION, at: clock.now(), actor, deed, subject, detail }),
    )

  /** Those who tried things out may have changed a demo household since: what is registered stays as it is. */
  async function unregistered(table: Table, company: string): Promise<Table> {
    const known = await database.read.households.byUserCodes(company, [...codesOf(table, company)])
    const registered = new Set(known.map(({ userCode }) => userCode))
    const codeAt = table.headings.map(columnOf).indexOf('userCode')
    return { ...table, rows: table.rows.filter(({ cells }) => !registered.has(cells[codeAt] ?? '')) }
  }

  return async function seedDemo(actor = AUDIT_SYSTEM): Promise<SeedOutcome> {
    const [households, arrears, readings, applications] = await Promise.all([
      files.households(),
      files.arrears(),
      files.readings(),
      files.applications(),
    ])
    if (households.outcome === 'wrong') return wrongFile('households.csv', households.faults)
    if (arrears.outcome === 'wrong') return wrongFile('arrears.csv', arrears.faults)
    if (readings.outcome === 'wrong') return wrongFile('readings.csv', readings.faults)
    if (applications.outcome === 'wrong') return wrongFile('applications.csv', applications.faults)
    const companies = rulebooks.all().filter(({ id }) => codesOf(households.table, id).size > 0)
    const seasons = companies.map((rulebook) => `${rulebook.id} ${seasonOf(rulebook, clock.today()).name}`)
    const published = companies.map((rulebook) => pastSeasonToTell(rulebook, clock.today()))
    const subject = digestOf([households.table, arrears.table, readings.table, applications.table, seasons, published])
    if ((await database.read.audit.latest(INSTALLATION, 'seed-demo'))?.subject === subject)
      return { outcome: 'unchanged' }

    await note('begin-demo', actor, subject, {})
    const seeded = { households: 0, bills: 0 }
    for (const rulebook of companies) {
      const company = rulebook.id
      const table = await unregistered(households.table, company)
      const imported = await importHouseholds({ company, table, actor, fileName: 'households.csv' })
      if (imported.outcome === 'wrong') return wrongFile('households.csv', imported.faults)
      if (imported.outcome === 'imported') seeded.households += imported.imported
      const asked = demoApplications(applications.table, company)
      const past = pastSeasonToTell(rulebook, clock.today())
      const mistaken = past === null ? [] : asked.filter(({ kind }) => kind === 'claim')
      for (const claim of mistaken) await payForWrongHome(ports, rulebook, past ?? '', claim, actor)
      const metered = codesOf(readings.table, company)
      seeded.bills += (await seedPastSeason(company, metered, readings.table, actor)).bills
      if (past !== null) await applyAfterSeason(company, past, asked)
      const season = seasonOf(rulebook, clock.today()).name
      const indebted = codesOf(arrears.table, company)
      for (const input of [
        ...(indebted.size > 0 ? [{ company, season: seasonBefore(season), actor, userCodes: indebted }] : []),
        { company, season, actor, userCodes: codesOf(households.table, company) },
      ]) {
        const opened = await openSeasonBills(input)
        if (opened.outcome === 'opened') seeded.bills += opened.opened
      }
      await applyInSeason(company, asked)
    }
    await note('seed-demo', actor, subject, seeded)
    return { outcome: 'seeded', ...seeded }
  }
}

function wrongFile(name: string, faults: readonly { line: number | null; reason: string }[]): SeedOutcome {
  return { outcome: 'wrong', reasons: faults.map(({ line, reason }) => `${name}:${line ?? 1}: ${reason}`) }
}

/** User codes of one company in a table. */
function codesOf({ headings, rows }: Table, company: string): Set<string> {
  const columns = headings.map(columnOf)
  const [companyAt, codeAt] = [columns.indexOf('company'), columns.indexOf('userCode')]
  return new Set(rows.flatMap(({ cells }) => (cells[companyAt] === company ? [cells[codeAt] ?? ''] : [])))
}

function digestOf(what: unknown): string {
  return createHash('sha256').update(JSON.stringify(what)).digest('hex')
}
