import type { CompaniesAnswer } from '../../contract/company'
import { invoicesOffText } from '../domain/invoice/off'
import { companyView } from '../domain/rulebook/companyView'
import type { Rulebooks } from '../domain/rulebook/rulebook'
import type { Clock, Database } from './ports'

/** The companies a resident may choose from. In sandbox mode each shows a household's code to try. */
export function createShowCompanies(ports: {
  mode: CompaniesAnswer['mode']
  rulebooks: Rulebooks
  database: Database
  clock: Clock
  /** Whether there is somebody who issues invoices; left out, there is. */
  invoicesOn?: boolean
}) {
  const { mode, rulebooks, database, clock, invoicesOn = true } = ports
  return async function showCompanies(): Promise<CompaniesAnswer> {
    const companies = await Promise.all(
      rulebooks
        .all()
        .filter(({ example }) => example === undefined)
        .map(async (rulebook) => {
          const told = invoicesOn ? {} : { invoicesOff: invoicesOffText(rulebook) }
          const view = { ...companyView(rulebook, clock.today()), ...told }
          if (mode === 'production') return view
          const [household] = await database.read.households.page(rulebook.id, '', 1)
          return household ? { ...view, userCode: { ...view.userCode, example: household.userCode } } : view
        }),
    )
    return { mode, companies }
  }
}
