import { bankIn, isChannel } from '../../../contract/channelWords'
import { addDays, daysFromTo } from '../../domain/calendar/civilDate'
import type { PaymentSource } from '../../domain/payment/payment'
import { type ChannelFileDay, type ChannelFileKind, fileInForce } from '../../domain/reconciliation/channelFile'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import type { ChannelFileArchive } from '../ports/channelFiles'
import { ConcurrencyConflict, type Database } from '../ports/database'
import type { BankInbox, DayOutcome, FetchStep, FileFetch } from '../ports/fileFetches'
import type { Clock, Ids } from '../ports/system'
import type { WhyNoFile } from '../reconciliation/obtainChannelFile'
import type { ReconcileDay } from '../reconciliation/reconcileDay'
import type { ReconcileOutcome } from '../reconciliation/reconcileDayPorts'

/** Why there is no file, as the console tells it. */
export const WHY_NO_FILE: Readonly<Record<WhyNoFile, string>> = {
  'no-company': '没有这家公司',
  'no-bank': '没有这家银行的文件模板',
  'no-merchant': '这家公司没有开通这个渠道',
  'no-way': '没有配置取这家银行文件的途径，请上传文件',
  'not-ready': '渠道的文件还没有准备好，请稍后再取',
  'too-old':
    '渠道只保留三个月内的账单，这一天的已经取不到，再取也不会有。请在渠道的商户平台查找，或请渠道客服补发，然后上传',
  unreachable: '渠道没有应答或拒绝了请求，请稍后再取',
  'day-closed': '当日已经日结，不再接收文件',
}

/** Of which banks a company's files can be fetched, by id. */
export type FetchableBanks = (company: string) => readonly string[]

export interface FetchPorts {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  reconcileDay: ReconcileDay
  archive: ChannelFileArchive
  /** Banks that can be asked for a day's file. */
  fetchableBanks: FetchableBanks
  /** Banks that leave their files in a folder. */
  inbox: BankInbox
  checkBankInbox(company: string): Promise<number>
}

/** What a day's reconciliation has brought, in numbers. */
export function outcomeOf({ result }: Extract<ReconcileOutcome, { outcome: 'reconciled' }>): DayOutcome {
  const { status, matched, differences, ourTotalFen, theirTotalFen, reason } = result
  return { status, matched, differences: differences.length, ourTotalFen, theirTotalFen, reason }
}

/** The most days whose files are fetched by one click. */
const MAX_DAYS_AT_ONCE = 31

const AFTER_THE_TRADE_BILL = '当日的交易账单还没有对过账，资金账单在它之后再取'

/**
 * Whether a day was reconciled with its trade bill (or without any, since nothing happened). An account bill waits for it: what
 * both would tell is one piece of work, and the trade bill tells it.
 */
export async function tradeIsReconciled(database: Database, day: Omit<ChannelFileDay, 'bill'>): Promise<boolean> {
  return (await database.read.reconciliation.latestRun({ ...day, bill: 'trade' })) !== undefined
}

function afterwards(step: FetchStep, done: ReconcileOutcome): FetchStep {
  if (done.outcome === 'refused') {
    return { ...step, state: done.because === 'not-ready' ? 'not-ready' : 'failed', reason: WHY_NO_FILE[done.because] }
  }
  const state = done.fileId === null && done.result.status !== 'quarantined' ? 'nothing' : 'reconciled'
  return { ...step, state, result: outcomeOf(done) }
}

/** The channels and banks that can be asked for a company's file of a day. */
export function askedSources(rulebooks: Rulebooks, banks: FetchableBanks, company: string): PaymentSource[] {
  const { channels = [], bankFiles = [] } = rulebooks.get(company)?.payment ?? {}
  const asked = banks(company).filter((bank) => bankFiles.includes(bank))
  return [...channels, ...asked.map((bank): PaymentSource => `bank:${bank}`)]
}

/** The banks that leave a company's files in a folder. */
function inboxSources(inbox: BankInbox, company: string): PaymentSource[] {
  const places = inbox.places().filter((place) => place.company === company)
  return places.map(({ bank }): PaymentSource => `bank:${bank}`)
}

/**
 * Channels have a second bill, of what moved on the merchant's account (fees, refunds, remittances), by which their
 * settlements are known; banks have theirs in the one file.
 */
function billsOf(channel: PaymentSource, fundFlow: boolean): ChannelFileKind[] {
  return fundFlow && isChannel(channel) ? ['trade', 'fundflow'] : ['trade']
}

/** All the channels and banks whose files of a day can be fetched for a company. */
export function fetchedSources(
  { rulebooks, fetchableBanks, inbox }: Pick<FetchPorts, 'rulebooks' | 'fetchableBanks' | 'inbox'>,
  company: string,
): PaymentSource[] {
  return [...new Set([...askedSources(rulebooks, fetchableBanks, company), ...inboxSources(inbox, company)])]
}

/**
 * Fetches all files of a company's day, channel by channel, each reconciled when it has come; a channel's account bill after
 * its trade bill, as the daily job does. `start` writes the work down and gives it at once: one that is under way already is
 * that one. `jobAfterMs` leaves the caller time to do it himself; without `fundFlow` the account bills are left out. `work` is
 * the job's step: it does the next file and says when it wants to go on.
 */
