import { formatYuan } from '../../../contract/money'
import { addDays } from '../../domain/calendar/civilDate'
import { countAndAmount } from '../../domain/rehearsal/report'
import { objectionDeeds } from './objecting'
import { refundDeeds } from './refunding'
import { daysAfter, settledWhere } from './results'
import { CLERK, type Deed, type Stage } from './stage'

/** Readings, settlement, publicity, objections, refunds, top-ups, and what is merged (BZ2–BZ8, LZ4, BO8, TS4). */
export function settlingDeeds(stage: Stage): Deed[] {
  const { company, season, must, after, note } = stage
  if (!stage.cast.some(({ billing }) => billing === 'metered')) return []
  const days = daysAfter(stage)
  const actor = CLERK.loginName
  return [
    { on: days.readOn, order: 1, do: () => readMeters(stage) },
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
        const published = stage.orNothing(await after.publish({ company, season, actor }))
        const count = published?.estates.reduce((sum, estate) => sum + estate.published, 0) ?? 0
        if (published) note(`公示 ${published.estates.length} 个小区 ${count} 户`)
        else note('没有可公示的结算结果')
      },
    },
    ...objectionDeeds(stage, days),
    ...refundDeeds(stage, days),
    { on: addDays(days.publishOn, 20), order: 7, do: () => payTopUps(stage) },
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

async function readMeters({ company, season, cast, after, must, note }: Stage): Promise<void> {
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
async function payTopUps(stage: Stage): Promise<void> {
  const owing = await settledWhere(stage, ({ adjustmentFen }) => adjustmentFen > 0)
  let [count, amountFen] = [0, 0]
  for (const [index, { dweller }] of owing.entries()) {
    if (index % 3 === 2) continue
    const paidFen = await stage.pay(dweller)
    if (paidFen === 0) continue
    count += 1
    amountFen += paidFen
  }
  if (owing.length > 0) stage.note(`补费缴纳：${countAndAmount({ count, amountFen })}（含往欠）`)
}
