import { CHANNELS } from '../../contract/channelWords'
import type { Off, ReadyAnswer, ReadyCheck } from '../../contract/ready'
import type { MerchantBook } from '../adapters/channels/merchants'
import { type ChannelClocks, MOST_SKEW_MS } from '../adapters/system/channelClocks'
import { freeMegabytes } from '../adapters/system/disk'
import { seasonOf } from '../domain/calendar/season'
import { invoicingGaps } from '../domain/invoice/invoicing'
import type { Rulebook } from '../domain/rulebook/rulebook'
import type { Base } from './base'
import { invoicesOn } from './invoices'

/** What a probe is told besides what the installation consists of. */
export interface Watching {
  clocks?: ChannelClocks
  /** Whether this server is about to end. */
  draining?: () => boolean
}

/** What an installation does not do at the moment, told at the start and whenever a probe asks; and whether requests may come here. */
export function composeReadiness(
  { settings, rulebooks, database, clock }: Pick<Base, 'settings' | 'rulebooks' | 'database' | 'clock'>,
  merchants: MerchantBook,
  { clocks, draining }: Watching = {},
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

  async function checks(): Promise<ReadyCheck[]> {
    const [answers, freeMb] = await Promise.all([database.answers(), freeMegabytes(settings.dataDir)])
    const migrated = answers && (await database.isMigrated().catch(() => false))
    const leaving = draining?.() === true
    const skewMs = clocks?.ourSkewMs()
    return [
      { check: 'staying', ok: !leaving, needed: true, says: leaving ? 'it was told to end' : 'it stays' },
      { check: 'database', ok: answers, needed: true, says: answers ? 'it answers' : 'it does not answer' },
      { check: 'migrations', ok: migrated, needed: true, says: migrated ? 'all are there' : saysOfMigrations(answers) },
      { check: 'clock', ok: isNear(skewMs), needed: true, says: saysOfClock(skewMs) },
      { check: 'disk', ...judgeDisk(freeMb, settings.diskMinMb), needed: true },
      { check: 'invoices', ok: invoicesOn(settings), needed: false, says: saysOfInvoices(invoicesOn(settings)) },
    ]
  }

  return {
    off,
    /** Looks whether requests may come here; never throws. */
    async ready(): Promise<ReadyAnswer> {
      const found = await checks()
      const away = found.some(({ check, ok }) => check === 'database' && !ok)
      const database: Off = { what: 'database', company: null, why: 'it does not answer' }
      return {
        ready: found.every(({ ok, needed }) => ok || !needed),
        checks: found,
        off: [...(away ? [database] : []), ...off()],
      }
    },
  }
}

const saysOfMigrations = (answers: boolean) =>
  answers ? 'some are missing: was another database put in its place? restart this server' : 'not asked'

const isNear = (skewMs: number | undefined) => skewMs === undefined || Math.abs(skewMs) < MOST_SKEW_MS

function saysOfClock(skewMs: number | undefined): string {
  if (skewMs === undefined) return 'no channel has been heard yet'
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  const where = skewMs > 0 ? 'ahead of' : 'behind'
  return `${seconds} s ${where} the channels’${isNear(skewMs) ? '' : ': channels refuse us, set this machine’s clock by NTP'}`
}

function judgeDisk(freeMb: number | undefined, leastMb: number): Pick<ReadyCheck, 'ok' | 'says'> {
  if (freeMb === undefined) return { ok: false, says: 'DATA_DIR cannot be looked at' }
  const ok = freeMb >= leastMb
  return { ok, says: `${freeMb} MB are free${ok ? '' : `, ${leastMb} are needed: make room on DATA_DIR’s disk`}` }
}

const saysOfInvoices = (on: boolean) => (on ? 'there is a provider' : 'no provider of invoices is configured')
