import { z } from 'zod'
import type { Actor, Approval } from '../../domain/approval/approval'
import { maskCard, plainCard } from '../../domain/settlement/bankCard'
import { allOrNothing } from '../allOrNothing'
import { type Executor, propose } from '../approvals'
import { type Clock, type Database, type Ids, Outrun } from '../ports'
import { type Refusal, refuse } from '../refusal'

const payload = z.object({ householdId: z.string(), bankCard: z.string(), paper: z.string() })

/**
 * Proposes to put a household's registered bank card right, by papers; a second person approves it, since refunds go there.
 * Refused: `not-found`, `bad-bank-card`, `nothing-changed`, `already-proposed`.
 */
export function createCorrectBankCard(ports: { database: Database; clock: Clock; ids: Ids }) {
  return (
    company: string,
    maker: Actor,
    request: { userCode: string; bankCard: string; paper: string },
  ): Promise<Approval | Refusal> =>
    allOrNothing<Approval>(ports.database, async (store) => {
      const household = await store.households.byUserCode(company, request.userCode)
      if (!household) return refuse('not-found')
      const bankCard = plainCard(request.bankCard)
      if (!/^\d{12,30}$/.test(bankCard)) return refuse('bad-bank-card')
      const before = household.bankCard === null ? null : plainCard(household.bankCard)
      if (before === bankCard) return refuse('nothing-changed')
      const was = before === null ? '没有登记' : maskCard(before)
      return propose(
        store,
        {
          company,
          deed: 'correct-bank-card',
          subject: household.id,
          summary: `用户 ${household.userCode} 登记的银行卡由 ${was} 更正为 ${maskCard(bankCard)}，资料：${request.paper}`,
          payload: { householdId: household.id, bankCard, paper: request.paper, salt: ports.ids.next() },
          maker,
        },
        ports,
      )
    })
}

/** The executor of `correct-bank-card`. */
export const executeCorrectBankCard: Executor = async (store, approval) => {
  const { householdId, bankCard } = payload.parse(approval.payload)
  const household = await store.households.byId(householdId)
  if (household?.company !== approval.company) return refuse('not-found')
  if (!(await store.households.change(household, { bankCard }))) throw new Outrun(`household ${householdId}`)
  return 'done'
}
