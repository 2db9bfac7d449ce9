import { formatYuan } from '../../../contract/money'
import { addDays } from '../../domain/calendar/civilDate'
import { type DaysAfter, type Settled, settledWhere } from './results'
import { CLERK, type Deed, type Stage } from './stage'

/** Who objects, and how it ends: not signed, test passed, test failed. */
type Ending = 'lapses' | 'passes' | 'fails'

/** Three objections, each with another end, where the rulebook knows them (BZ6, BZ7). */
export function objectionDeeds(stage: Stage, { publishOn }: DaysAfter): Deed[] {
  if (!stage.rulebook.refunds) return []
  const objections: { id: string; ending: Ending; settled: Settled }[] = []
  const { after, afterwards, must, note } = stage
  const signedOn = addDays(publishOn, 4)
  const testedOn = addDays(publishOn, 20)
  const endings: Ending[] = ['fails', 'passes', 'lapses']
  return [
    {
      on: addDays(publishOn, 1),
      order: 2,
      do: async () => {
        const all = await settledWhere(stage, ({ meterFaulty }) => !meterFaulty)
        const doubtful = [...all].sort((one, other) => other.settlement.adjustmentFen - one.settlement.adjustmentFen)
        for (const [index, settled] of doubtful.slice(0, endings.length).entries()) {
          const resident = await stage.residentOf(settled.dweller)
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
          if (ending !== 'lapses') await testMeter(stage, { id, passed: ending === 'passes', on: testedOn, settled })
        }
      },
    },
  ]
}

async function testMeter(
  stage: Stage,
  { id, passed, on, settled }: { id: string; passed: boolean; on: string; settled: Settled },
): Promise<void> {
  const { ports, after, must, note } = stage
  const others = (await ports.database.read.settlements.ofUnit(settled.settlement)).length - 1
  // A unit where nobody else was settled has no mean: a person decides.
  const decided = !passed && others === 0 ? { decidedRefundFen: 0 } : {}
  const proposal = must(await after.proposeMeterTest(CLERK, id, { passed, on, paper: '演练报告', ...decided }))
  await stage.approve(proposal)
  const now = await ports.database.read.settlements.byId(settled.settlement.id)
  const refundFen = Math.max(0, 0 - (now?.adjustmentFen ?? 0))
  note(
    passed
      ? '热表检测合格：1 户，用户承担拆装费，结果不变'
      : `热表检测不合格：1 户，改按单元平均退 ${formatYuan(refundFen)}`,
  )
}
