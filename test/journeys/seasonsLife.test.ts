import type { ApplicationView, ServiceAnswer } from '../../contract/applications'
import type { CompaniesAnswer } from '../../contract/company'
import type { DeskApplicationsAnswer, ProposedAnswer } from '../../contract/consoleSeason'
import type { Problem } from '../../contract/problem'
import type { BillAnswer } from '../../contract/resident'
import { onEachEngine } from '../support/engines'
import { household, withBill } from '../support/households'
import { codeOf, owner } from '../support/owner'
import { ownWorld } from '../support/ownWorld'
import { type AtConsole, onDuty } from '../support/staff'
import type { World } from '../support/world'

const SEASON = '2026-2027'
const paper = (title: string, number: string) => ({ title, number, on: '2026-11-20' })
const NOTICE = paper('提前供热通知', '市政 2026-31')

onEachEngine("a season's life, over HTTP", (newPlace) => {
  let world: World
  let clerk: AtConsole
  let manager: AtConsole
  ownWorld(newPlace, async (begun) => {
    world = begun
    // Whatever day it is on this machine, the story begins on Nov 21.
    await world.sandboxCall('PUT', '/sandbox/api/clock', { now: Date.parse('2026-11-21T09:00:00+08:00') })
    clerk = await onDuty(world, 'li.clerk', 'accountant')
    manager = await onDuty(world, 'wang.manager', 'manager')
  })

  /** The second person approves what was proposed. */
  async function approve({ approvalId, payloadHash }: { approvalId: string; payloadHash: string }): Promise<void> {
    const approved = await manager.post(`/approvals/${approvalId}/approve`, { payloadHash })
    expect([approved.status, approved.text]).toEqual([200, expect.stringContaining('executed')])
  }

  /** What the clerk proposes and the manager approves; gives the sentence that he read. */
  async function agreed(path: string, body: object): Promise<string> {
    const proposed = await clerk.post<ProposedAnswer>(path, body)
    expect([path, proposed.status, proposed.text]).toEqual([path, 201, expect.stringContaining('approvalId')])
    await approve(proposed.body)
    return proposed.body.summary
  }

  test('BO6: the window is closed, the refusal says so with the dates and the next step', async () => {
    await withBill(world.base, { company: 'baoji', userCode: '61030001' }, SEASON, '2026-11-14')
    const home = await owner(world, 'baoji', '61030001', 'late', '张建国')
    const refused = await home.post<Problem>('suspensions', {})
    expect(codeOf(refused)).toBe('409 outside-window')
    expect(refused.headers.get('content-type')).toContain('application/problem+json')
    expect(refused.body.detail).toContain('2026-10-01 至 2026-11-04')
    expect((await home.get<ServiceAnswer>('suspensions')).body).toMatchObject({ state: 'closed', applications: [] })
  })

  test('TS6: asked for during the season, step by step from the resident to the clerk and back', async () => {
    const given = { company: 'tangshan', userCode: '1302000001', heatSource: 'district', usableArea: '75.02' } as const
    await withBill(world.base, given, SEASON, '2026-11-14')
    const home = await owner(world, 'tangshan', '1302000001', 'traveller', '张建国')
    expect(codeOf(await home.post('suspensions', {}))).toBe('409 charged-as-normal')
    const asked = await home.post<ApplicationView>('suspensions', { acceptCharged: true, words: '全家出国一年' })
    expect(asked.status).toBe(201)
    expect(asked.body).toMatchObject({ status: 'asked', words: '全家出国一年', household: { owner: '张建国' } })
    expect(codeOf(await home.post('suspensions', { acceptCharged: true }))).toBe('409 already-asked')

    const list = await clerk.get<DeskApplicationsAnswer>('/applications?company=tangshan&status=asked')
    expect(list.body).toMatchObject({ total: 1, rows: [{ id: asked.body.id, household: { owner: '张建国' } }] })
    const at = `/applications/${asked.body.id}`
    expect(codeOf(await clerk.post(`${at}/inspect`, { on: '2026-11-21', passed: true }))).toBe(
      '409 no-inspection-needed',
    )
    expect(codeOf(await clerk.post(`${at}/complete`, { on: '2026-02-30' }))).toBe('400 invalid-request')
    const done = { on: '2026-11-21', note: '已停', paper: paper('停热施工单', '2026-118') }
    expect(await agreed(`${at}/complete`, done)).toMatch(/停热、复热申请办理生效.*账单和预存款不变/)
    const mine = await world.call<{ applications: ApplicationView[] }>('GET', '/api/applications', home)
    expect(mine.body.applications.map(({ id, status }) => [id, status])).toEqual([[asked.body.id, 'effective']])
    expect(mine.body.applications[0]?.steps.at(-1)).toMatchObject({ step: 'effective', by: 'staff', note: '已停' })
    expect(codeOf(await world.call('POST', `/api/applications/${asked.body.id}/withdraw`, home))).toBe(
      '409 wrong-status',
    )
  })

  test('only who proved that the household is his may act for it; others are told what to do first', async () => {
    const stranger = await owner(world, 'tangshan', '1302000001', 'stranger')
    for (const at of ['suspensions', 'resumptions', 'instalment-consents', 'temperature-reports', 'gas-reports']) {
      expect(codeOf(await stranger.get(at))).toBe('403 bind-first')
    }
    for (const at of ['suspensions', 'resumptions']) {
      expect(codeOf(await stranger.post(at, { acceptCharged: true }))).toBe('403 bind-first')
    }
    expect(codeOf(await stranger.post('instalment-consents', { words: '想分次' }))).toBe('403 bind-first')
    expect(codeOf(await stranger.post('temperature-reports', { words: '不热' }))).toBe('403 bind-first')
    const { body } = await world.call<Problem>('GET', '/api/households/no-such-household/suspensions', stranger)
    expect(body.code).toBe('not-found')
    expect(codeOf(await world.call('GET', '/api/applications'))).toBe('401 unauthorized')
  })

  test('malformed, empty and overlong requests are 400 with the field', async () => {
    const home = await owner(world, 'tangshan', '1302000001', 'traveller', '张建国')
    for (const [at, body, field] of [
      ['suspensions', { acceptCharged: 'yes' }, 'acceptCharged'],
      ['suspensions', { season: '2030-2031' }, 'season'],
      ['instalment-consents', {}, 'words'],
      ['instalment-consents', { words: ' ' }, 'words'],
      ['temperature-reports', { words: '冷'.repeat(201) }, 'words'],
    ] as const) {
      const answer = await home.post<Problem>(at, body)
      expect([answer.status, answer.body.path]).toEqual([400, field])
    }
  })

  test('TS7: cold rooms, from the report to the reduction that another person approves', async () => {
    const home = await owner(world, 'tangshan', '1302000001', 'traveller', '张建国')
    const { body: report } = await home.post<ApplicationView>('temperature-reports', { words: '客厅只有十四度' })
    const at = `/applications/${report.id}`
    for (const room of ['客厅', '主卧', '次卧']) {
      const visit = { on: '2026-11-21', room, celsius: '14.5' }
      expect((await clerk.post(`${at}/measurements`, visit)).status).toBe(201)
    }
    expect(codeOf(await clerk.post(`${at}/measurements`, { on: '2026-11-21', room: '客厅', celsius: '999' }))).toBe(
      '400 invalid-request',
    )
    expect(codeOf(await clerk.post(`${at}/reduction`, { amountFen: 30_000, reason: '不热' }))).toBe('409 not-confirmed')
    const confirmed = await world.call<ApplicationView>('POST', `/api/applications/${report.id}/confirm`, {
      ...home,
      body: { month: '2026-11', meanCelsius: '14.50' },
    })
    expect(confirmed.body.status).toBe('confirmed')
    for (const amountFen of [-1, 0, 1.5, 100_000_000_01]) {
      expect(codeOf(await clerk.post(`${at}/reduction`, { amountFen, reason: '不热' }))).toBe('400 invalid-request')
    }
    const proposed = await clerk.post<{ approvalId: string; payloadHash: string }>(`${at}/reduction`, {
      amountFen: 30_000,
      reason: '客厅不达标',
    })
    expect(proposed.status).toBe(201)
    await approve(proposed.body)
    const bill = (await home.get<BillAnswer>('bill')).body.bills[0]
    expect(bill).toMatchObject({ totalFen: 195_052 - 30_000 })
    expect(bill?.lines.at(-1)).toMatchObject({ label: '室温不达标减费（2026-11）', amountFen: -30_000 })
  })

  test('BO4, TS5, BO9: what is decided at the counter', async () => {
    const low = household(world.base, {
      company: 'baoji',
      userCode: '61030002',
      use: 'low-income',
      buildingArea: '60.00',
    })
    await world.base.database.transaction((store) => store.households.insertMany([low]))
    const waiting = await clerk.get<{ rows: { userCode: string }[] }>('/low-income-reviews?company=baoji')
    expect(waiting.body.rows.map(({ userCode }) => userCode)).toEqual(['61030002'])
    const review = { company: 'baoji', userCode: '61030002', season: SEASON, paper: paper('低保证', '宝低 0042') }
    expect(codeOf(await clerk.post('/low-income-reviews', { ...review, decision: 'refused' }))).toBe(
      '400 invalid-request',
    )
    expect(await agreed('/low-income-reviews', { ...review, decision: 'approved' })).toContain(
      '开出2026-2027 采暖季账单 802.80 元，待缴 802.80 元',
    )
    expect(codeOf(await clerk.post('/low-income-reviews', { ...review, decision: 'approved' }))).toBe(
      '409 already-decided',
    )
    const agreement = paper('拆迁补偿协议', '2026-118')
    const moved = { company: 'tangshan', userCode: '1302000001', agreedOn: '2026-11-20', paper: agreement }
    // 1950.52 × 6 ÷ 121 − 300.00: what was taken off for the cold rooms is more than the days heated cost.
    expect(await agreed('/moved-out', moved)).toMatch(/《拆迁补偿协议》2026-118.*账单由 1,650.52 元 改为 0.00 元/)
    expect(codeOf(await clerk.post('/moved-out', moved))).toBe('409 nothing-changed')
    const deeds = paper('不动产权证', '陕 0007')
    const use = { company: 'baoji', userCode: '61030001', use: 'non-residential', paper: deeds }
    // 89.33 × 28.4 + 89.33 × 1.6
    expect(await agreed('/use-changes', use)).toContain('改为 2,679.90 元')
    expect(codeOf(await clerk.post('/use-changes', { ...use, use: '宫殿' }))).toBe('400 invalid-request')
    expect(codeOf(await clerk.post('/use-changes', { ...use, use: 'palace' }))).toBe('422 no-price')
  })

  test('residents have no business at the counter, nor staff without permission or of others', async () => {
    const home = await owner(world, 'tangshan', '1302000001', 'traveller', '张建国')
    expect(codeOf(await world.call('GET', '/console/api/applications', home))).toBe('401 unauthorized')
    const auditor = await onDuty(world, 'zhao.auditor', 'auditor')
    const dates = { company: 'beijing', season: SEASON, startsOn: '2026-11-10', reason: '降温', paper: NOTICE }
    expect(codeOf(await auditor.post('/season-dates', dates))).toBe('403 not-allowed')
    const ofLanzhou = await onDuty(world, 'sun.lanzhou', 'accountant', { company: 'lanzhou' })
    expect(codeOf(await ofLanzhou.post('/season-dates', dates))).toBe('404 not-found')
    expect((await ofLanzhou.get<DeskApplicationsAnswer>('/applications')).body.total).toBe(0)
    const [first] = (await clerk.get<DeskApplicationsAnswer>('/applications')).body.rows
    expect(codeOf(await ofLanzhou.get(`/applications/${first?.id}`))).toBe('404 not-found')
  })

  test('BJ6: the day on which heat really began is shown to residents', async () => {
    const dates = { company: 'beijing', season: SEASON, startsOn: '2026-11-10', reason: '连续低温', paper: NOTICE }
    expect(await agreed('/season-dates', dates)).toContain('开始供热日为 2026-11-10')
    expect(codeOf(await clerk.post('/season-dates', { ...dates, startsOn: '2026-11-20' }))).toBe(
      '422 only-early-or-late',
    )
    const { body } = await world.call<CompaniesAnswer>('GET', '/api/companies')
    expect(body.companies.find(({ id }) => id === 'beijing')?.season.startsOn).toBe('2026-11-10')
  })
})
