import { addDays } from '../../domain/calendar/civilDate'
import { countAndAmount } from '../../domain/rehearsal/report'
import { type DaysAfter, isOnline, type Settled, settledWhere } from './results'
import { CLERK, type Deed, MANAGER, type Stage } from './stage'

/** The smallest picture that is one by its first bytes. */
const PHOTO = Buffer.from('ffd8ffe000104a46494600010100', 'hex')

/** Applications online and in a hall, the batch by two people, and what the bank makes of it (BZ3, BZ5, BZ8). */
export function refundDeeds(stage: Stage, { applyOn, payOutOn }: DaysAfter): Deed[] {
  const { company, season, after, must, note } = stage
  const batches = async () => (await after.lists.payouts(company, { offset: 0, limit: 100 })).rows
  const exchange = async () => {
    const sum = { paid: 0, failed: 0, returned: 0 }
    for (const { id } of await batches()) {
      const { paid, failed, returned } = must(await after.exchangePayouts(MANAGER, id))
      sum.paid += paid
      sum.failed += failed
      sum.returned += returned
    }
    return sum
  }
  return [
    { on: applyOn, order: 4, do: () => applyForRefunds(stage) },
    {
      on: payOutOn,
      order: 4,
      do: async () => {
        const proposal = stage.orNothing(await after.proposePayout(company, CLERK, season))
        if (!proposal) return
        await stage.approve(proposal)
        note(`代发批次：${proposal.summary}`)
        const { paid, failed } = await exchange()
        note(`银行代发结果：成功 ${paid} 笔，失败 ${failed} 笔`)
      },
    },
    {
      on: addDays(payOutOn, 3),
      order: 4,
      do: async () => {
        const { returned } = await exchange()
        if (returned > 0) note(`退汇 ${returned} 笔，款项重新挂账`)
      },
    },
  ]
}

/** Four of five who are owed a refund ask for it: online, or with papers in a hall. */
async function applyForRefunds(stage: Stage): Promise<void> {
  const owed = await settledWhere(stage, ({ payableFen }) => payableFen > 0)
  const sums = { online: { count: 0, amountFen: 0 }, hall: { count: 0, amountFen: 0 } }
  for (const [index, settled] of owed.entries()) {
    if (index % 5 === 4) continue
    const online = isOnline(stage, settled)
    // Elsewhere only every second one finds the way to a hall.
    if (!online && index % 2 === 1) continue
    const amountFen = online ? await applyOnline(stage, settled) : await applyAtHall(stage, settled)
    if (amountFen === undefined) continue
    const sum = online ? sums.online : sums.hall
    sum.count += 1
    sum.amountFen += amountFen
  }
  if (owed.length > 0) stage.note(`退费申请：在线 ${countAndAmount(sums.online)}；窗口 ${countAndAmount(sums.hall)}`)
}

async function applyOnline(stage: Stage, { dweller, settlement }: Settled): Promise<number | undefined> {
  const { householdId } = settlement
  const resident = await stage.residentOf(dweller)
  const photoIds: string[] = []
  for (const kind of ['identity-card', 'bank-card'] as const) {
    photoIds.push(stage.must(await stage.afterwards.keepPhoto(resident, { householdId, kind, bytes: PHOTO })).id)
  }
  const { owner, identityNumber, bankCard, phone } = dweller
  const request = { householdId, owner, identityNumber, bankCard, phone, photoIds }
  return stage.orNothing(await stage.afterwards.apply(resident, request))?.application.amountFen
}

async function applyAtHall({ company, after, orNothing }: Stage, { dweller }: Settled): Promise<number | undefined> {
  const { userCode, owner, identityNumber, bankCard, phone } = dweller
  const request = { company, userCode, owner, identityNumber, bankCard, phone, paper: '演练资料' }
  return orNothing(await after.refunds.takeIn(CLERK, request))?.amountFen
}
