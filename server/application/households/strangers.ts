import { createHash } from 'node:crypto'
import { type Household, isIdentityNumber } from '../../domain/household/household'
import { isSameName } from '../../domain/household/personName'
import {
  ADDRESS_SPAN_MS,
  ALARM_SHARE,
  type Allowance,
  COST,
  DAY_MS,
  isSurprising,
  LOOKS_OF_PERSON,
  looksOfCompany,
  missesOfCompany,
  namesOfCompany,
  PROOFS_OF_HOUSEHOLD,
  PROOFS_OF_PERSON,
} from '../../domain/resident/guessing'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebook } from '../../domain/rulebook/rulebook'
import { type Refusal, refuse } from '../common/refusal'
import type { TellSecurity } from '../common/securityEvents'
import type { Database, Store } from '../ports/database'
import type { Clock } from '../ports/system'

/** Whom somebody asks about: a code that he typed, and the household that has it, if any has. */
export interface AskedFor {
  userCode: string
  household: Household | undefined
}

/** How long a company's number of households is believed. */
const COUNTED_FOR_MS = 600_000

type Ports = { database: Database; clock: Clock; tell: TellSecurity }

/**
 * Bounds what strangers find out: which codes exist and what is owed (`look`), and whose home it is (`prove`). All counts are kept
 * in the database. An unknown code and a known one are answered alike as soon as a proof is asked for, so that neither tells.
 * `source` is a keyed name of the address, never the address.
 */
