import { readRulebook } from '../../../server/adapters/rulebooks/loadRulebooks'
import { lateFeeStart } from '../../../server/domain/billing/lateFee'
import { feeDueOn } from '../../../server/domain/calendar/season'
import { suspensionWindows } from '../../../server/domain/calendar/suspensionWindow'
import { rewritten, textOf } from '../../support/rulebookVersions'

type Change = readonly [from: string, to: string]

/** The rulebook of a company, written otherwise; its examples of days go, since they say its own. */
function read(company: string, ...changes: Change[]) {
  const text = rewritten(textOf(company), ...changes)
  return readRulebook('x.yaml', text.replace(/dateExamples:\n( .*\n)+/, ''))
}
const reasons = (company: string, ...changes: Change[]): string[] => {
  const outcome = read(company, ...changes)
  return outcome.outcome === 'wrong' ? outcome.faults.map(({ reason }) => reason) : []
}
function rulebook(company: string, ...changes: Change[]) {
  const outcome = read(company, ...changes)
  if (outcome.outcome === 'wrong') throw new Error(outcome.faults.map(({ reason }) => reason).join('\n'))
  return outcome.rulebook
}

const DUE = 'due: { on: 11-14'
const LATE = 'lateFee: { from: 12-01'
const LAST_WINDOW = 'to: 11-04'

describe('a day that would lie in another year than anybody meant has to say its year', () => {
  test.each<[string, Change[], string]>([
    ['baoji', [[DUE, 'due: { on: 12-31']], 'due.on: 12-31 在2025 年 11-15 开始的采暖季会算成 2024-12-31'],
    [
      'baoji',
      [
        [LATE, 'lateFee: { from: 11-11'],
        [DUE, 'due: { on: 10-31'],
      ],
      'lateFee.from: 11-11 在2025 年 11-15 开始的采暖季会算成 2026-11-11',
    ],
    [
      'baoji',
      [[LATE, 'lateFee: { from: 当年11-11']],
      'lateFee.from: 违约金从 2025-11-11 起算，早于缴费截止日 2025-11-14 的次日',
    ],
    [
      'baoji',
      [[LAST_WINDOW, 'to: 11-20']],
      'suspension.windows.1.to: 11-20 在2025 年 11-15 开始的采暖季会算成 2024-11-20',
    ],
    ['baoji', [['from: 10-01', 'from: 09-15']], 'suspension.windows.1: 办理期从 2025-09-15 开始，与前一办理期'],
    [
      'baoji',
      [[LAST_WINDOW, 'to: 次年04-01']],
      'suspension.windows.1: 办理期到 2026-04-01，在采暖季结束（2026-03-14）之后',
    ],
    [
      'binzhou',
      [['publicity: { from: 05-21, to: 05-30', 'publicity: { from: 05-30, to: 05-21']],
      'refunds.publicity: 2026-05-30 至 2026-05-21 的开始晚于结束',
    ],
    [
      'binzhou',
      [['payoutBefore: 07-10', 'payoutBefore: 05-10']],
      'refunds.payoutBefore: 付款期限 2026-05-10 不晚于申请开始日',
    ],
    [
      'binzhou',
      [['objections: { from: 05-21', 'objections: { from: 02-21']],
      'refunds.objections: 2026-02-21 还在采暖季内',
    ],
    [
      'beijing',
      [['before: { from: 10-15, to: 11-14', 'before: { from: 11-14, to: 10-15']],
      'gasReports.before: 2025-11-14 至 2025-10-15 的开始晚于结束',
    ],
    ['baoji', [[DUE, 'due: { on: 明年01-01']], 'due.on: 应写作 MM-DD，或带年份'],
  ])('%s: %j', (company, changes, reason) => {
    expect(reasons(company, ...changes)[0]).toContain(reason)
  })

  test('with its year said it lies there: a due day in the season, a window that reaches into it', () => {
    const due = rulebook('baoji', [DUE, 'due: { on: 当年11-30'])
    expect(feeDueOn(due, '2026-2027')).toBe('2026-11-30')
    const late = rulebook('baoji', [DUE, 'due: { on: 10-31'], [LATE, 'lateFee: { from: 当年12-01'])
    expect(lateFeeStart(late, '2026-2027')).toBe('2026-12-01')
    const window = rulebook('baoji', [LAST_WINDOW, 'to: 当年11-20'])
    expect(suspensionWindows(window, '2026-2027').at(-1)).toMatchObject({ from: '2026-10-01', to: '2026-11-20' })
  })

  test('examples of days are held against the rules', () => {
    const wrong = readRulebook('x.yaml', rewritten(textOf('baoji'), ['due: 2025-11-14', 'due: 2025-11-15']))
    expect(wrong.outcome === 'wrong' && wrong.faults[0]?.reason).toBe(
      'dateExamples.0.expect.due: 2025-2026 采暖季应为 2025-11-15，算得 2025-11-14',
    )
    const windows = rewritten(textOf('tangshan'), ['to: 2025-09-30 }]', 'to: 2025-09-29 }]'])
    expect(readRulebook('x.yaml', windows).outcome).toBe('wrong')
  })
})