export function createFetchFiles(ports: FetchPorts) {
  const { database, clock, ids, rulebooks, reconcileDay, archive, inbox, checkBankInbox } = ports

  /** A bank's folder is looked into; what it held of the day is in force then, or is known to be still on its way. */
  async function fromInbox(step: FetchStep, { company, date, startedBy }: FileFetch): Promise<FetchStep> {
    await checkBankInbox(company)
    const { channel } = step
    const inForce = async (bill: ChannelFileKind) =>
      fileInForce(await database.read.channelFiles.ofDay({ company, channel, bill, date }))
    const file = (await inForce('trade')) ?? (await inForce('statement'))
    if (file) {
      const path = archive.pathOf(file.path)
      return afterwards(step, await reconcileDay({ company, channel, date, file: path, actor: startedBy }))
    }
    const bank = bankIn(channel)
    const seen = bank === undefined ? [] : await database.read.inboxFiles.of(company, bank)
    const reason = seen.find((one) => one.date === date)?.reason ?? '银行的目录里还没有当日的文件'
    return { ...step, state: 'not-ready', reason }
  }

  async function doStep(step: FetchStep, fetch: FileFetch): Promise<FetchStep> {
    const { company, date, startedBy } = fetch
    const { channel, bill } = step
    if (inboxSources(inbox, company).includes(channel)) return fromInbox(step, fetch)
    if (bill === 'fundflow' && !(await tradeIsReconciled(database, { company, channel, date }))) {
      return { ...step, state: 'not-ready', reason: AFTER_THE_TRADE_BILL }
    }
    return afterwards(step, await reconcileDay({ company, channel, bill, date, actor: startedBy }))
  }

  async function doNext(fetch: FileFetch): Promise<FileFetch> {
    const at = fetch.steps.findIndex(({ state }) => state === 'waiting')
    const step = fetch.steps[at]
    const steps = step ? fetch.steps.with(at, await doStep(step, fetch)) : fetch.steps
    const endedAt = steps.some(({ state }) => state === 'waiting') ? null : clock.now()
    await database.transaction((store) => store.fileFetches.progress(fetch.id, steps, endedAt))
    return { ...fetch, steps, endedAt }
  }

  async function start(
    company: string,
    date: string,
    startedBy: string,
    { jobAfterMs = 0, fundFlow = true } = {},
  ): Promise<FileFetch | Refusal<'future-day' | 'not-found'>> {
    if (!rulebooks.get(company)) return refuse('not-found')
    if (date >= clock.today()) return refuse('future-day')
    const fetch: FileFetch = {
      id: ids.next(),
      company,
      date,
      startedBy,
      startedAt: clock.now(),
      endedAt: null,
      steps: fetchedSources(ports, company).flatMap((channel) =>
        billsOf(channel, fundFlow).map(
          (bill): FetchStep => ({ channel, bill, state: 'waiting', result: null, reason: null }),
        ),
      ),
    }
    return database.transaction(async (store) => {
      const other = await store.fileFetches.underWay(company, date)
      if (other) {
        await store.jobs.expedite(`fetch-files:${other.id}`, clock.now() + jobAfterMs)
        return other
      }
      if ((await store.fileFetches.insert(fetch)) === 'duplicate') throw new ConcurrencyConflict(`fetch of ${date}`)
      await store.jobs.add({
        key: `fetch-files:${fetch.id}`,
        company,
        kind: 'fetch-files',
        subject: fetch.id,
        dueAt: fetch.startedAt + jobAfterMs,
      })
      return fetch
    })
  }

  return {
    start,

    /**
     * The files of several days, the oldest first (on Monday: Friday to Sunday); closed days have nothing to be fetched for. Gives every
     * fetch, those that are under way already too.
     */
    async startDays(
      { company, from, to }: { company: string; from: string; to: string },
      startedBy: string,
    ): Promise<FileFetch[] | Refusal<'future-day' | 'not-found' | 'too-many-days'>> {
      if (!rulebooks.get(company)) return refuse('not-found')
      if (to >= clock.today()) return refuse('future-day')
      const closedUntil = await database.read.closings.closedUntil(company)
      const first = from <= closedUntil ? addDays(closedUntil, 1) : from
      if (daysFromTo(first, to) >= MAX_DAYS_AT_ONCE) return refuse('too-many-days')
      const begun: FileFetch[] = []
      for (let date = first; date <= to; date = addDays(date, 1)) {
        const fetch = await start(company, date, startedBy)
        if (isRefusal(fetch)) return fetch
        begun.push(fetch)
      }
      return begun
    },

    /** Does one more step of a fetch; gives when the next is due (at once), or null when all are done. */
    async work(id: string): Promise<number | null> {
      const fetch = await database.read.fileFetches.byId(id)
      if (!fetch || fetch.endedAt !== null) return null
      return (await doNext(fetch)).endedAt === null ? clock.now() : null
    },

    /** Does all steps here and now, for the command line; `show` is told after each. */
    async now(fetch: FileFetch, show: (fetch: FileFetch) => void): Promise<FileFetch> {
      let seen = fetch
      while (seen.endedAt === null) {
        seen = await doNext(seen)
        show(seen)
      }
      return seen
    },
  }
}
