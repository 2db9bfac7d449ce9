import { formatYuan } from '../../../contract/money'
import { addDays } from '../../domain/calendar/civilDate'
import { countAndAmount } from './report'
import { type DaysAfter, daysAfter, isOnline, type Settled, settledWhere } from './results'
import { type Action, CLERK, MANAGER, type RehearsalVerbs } from './verbs'

/** Who objects, and how it ends: not signed, test passed, test failed. */
type Ending = 'lapses' | 'passes' | 'fails'

/** Three objections, each with another end, where the rulebook knows them (BZ6, BZ7). */
export function objectionActions(verbs: RehearsalVerbs, { publishOn }: DaysAfter): Action[] {
  if (!verbs.rulebook.refunds) return []
  const objections: { id: string; ending: Ending; settled: Settled }[] = []
  const { after, afterwards, must, note } = verbs
  const signedOn = addDays(publishOn, 4)
  const testedOn = addDays(publishOn, 20)
  const endings: Ending[] = ['fails', 'passes', 'lapses']
  return [
    {
      on: addDays(publishOn, 1),
      order: 2,
      do: async () => {
        const all = await settledWhere(verbs, ({ meterFaulty }) => !meterFaulty)
        const doubtful = [...all].sort((one, other) => other.settlement.adjustmentFen - one.settlement.adjustmentFen)
        for (const [index, settled] of doubtful.slice(0, endings.length).entries()) {
          const resident = await verbs.residentOf(settled.dweller)
          const householdId = settled.settlement.householdId
          const { id } = must(await afterwards.object(resident, { householdId }))
          objections.push({ id, ending: endings[index] ?? 'lapses', settled })
        }
        note(`提出结算异议：${objections.length} 户`)
      },
    },
    {
      on: signedOn,
      order: 2,
      do: async () => {
        const signing = objections.filter(({ ending }) => ending !== 'lapses')
        for (const { id } of signing) must(await after.signAgreement(CLERK, id, { on: signedOn, paper: '演练协议' }))
        note(`签订热量表检测校验协议：${signing.length} 户`)
      },
    },
    {
      on: testedOn,
      order: 2,
      do: async () => {
        for (const { id, ending, settled } of objections) {
          if (ending !== 'lapses') await testMeter(verbs, { id, passed: ending === 'passes', on: testedOn, settled })
        }
      },
    },
  ]
}

async function testMeter(
  verbs: RehearsalVerbs,
  { id, passed, on, settled }: { id: string; passed: boolean; on: string; settled: Settled },
): Promise<void> {
  const { ports, after, must, note } = verbs
  const others = (await ports.database.read.settlements.ofUnit(settled.settlement)).length - 1
  // A unit where nobody else was settled has no mean: a person decides.
  const decided = !passed && others === 0 ? { decidedRefundFen: 0 } : {}
  const proposal = must(await after.proposeMeterTest(CLERK, id, { passed, on, paper: '演练报告', ...decided }))
  await verbs.approve(proposal)
  const now = await ports.database.read.settlements.byId(settled.settlement.id)
  const refundFen = Math.max(0, 0 - (now?.adjustmentFen ?? 0))
  note(
    passed
      ? '热表检测合格：1 户，用户承担拆装费，结果不变'
      : `热表检测不合格：1 户，改按单元平均退 ${formatYuan(refundFen)}`,
  )
}

/** The smallest picture that is one by its first bytes. */
const PHOTO = Buffer.from('ffd8ffe000104a46494600010100', 'hex')

