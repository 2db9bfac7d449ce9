import { isChannel } from '../../../contract/channelWords'
import { fen } from '../../../contract/money'
import { createApprovals } from '../../application/approvals/approvals'
import { executors } from '../../application/approvedActions/executors'
import { bookPayment } from '../../application/booking/bookPayment'
import { createImportBankPayments } from '../../application/booking/importBankPayments'
import { isRefusal, type Refusal, type RefusalCode } from '../../application/common/refusal'
import { type AfterSeasonPorts, createAfterSeason } from '../../application/heatSettlement'
import { readHouseholdAccount } from '../../application/households/householdAccount'
import { createHouseholds } from '../../application/households/households'
import { createStrangers } from '../../application/households/strangers'
import { createStartPayment } from '../../application/payments/startPayment'
import type { ChannelDirectory } from '../../application/ports/channels'
import type { Clock } from '../../application/ports/system'
import { createSeason } from '../../application/season'
import type { Approval } from '../../domain/approval/approval'
import { feeDueOn, seasonDates } from '../../domain/calendar/season'
import { NEW_PAYER_KIND, type Resident } from '../../domain/resident/resident'
import type { NumberedRulebook } from '../../domain/rulebook/rulebook'
import type { Dweller } from './inventHouseholds'
import type { Happening, MonthOfBooks } from './report'

/** A clock that a rehearsal sets: it shows noon of a day. */
export interface RehearsalClock extends Clock {
  set(day: string): void
}

export interface RehearsalPorts extends AfterSeasonPorts {
  clock: RehearsalClock
  channels: ChannelDirectory
  /** Examines the books as they are, and sums one month of them. */
  examine(company: string, month: string): Promise<MonthOfBooks>
}

/** Something that is to be done on a day; `order` within the day. */
export interface Action {
  on: string
  order: number
  do(): Promise<void>
}

/** What payments are counted by: where they came in, after the season's fee was due, as a first part. */
type Counted = Dweller['by'] | 'late' | 'part'

/** Two people of an invented company: what one proposes the other approves. */
export const CLERK = { id: 'REHEARSAL-CLERK', company: '*', loginName: 'clerk.rehearsal' }

export const MANAGER = { id: 'REHEARSAL-MANAGER', company: '*', loginName: 'manager.rehearsal' }

/** The papers that its people bring, of a day. */
export const rehearsalPaper = (title: string, on: string) => ({ title, number: `演练-${on}`, on })

