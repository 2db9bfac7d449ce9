import type { Channel } from '../../contract/channelWords'
import type { CompaniesAnswer, CompanyView } from '../../contract/company'
import type { HouseholdCard } from '../../contract/resident'
import { platformLogin } from '../platform/login'
import type { Mode } from '../platform/ports'
import { createStore, kept } from './kept'

/** What is known of this visit: the companies, which one was chosen, and who the visitor is. */
interface Visit {
  companies: CompaniesAnswer | undefined
  companyId: string | undefined
  channel: Channel | undefined
}

const store = createStore<Visit>({ companies: undefined, companyId: undefined, channel: undefined })

function change(part: Partial<Visit>) {
  store.set({ ...store.get(), ...part })
}

/** The only channel of a platform where nobody needs to be asked. */
function onlyChannel(mode: Mode): Channel | undefined {
  const channels = platformLogin.channels(mode)
  return platformLogin.silent && channels.length === 1 ? channels[0] : undefined
}

export const visit = {
  get: store.get,
  use: store.use,

  /** Takes the list of companies; the company is then the asked one, the remembered one, or the only one. */
  enter(companies: CompaniesAnswer, asked: string | undefined) {
    const known = (id: string | undefined) => companies.companies.some((company) => company.id === id)
    const only = companies.companies.length === 1 ? companies.companies[0]?.id : undefined
    const companyId = [asked, kept.get('company'), only].find((id) => id !== undefined && known(id))
    if (companyId !== undefined) kept.set('company', companyId)
    const allowed = platformLogin.channels(companies.mode)
    const remembered = allowed.find((channel) => channel === kept.get('channel'))
    change({ companies, companyId, channel: remembered ?? onlyChannel(companies.mode) })
  },

  chooseCompany(companyId: string) {
    kept.set('company', companyId)
    change({ companyId })
  },

  chooseChannel(channel: Channel) {
    kept.set('channel', channel)
    change({ channel })
  },
}

/** The company of this visit, once it is known. */
export function companyOf({ companies, companyId }: Visit): CompanyView | undefined {
  return companies?.companies.find((company) => company.id === companyId)
}

let found: HouseholdCard | undefined

/** The household that a lookup has just found, so that the next page need not look it up again (lookups are limited). */
export const foundHousehold = {
  keep(card: HouseholdCard) {
    found = card
  },
  take: (userCode: string) => (found?.userCode === userCode ? found : undefined),
}