/** Applications online and in a hall, the batch by two people, and what the bank makes of it (BZ3, BZ5, BZ8). */
export function refundActions(verbs: RehearsalVerbs, { applyOn, payOutOn }: DaysAfter): Action[] {
  const { company, season, after, must, note } = verbs
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
    { on: applyOn, order: 4, do: () => applyForRefunds(verbs) },
    {
      on: payOutOn,
      order: 4,
      do: async () => {
        const proposal = verbs.orNothing(await after.proposePayout(company, CLERK, season))
        if (!proposal) return
        await verbs.approve(proposal)
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
async function applyForRefunds(verbs: RehearsalVerbs): Promise<void> {
  const owed = await settledWhere(verbs, ({ payableFen }) => payableFen > 0)
  const sums = { online: { count: 0, amountFen: 0 }, hall: { count: 0, amountFen: 0 } }
  for (const [index, settled] of owed.entries()) {
    if (index % 5 === 4) continue
    const online = isOnline(verbs, settled)
    // Elsewhere only every second one finds the way to a hall.
    if (!online && index % 2 === 1) continue
    const amountFen = online ? await applyOnline(verbs, settled) : await applyAtHall(verbs, settled)
    if (amountFen === undefined) continue
    const sum = online ? sums.online : sums.hall
    sum.count += 1
    sum.amountFen += amountFen
  }
  if (owed.length > 0) verbs.note(`退费申请：在线 ${countAndAmount(sums.online)}；窗口 ${countAndAmount(sums.hall)}`)
}

async function applyOnline(verbs: RehearsalVerbs, { dweller, settlement }: Settled): Promise<number | undefined> {
  const { householdId } = settlement
  const resident = await verbs.residentOf(dweller)
  const photoIds: string[] = []
  for (const kind of ['identity-card', 'bank-card'] as const) {
    photoIds.push(verbs.must(await verbs.afterwards.keepPhoto(resident, { householdId, kind, bytes: PHOTO })).id)
  }
  const { owner, identityNumber, bankCard, phone } = dweller
  const request = { householdId, owner, identityNumber, bankCard, phone, photoIds }
  return verbs.orNothing(await verbs.afterwards.apply(resident, request))?.application.amountFen
}

async function applyAtHall(
  { company, after, orNothing }: RehearsalVerbs,
  { dweller }: Settled,
): Promise<number | undefined> {
  const { userCode, owner, identityNumber, bankCard, phone } = dweller
  const request = { company, userCode, owner, identityNumber, bankCard, phone, paper: '演练资料' }
  return orNothing(await after.refunds.takeIn(CLERK, request))?.amountFen
}

/** Readings, settlement, publicity, objections, refunds, top-ups, and what is merged (BZ2–BZ8, LZ4, BO8, TS4). */
export function settlingActions(verbs: RehearsalVerbs): Action[] {
  const { company, season, must, after, note } = verbs
  if (!verbs.cast.some(({ billing }) => billing === 'metered')) return []
  const days = daysAfter(verbs)
  const actor = CLERK.loginName
  return [
    { on: days.readOn, order: 1, do: () => readMeters(verbs) },
    {
      on: days.settleOn,
      order: 1,
      do: async () => {
        const { settled, refunds, topUps, faulty, withoutSettlement } = must(
          await after.settle({ company, season, actor }),
        )
        const without =
          withoutSettlement.length > 0
            ? `；${withoutSettlement.length} 户不能结算：${withoutSettlement[0]?.reason}`
            : ''
        note(
          `结算 ${settled} 户：应退 ${countAndAmount(refunds)}；应补 ${countAndAmount(topUps)}；热表故障 ${faulty} 户${without}`,
        )
      },
    },
    {
      on: days.publishOn,
      order: 1,
      do: async () => {
        const published = verbs.orNothing(await after.publish({ company, season, actor }))
        const count = published?.estates.reduce((sum, estate) => sum + estate.published, 0) ?? 0
        if (published) note(`公示 ${published.estates.length} 个小区 ${count} 户`)
        else note('没有可公示的结算结果')
      },
    },
    ...objectionActions(verbs, days),
    ...refundActions(verbs, days),
    { on: addDays(days.publishOn, 20), order: 7, do: () => payTopUps(verbs) },
    ...(days.carryOn === undefined
      ? []
      : [
          {
            on: days.carryOn,
            order: 9,
            do: async () => {
              const carried = must(await after.carryOver({ company, season, actor }))
              note(`逾期未办的并入下季：${carried.settlements} 户，转预存 ${formatYuan(carried.creditFen)}`)
            },
          },
        ]),
  ]
}

async function readMeters({ company, season, cast, after, must, note }: RehearsalVerbs): Promise<void> {
  const metered = cast.filter(({ billing }) => billing === 'metered')
  const rows = metered.map(({ userCode, cells, chance }, index) => {
    const faulty = chance.below(15) === 0
    // 50 to 130 kWh a m²: less than the area fee pays for in most homes, more in some.
    const perSquareMetre = chance.between(50, 130)
    const quantity = faulty ? '' : String(Math.round((Number(cells.buildingArea) * 100 * perSquareMetre) / 100))
    return { line: index + 2, cells: [userCode, quantity, 'kWh', faulty ? '是' : '否'] }
  })
  const table = { headings: ['用户编码', '用热量', '单位', '热表故障'], rows }
  const input = { company, season, table, actor: CLERK.loginName, fileName: 'rehearsal-readings.csv' }
  const done = must(await after.importReadings(input))
  if (done.outcome !== 'imported')
    throw new Error(`the rehearsal's readings were not taken: ${JSON.stringify(done.faults)}`)
  note(`导入热表读数 ${done.imported} 户`)
}

/** Two of three who owe a top-up pay it; the others leave it to the next season. */
async function payTopUps(verbs: RehearsalVerbs): Promise<void> {
  const owing = await settledWhere(verbs, ({ adjustmentFen }) => adjustmentFen > 0)
  let [count, amountFen] = [0, 0]
  for (const [index, { dweller }] of owing.entries()) {
    if (index % 3 === 2) continue
    const paidFen = await verbs.pay(dweller)
    if (paidFen === 0) continue
    count += 1
    amountFen += paidFen
  }
  if (owing.length > 0) verbs.note(`补费缴纳：${countAndAmount({ count, amountFen })}（含往欠）`)
}