/** Where a rehearsal takes place: its people, what they can do, and what is written down. */
export function createRehearsalVerbs(
  ports: RehearsalPorts,
  rulebook: NumberedRulebook,
  season: string,
  cast: readonly Dweller[],
) {
  const { database, clock, ids, rulebooks } = ports
  const company = rulebook.id
  const residents = new Map<string, Resident>()
  const happenings: Happening[] = []
  const refusals = new Map<RefusalCode, number>()
  const none = () => ({ count: 0, amountFen: 0 })
  const counts: Record<Counted, { count: number; amountFen: number }> = {
    wechat: none(),
    alipay: none(),
    bank: none(),
    late: none(),
    part: none(),
  }
  const due = feeDueOn(rulebook, season) ?? seasonDates(rulebook, season).startsOn
  const startPayment = createStartPayment({ ...ports, publicUrl: 'http://rehearsal.invalid' })
  const bookBank = createImportBankPayments(ports)
  const approvals = createApprovals({ ...ports, executors })
  const people = createHouseholds({ ...ports, strangers: createStrangers({ database, clock, tell: () => undefined }) })

  async function idOf({ userCode }: Pick<Dweller, 'userCode'>): Promise<string> {
    const household = await database.read.households.byUserCode(company, userCode)
    if (!household) throw new Error(`a rehearsed household is not registered: ${userCode}`)
    return household.id
  }

  /** The person who lives there, with the household on his list and his ownership proved. */
  async function residentOf(dweller: Dweller): Promise<Resident> {
    const known = residents.get(dweller.userCode)
    if (known) return known
    const platform = isChannel(dweller.by) ? dweller.by : 'wechat'
    const payerKind = NEW_PAYER_KIND[platform]
    const id = ids.next()
    const resident: Resident = {
      id,
      company,
      platform,
      payerKind,
      payerValue: `rehearsal-${id}`,
      createdAt: clock.now(),
    }
    await database.transaction((store) => store.residents.insert(resident))
    const proof = rulebook.bindingProof === 'identity-number' ? dweller.identityNumber : dweller.owner
    must(await people.save(resident, { userCode: dweller.userCode, relation: 'own', proof }, 'rehearsal'))
    residents.set(dweller.userCode, resident)
    return resident
  }

  /** What a verb gave; a refusal in a rehearsal is a bug of it. */
  function must<T extends object>(outcome: T | Refusal<RefusalCode>): T {
    if (isRefusal(outcome)) throw new Error(`the rehearsal was refused: ${JSON.stringify(outcome)}`)
    return outcome
  }

  /** What a verb gave, or undefined when it refused: refusals are counted and reported. */
  function orNothing<T extends object>(outcome: T | Refusal<RefusalCode>): T | undefined {
    if (!isRefusal(outcome)) return outcome
    refusals.set(outcome.refused, (refusals.get(outcome.refused) ?? 0) + 1)
    return undefined
  }

  async function owedBy(dweller: Dweller): Promise<number> {
    const found = await readHouseholdAccount(database.read, rulebooks, company, await idOf(dweller), clock.today())
    return found?.account.owedFen ?? 0
  }

  const inSeason = createSeason(ports)
  const afterSeason = createAfterSeason(ports)
  return {
    ...{ ports, rulebook, season, company, cast, happenings, refusals, counts },
    ...{ idOf, residentOf, must, orNothing, owedBy },
    residents: inSeason.residents,
    desk: inSeason.desk,
    after: afterSeason.desk,
    afterwards: afterSeason.residents,

    note(what: string): void {
      happenings.push({ on: clock.today(), what })
    },

    /** One approves what the other proposed. */
    approve: async (proposal: Approval): Promise<Approval> =>
      must(await approvals.approve(MANAGER, proposal.id, { payloadHash: proposal.payloadHash })),

    /** Pays what is owed, or a part of it, the way this household pays; gives how much was paid, in fen. */
    async pay(dweller: Dweller, partFen?: number): Promise<number> {
      const paidFen = await payHere(dweller, partFen)
      if (paidFen === 0) return 0
      count(dweller.by, paidFen)
      if (clock.today() > due) count('late', paidFen)
      if (partFen !== undefined) count('part', paidFen)
      return paidFen
    },

    /** Money of a stranger at a bank's counter. */
    strangerPays: (userCode: string, amountFen: number) =>
      bookBank(
        company,
        'bank:partner',
        [{ userCode, traceNo: `RHX${amountFen}`, amountFen, paidOn: clock.today(), line: 2 }],
        clock.today(),
      ),
  }

  function count(what: Counted, amountFen: number): void {
    counts[what].count += 1
    counts[what].amountFen += amountFen
  }

  async function payHere(dweller: Dweller, partFen?: number): Promise<number> {
    const owedFen = await owedBy(dweller)
    const amountFen = partFen ?? owedFen
    if (owedFen === 0 || amountFen === 0) return 0
    if (dweller.by === 'bank') {
      const traceNo = `RH${dweller.chance.digits(16)}`
      const row = { userCode: dweller.userCode, traceNo, amountFen, paidOn: clock.today(), line: 2 }
      await bookBank(company, 'bank:partner', [row], clock.today())
      return amountFen
    }
    const resident = await residentOf(dweller)
    const householdId = await idOf(dweller)
    const request =
      partFen === undefined
        ? ({ kind: 'whole', householdId } as const)
        : ({ kind: 'part', householdId, partFen } as const)
    const started = orNothing(await startPayment(resident, request))
    if (!started) return 0
    const { orderNo, channel } = started.order
    const payment = {
      orderNo,
      transactionId: `42${dweller.chance.digits(26)}`,
      amountFen: fen(started.order.amountFen),
      paidAt: clock.now(),
      payer: undefined,
    }
    await database.transaction((store) => bookPayment(store, { company, channel, payment }, ports))
    return payment.amountFen
  }
}

export type RehearsalVerbs = ReturnType<typeof createRehearsalVerbs>
