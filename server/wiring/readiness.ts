import { CHANNELS } from '../../contract/channelWords'
import type { Off, ReadyAnswer } from '../../contract/ready'
import type { MerchantBook } from '../adapters/channels/merchants'
import { seasonOf } from '../domain/calendar/season'
import { invoicingGaps } from '../domain/invoice/invoicing'
import type { Rulebook } from '../domain/rulebook/rulebook'
import type { Base } from './base'
import { invoicesOn } from './invoices'

/** What an installation does not do at the moment, told at the start and whenever a probe asks. */
export function composeReadiness(
  { settings, rulebooks, database, clock }: Pick<Base, 'settings' | 'rulebooks' | 'database' | 'clock'>,
  merchants: MerchantBook,
) {
  /** In production each company's own gaps are told, too, so that nobody has to find them one after the other. */
  const gapsOf = (companies: readonly Rulebook[]): Off[] =>
    settings.mode === 'sandbox'
      ? []
      : companies.flatMap((rulebook) => {
          const gaps = invoicingGaps(rulebook, seasonOf(rulebook, clock.today()).name)
          const why = `no real invoices: ${gaps.join('; ')}`
          return gaps.length === 0 ? [] : [{ what: 'invoices' as const, company: rulebook.id, why }]
        })

  function off(): Off[] {
    const companies = rulebooks.all().filter(({ example }) => example === undefined)
    const channels = companies.flatMap(({ id }) =>
      CHANNELS.filter((channel) => !merchants.of(id)?.[channel]).map((what) => ({
        what,
        company: id,
        why: 'MERCHANTS_DIR has no merchant of this company: it takes no payment here',
      })),
    )
    const invoices = { what: 'invoices', company: null, why: 'no provider of invoices is configured' } as const
    return [...(invoicesOn(settings) ? [] : [invoices]), ...gapsOf(companies), ...channels]
  }
  return {
    off,
    /** Looks whether the database answers; never throws. */
    async ready(): Promise<ReadyAnswer> {
      if (await database.answers()) return { ready: true, off: off() }
      return { ready: false, off: [{ what: 'database', company: null, why: 'it does not answer' }, ...off()] }
    },
  }
}
