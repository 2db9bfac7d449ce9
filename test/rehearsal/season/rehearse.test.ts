import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createRehearse } from '../../../server/rehearsal/season/rehearse'
import { heldThroughout, type RehearsalReport, reportText } from '../../../server/rehearsal/season/report'
import { openRehearsal } from '../../../server/wiring/rehearsal'
import { PROJECT } from '../../support/ports'
import { done, refusedWith } from '../../support/season'

const SEASON = '2025-2026'

describe('a whole season is rehearsed', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'heatpay-rehearsal-'))
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

  const rehearse = async (company: string, { households = 40, seed = '1', season = SEASON } = {}) => {
    const rehearsal = await openRehearsal({ dataDir, projectDir: PROJECT }, { company, season, seed })
    if (!rehearsal) throw new Error(`nobody knows ${company}`)
    return createRehearse(rehearsal.ports)({ company, season, households, seed }).finally(() => rehearsal.close())
  }
  const sum = ({ months }: RehearsalReport, event: keyof RehearsalReport['months'][number]['events']) =>
    months.reduce((total, { events }) => total + (events[event]?.amountFen ?? 0), 0)

  test('Binzhou: bills, payments, settlement, refunds, top-ups, carry-over; the books hold monthly', async () => {
    const report = done(await rehearse('binzhou', { households: 60 }))
    expect(report.months.map(({ month, broken }) => [month, broken])).toEqual(
      [
        '2025-09',
        '2025-10',
        '2025-11',
        '2025-12',
        ...Array.from({ length: 10 }, (_, n) => `2026-${String(n + 1).padStart(2, '0')}`),
      ].map((month) => [month, null]),
    )
    expect(heldThroughout(report)).toBe(true)
    for (const event of [
      'payment-applied',
      'payment-suspended',
      'settlement-refund-due',
      'top-up-billed',
      'meter-test-billed',
      'payout-paid',
      'payout-returned',
      'refund-carried-over',
      'credit-applied',
    ] as const) {
      expect([event, sum(report, event) > 0]).toEqual([event, true])
    }
    // What was owed is paid, came back, was lessened, or was carried over: nothing is lost, and nothing is left.
    const owed = sum(report, 'settlement-refund-due') - sum(report, 'settlement-refund-lessened')
    expect(sum(report, 'payout-paid') - sum(report, 'payout-returned') + sum(report, 'refund-carried-over')).toBe(owed)
    expect(report.months.at(-1)?.balances['settlement-payable']).toBeUndefined()
    const text = reportText(report)
    expect(text).toContain('**14 个月末的账本核对全部通过。**')
    expect(text).toContain('热表检测不合格：1 户')
    expect(text).toMatch(/\| 2026-07 \|/)
    // It has used a place of its own, and nothing else.
    expect(readdirSync(dataDir)).toEqual(['rehearsals'])
    expect(existsSync(path.join(dataDir, 'rehearsals', `binzhou-${SEASON}`, 'heatpay.sqlite'))).toBe(true)
  })

  test('the same seed gives the same report; another seed gives another', async () => {
    const [first, again, other] = [
      await rehearse('binzhou', { households: 20 }),
      await rehearse('binzhou', { households: 20 }),
      await rehearse('binzhou', { households: 20, seed: 'another' }),
    ]
    expect(again).toEqual(first)
    expect(reportText(done(other))).not.toBe(reportText(done(first)).replace('`1`', '`another`'))
  })

  test.each([
    ['tangshan', ['停热生效', '搬迁协议登记', '已过办理时间'], '分次缴纳：没有公布规定'],
    ['lanzhou', ['结算'], '违约金：没有公布规定'],
    ['baoji', ['低保资格审核', '用户自行施工，已验收'], '搬迁按天收费：没有公布规定'],
    ['beijing', ['没有可公示的结算结果'], '停热、复热：没有公布规定'],
  ] as const)('%s: plays what its rulebook has, and names what it has not', async (company, played, left) => {
    const report = done(await rehearse(company))
    expect(heldThroughout(report)).toBe(true)
    const told = report.happenings.map(({ what }) => what).join('\n')
    for (const what of played) expect(told).toContain(what)
    expect(report.skipped.join('\n')).toContain(left)
  })

  test('a sixth company, invented, of mixed rules, needs no code', async () => {
    const projectDir = path.join(dataDir, 'project')
    cpSync(path.join(PROJECT, 'config'), path.join(projectDir, 'config'), { recursive: true })
    const rulebook = path.join(PROJECT, 'test', 'fixtures', 'rulebooks', 'xueling.yaml')
    cpSync(rulebook, path.join(projectDir, 'config', 'rulebooks', 'xueling.yaml'))
    const rehearsal = await openRehearsal({ dataDir, projectDir }, { company: 'xueling', season: SEASON, seed: '1' })
    if (!rehearsal) throw new Error('the sixth rulebook is not there')
    const rehearse = createRehearse(rehearsal.ports)
    const report = done(await rehearse({ company: 'xueling', season: SEASON, households: 40, seed: '1' }))
    await rehearsal.close()
    expect(heldThroughout(report)).toBe(true)
    expect(sum(report, 'top-up-billed') + sum(report, 'settlement-refund-due')).toBeGreaterThan(0)
  })

  test('an unknown company or season is refused', async () => {
    const nowhere = { company: 'nowhere', season: SEASON, seed: '1' }
    expect(await openRehearsal({ dataDir, projectDir: PROJECT }, nowhere)).toBeUndefined()
    expect(existsSync(path.join(dataDir, 'rehearsals', `nowhere-${SEASON}`))).toBe(false)
    expect(refusedWith(await rehearse('binzhou', { season: '2025-2027' }))).toBe('no-such-season')
  })
})
