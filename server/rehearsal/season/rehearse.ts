import { CHANNELS, type Channel } from '../../../contract/channelWords'
import { seasonName } from '../../../contract/estimates'
import { formatYuan } from '../../../contract/money'
import { type Refusal, refuse } from '../../application/common/refusal'
import { outstandingFen } from '../../domain/bill/bill'
import { addDays, addMonths } from '../../domain/calendar/civilDate'
import { seasonAfter } from '../../domain/calendar/season'
import type { NumberedRulebook } from '../../domain/rulebook/rulebook'
import { codeSpace } from '../simulation/chance'
import { inventHouseholds } from './inventHouseholds'
import { firstDay, openingActions, openingDay } from './opening'
import { payingActions } from './paying'
import type { MonthOfBooks, RehearsalReport } from './report'
import { settlingActions } from './settling'
import { createRehearsalVerbs, type RehearsalPorts, type RehearsalVerbs } from './verbs'

export interface RehearsalInput {
  company: string
  season: string
  households: number
  seed: string
  onProgress?: (done: number, total: number) => void
}

/** What its summary calls the payments of each channel. */
const PAID_BY: Readonly<Record<Channel, string>> = { wechat: '微信缴费', alipay: '支付宝缴费' }

/**
 * Rehearses a whole season of a company on an empty database, day by day: bills, payments in both channels and at a bank,
 * late ones and parts, suspension, settlement, objections, refunds with one that comes back, top-ups, and the next
 * season's opening. The books are examined at every month's end. The same seed gives the same report. What the rulebook
 * has not is left out and named. Refused: `not-found`, `no-such-season`.
 */
export function createRehearse(ports: RehearsalPorts) {
  return async function rehearse(
    input: RehearsalInput,
  ): Promise<RehearsalReport | Refusal<'no-such-season' | 'not-found'>> {
    const { company, season, seed } = input
    const rulebook = ports.rulebooks.get(company)
    const codes = rulebook && codeSpace(rulebook.userCode.pattern)
    if (!rulebook || !codes) return refuse('not-found')
    if (!seasonName.safeParse(season).success) return refuse('no-such-season')
    const cast = inventHouseholds(rulebook, season, { count: input.households, seed, codes })
    ports.clock.set(firstDay(rulebook, season))
    const verbs = createRehearsalVerbs(ports, rulebook, season, cast)
    const months = await play(verbs, input.onProgress)
    return {
      company,
      name: rulebook.name,
      season,
      seed,
      households: cast.length,
      metered: cast.filter(({ billing }) => billing === 'metered').length,
      months,
      happenings: verbs.happenings,
      skipped: skipped(rulebook),
      totals: await totals(verbs),
    }
  }
}

const monthOf = (day: string): string => day.slice(0, 7)

const endOf = (month: string): string => addDays(addMonths(`${month}-01`, 1), -1)

/** Does every action on its day, and examines the books after each month's last. */
async function play(verbs: RehearsalVerbs, onProgress: RehearsalInput['onProgress']): Promise<MonthOfBooks[]> {
  const { ports, rulebook, season, company } = verbs
  const deeds = [...openingActions(verbs), ...payingActions(verbs), ...settlingActions(verbs)].sort((one, other) =>
    one.on < other.on ? -1 : one.on > other.on ? 1 : one.order - other.order,
  )
  const months: MonthOfBooks[] = []
  const last = monthOf(openingDay(rulebook, seasonAfter(season)))
  let next = 0
  for (let month = monthOf(firstDay(rulebook, season)); month <= last; month = monthOf(addMonths(`${month}-01`, 1))) {
    for (let deed = deeds[next]; deed && monthOf(deed.on) <= month; deed = deeds[++next]) {
      ports.clock.set(deed.on)
      await deed.do()
      onProgress?.(next + 1, deeds.length)
    }
    ports.clock.set(endOf(month))
    months.push(await ports.examine(company, month))
  }
  return months
}

/** What this company's rulebook has not, in words. */
function skipped(rulebook: NumberedRulebook): string[] {
  const parts: [unknown, string][] = [
    [rulebook.instalments, '分次缴纳：没有公布规定，一律一次缴清'],
    [rulebook.lateFee, '违约金：没有公布规定'],
    [rulebook.suspension, '停热、复热：没有公布规定'],
    [rulebook.movedOut, '搬迁按天收费：没有公布规定'],
    [rulebook.lowIncomeReview, '低保审核：没有公布规定'],
    [rulebook.meteredPrices.length > 0 || undefined, '热计量：没有公布热价'],
    [rulebook.refunds, '结算异议、在线退费：没有公布规定，退费在窗口办理，未领的抵下季热费'],
  ]
  return parts.flatMap(([rule, what]) => (rule === undefined ? [what] : []))
}

async function totals({
  ports,
  cast,
  season,
  idOf,
  refusals,
  counts,
}: RehearsalVerbs): Promise<RehearsalReport['totals']> {
  const sum = { charged: 0, unpaid: 0, nextCharged: 0, nextUnpaid: 0, credit: 0, payable: 0 }
  for (const dweller of cast) {
    const id = await idOf(dweller)
    const household = await ports.database.read.households.byId(id)
    sum.credit += household?.creditFen ?? 0
    sum.payable += (await ports.database.read.settlements.of(id, season))?.payableFen ?? 0
    for (const bill of await ports.database.read.bills.byHousehold(id)) {
      const own = bill.season === season
      sum[own ? 'charged' : 'nextCharged'] += bill.billedFen - bill.reversedFen
      sum[own ? 'unpaid' : 'nextUnpaid'] += outstandingFen(bill)
    }
  }
  const refused = [...refusals].sort().map(([code, count]) => `${code} ${count} 次`)
  const paid = (what: keyof typeof counts): string => `${counts[what].count} 笔，${formatYuan(counts[what].amountFen)}`
  return [
    ...CHANNELS.map((channel) => ({ name: PAID_BY[channel], value: paid(channel) })),
    { name: '银行代收', value: paid('bank') },
    { name: '其中逾期后缴纳', value: paid('late') },
    { name: '其中分次的首付', value: paid('part') },
    { name: `${season} 应收（调整后，含补费）`, value: formatYuan(sum.charged) },
    { name: `${season} 未缴`, value: formatYuan(sum.unpaid) },
    { name: `${seasonAfter(season)} 应收（含并入的补费）`, value: formatYuan(sum.nextCharged) },
    { name: `${seasonAfter(season)} 未缴`, value: formatYuan(sum.nextUnpaid) },
    { name: '应退未付', value: formatYuan(sum.payable) },
    { name: '用户预存', value: formatYuan(sum.credit) },
    { name: '被拒绝的办理', value: refused.length > 0 ? refused.join('，') : '无' },
  ]
}