export function createStrangers({ database, clock, tell }: Ports) {
  const sizes = new Map<string, { households: number; at: number }>()

  async function sizeOf(company: string): Promise<number> {
    const known = sizes.get(company)
    if (known && Math.abs(clock.now() - known.at) < COUNTED_FOR_MS) return known.households
    const households = await database.read.households.count(company)
    sizes.set(company, { households, at: clock.now() })
    return households
  }

  /** Counts, and says in ms how long it is over what is allowed; 0 when it is not. */
  async function spend(store: Store, key: string, cost: number, { points, spanMs }: Allowance): Promise<number> {
    const now = clock.now()
    const counted = await store.guessCounts.add(key, cost, spanMs, now)
    return counted.points > points ? Math.max(1, counted.resetsAt - now) : 0
  }

  const secondsOf = (waitMs: number) => ({ retryAfterSeconds: Math.ceil(waitMs / 1000) })

  async function alarm(company: string, kind: 'looks-of-strangers' | 'guessed-names', counted: number, bound: number) {
    if (counted >= bound * ALARM_SHARE)
      tell({ company, kind, subject: counted >= bound ? 'bound reached' : 'half of it' })
  }

  return {
    /**
     * Lets a resident look at a household. Refused: `looked-too-often` with the true wait, for who looked up too many himself;
     * `proof-first`, when strangers together have seen so much of this company today, or his address misses too often.
     */
    async look(
      resident: Resident,
      { userCode, household }: AskedFor,
      source: string,
    ): Promise<'go' | Refusal<'looked-too-often' | 'proof-first'>> {
      const { company } = resident
      const binding = household && (await database.read.bindings.find(resident.id, household.id))
      if (binding?.endedAt === null) return 'go'
      const households = await sizeOf(company)
      const bounds = { looks: looksOfCompany(households), misses: missesOfCompany(households) }
      const looks = `looks:${company}`
      const misses = `misses:${company}`
      let seen = 0
      const outcome = await database.transaction(
        async (store): Promise<'go' | Refusal<'looked-too-often' | 'proof-first'>> => {
          const now = clock.now()
          const again = `looked:${resident.id}:${codeHash(company, userCode)}`
          // What he saw today he may see again: it tells him nothing new.
          if ((await store.guessCounts.of(again, now)) > 0) return 'go'
          const cost = household ? COST.known : COST.unknown
          let wait = 0
          for (const allowed of LOOKS_OF_PERSON)
            wait = Math.max(wait, await spend(store, `look:${resident.id}:${allowed.spanMs}`, cost, allowed))
          if (wait > 0) return refuse('looked-too-often', secondsOf(wait))
          const missed = await store.guessCounts.add(`missed:${source}`, household ? 0 : cost, ADDRESS_SPAN_MS, now)
          const hit = await store.guessCounts.add(`hit:${source}`, household ? 1 : 0, ADDRESS_SPAN_MS, now)
          const ofAll = {
            looks: (await store.guessCounts.add(looks, household ? 1 : 0, DAY_MS, now)).points,
            misses: (await store.guessCounts.add(misses, household ? 0 : cost, DAY_MS, now)).points,
          }
          seen = ofAll.looks
          if (ofAll.looks > bounds.looks || ofAll.misses > bounds.misses || isSurprising(missed.points, hit.points))
            return refuse('proof-first')
          await store.guessCounts.add(again, 1, DAY_MS, now)
          return 'go'
        },
      )
      await alarm(company, 'looks-of-strangers', seen, bounds.looks)
      return outcome
    },

    /**
     * Judges a proof of ownership: the owner's name or identity number, as the company asks, and the identity number always, where
     * it is registered. Refused: `proof-does-not-match`, the same for a code that nobody has; `proved-too-often` with the true
     * wait; `identity-first` when strangers have tried so many names that the name alone is not believed today. Who once proved
     * that this household is his, or paid for it, is no stranger: only his own tries are counted.
     */
    async prove(
      resident: Resident,
      { userCode, household }: AskedFor,
      rulebook: Pick<Rulebook, 'bindingProof'>,
      given: string,
    ): Promise<'right' | Refusal<'identity-first' | 'proof-does-not-match' | 'proved-too-often'>> {
      const { company } = resident
      const proof = given.trim().toUpperCase()
      const kind = rulebook.bindingProof === 'identity-number' || isIdentityNumber(proof) ? 'identity' : 'name'
      const bound = namesOfCompany(await sizeOf(company))
      const familiar = household !== undefined && (await isFamiliar(database.read, resident, household))
      const right =
        household !== undefined &&
        (kind === 'identity' ? household.identityNumber?.toUpperCase() === proof : isSameName(household.owner, proof))
      let names = 0
      const outcome = await database.transaction(
        async (store): Promise<'right' | Refusal<'identity-first' | 'proof-does-not-match' | 'proved-too-often'>> => {
          const own = `proof:${resident.id}`
          const ofHome = `proof:${kind}:${codeHash(company, userCode)}`
          const ofAll = `names:${company}`
          const wait = await spend(store, own, 1, PROOFS_OF_PERSON)
          if (wait > 0) return refuse('proved-too-often', secondsOf(wait))
          if (!familiar) {
            const late = await spend(store, ofHome, 1, PROOFS_OF_HOUSEHOLD[kind])
            if (late > 0 && kind === 'identity') return refuse('proved-too-often', secondsOf(late))
            if (late > 0) return refuse('identity-first')
            names = kind === 'name' ? (await store.guessCounts.add(ofAll, 1, DAY_MS, clock.now())).points : 0
            if (names > bound) return refuse('identity-first')
          }
          if (!right) return refuse('proof-does-not-match')
          // Only wrong ones are counted; and what he looked at to get here was his own.
          for (const key of [own, ...(familiar ? [] : [ofHome, ...(kind === 'name' ? [ofAll] : [])])])
            await store.guessCounts.add(key, -1, DAY_MS, clock.now())
          const looked = await store.guessCounts.of(`looked:${resident.id}:${codeHash(company, userCode)}`, clock.now())
          if (looked > 0) await store.guessCounts.add(`looks:${company}`, -1, DAY_MS, clock.now())
          return 'right'
        },
      )
      await alarm(company, 'guessed-names', names, bound)
      return outcome
    },
  }
}
export type Strangers = ReturnType<typeof createStrangers>

const codeHash = (company: string, userCode: string) =>
  createHash('sha256').update(`${company} ${userCode}`).digest('hex').slice(0, 24)

/** Who once proved that a household is his, or paid for it with money that was booked. */
async function isFamiliar(
  store: Pick<Store, 'bindings' | 'orders'>,
  resident: Resident,
  household: Household,
): Promise<boolean> {
  const binding = await store.bindings.find(resident.id, household.id)
  if (binding && binding.verifiedAt !== null) return true
  const orders = await store.orders.byResident(resident.id, 50)
  return orders.some(({ householdId, status }) => householdId === household.id && status === 'paid')
}
