import type { ApplicationView } from '../../contract/applications'
import type { ApprovalsAnswer, ApprovalView } from '../../contract/console'
import type { ProposedAnswer } from '../../contract/consoleSeason'
import type { Problem } from '../../contract/problem'
import type { Household } from '../../server/domain/household/household'
import { pay } from '../support/books'
import { onEachEngine } from '../support/engines'
import { household, withBill } from '../support/households'
import { codeOf, owner } from '../support/owner'
import { ownWorld } from '../support/ownWorld'
import { type AtConsole, onDuty } from '../support/staff'
import type { World } from '../support/world'

const SEASON = '2026-2027'
const paper = { title: '拆迁补偿协议', number: '2026-118', on: '2026-11-20' }

onEachEngine('one person alone, with one login or with two', (newPlace) => {
  let world: World
  let cashier: AtConsole
  let sameAsManager: AtConsole
  let manager: AtConsole
  let unpaid: Household
  let paid: Household
  let stopping: ApplicationView
  ownWorld(newPlace, async (begun) => {
    world = begun
    await world.sandboxCall('PUT', '/sandbox/api/clock', { now: Date.parse('2026-11-21T09:00:00+08:00') })
    cashier = await onDuty(world, 'li.cashier', 'cashier', { staffNumber: 'e7' })
    sameAsManager = await onDuty(world, 'li.manager', 'manager', { staffNumber: 'e7' })
    manager = await onDuty(world, 'wang.manager', 'manager', { staffNumber: 'm1' })
    const tangshan = { company: 'tangshan', heatSource: 'district', usableArea: '75.02' } as const
    unpaid = await withBill(world.base, { ...tangshan, userCode: '1302000001' }, SEASON, '2026-11-14')
    paid = await withBill(world.base, { ...tangshan, userCode: '1302000002' }, SEASON, '2026-11-14')
    await pay(world.base as never, { company: 'tangshan', householdId: paid.id, amountFen: 195_052 })
    await withBill(world.base, { ...tangshan, userCode: '1302000003' }, SEASON, '2026-11-14')
    await withBill(world.base, { company: 'baoji', userCode: '61030001' }, SEASON, '2026-11-14')
    const low = { company: 'baoji', userCode: '61030002', use: 'low-income', buildingArea: '60.00' } as const
    await world.base.database.transaction((store) => store.households.insertMany([household(world.base, low)]))
    const dweller = await owner(world, 'tangshan', '1302000003', 'traveller', '张建国')
    stopping = (await dweller.post<ApplicationView>('suspensions', { acceptCharged: true })).body
  })

  /** All that says what somebody owes or has, row by row. */
  async function books(): Promise<string> {
    const tables = ['bills', 'bill_applications', 'bill_changes', 'households', 'season_dates', 'application_steps']
    const rows: unknown[] = []
    for (const table of tables) rows.push(await world.base.database.writer.query(`SELECT * FROM ${table} ORDER BY id`))
    // A transfer is linked into the chain some seconds after it was posted.
    const transfer = 'id, debit_account, credit_account, amount_fen'
    rows.push(await world.base.database.writer.query(`SELECT ${transfer} FROM transfers ORDER BY id`))
    return JSON.stringify(rows)
  }
  const open = async () => (await manager.get<ApprovalsAnswer>('/approvals?status=proposed&size=200')).body.rows
  const decide = (by: AtConsole, { id, payloadHash }: Pick<ApprovalView, 'id' | 'payloadHash'>) =>
    by.post<Problem>(`/approvals/${id}/approve`, { payloadHash })
  const moveOut = (userCode: string) => ({ company: 'tangshan', userCode, agreedOn: '2026-11-16', paper })
  const deeds = () =>
    [
      ['/moved-out', moveOut('1302000001')],
      ['/moved-out', moveOut('1302000002')],
      ['/use-changes', { company: 'baoji', userCode: '61030001', use: 'non-residential', paper }],
      ['/low-income-reviews', { company: 'baoji', userCode: '61030002', season: SEASON, decision: 'approved', paper }],
      ['/season-dates', { company: 'beijing', season: SEASON, startsOn: '2026-11-10', reason: '降温', paper }],
      [`/applications/${stopping.id}/complete`, { on: '2026-11-21', paper }],
    ] as const

  test('“无”, signs, nothing, a paper without number or of tomorrow: refused, nothing proposed', async () => {
    const before = await books()
    const papers = [
      [undefined, 'paper'],
      ['无', 'paper'],
      [{ ...paper, title: '无' }, 'paper.title'],
      [{ ...paper, title: '——' }, 'paper.title'],
      [{ ...paper, title: ' ' }, 'paper.title'],
      [{ ...paper, title: '没有' }, 'paper.title'],
      [{ ...paper, number: '无' }, 'paper.number'],
      [{ ...paper, number: '…' }, 'paper.number'],
      [{ ...paper, number: '' }, 'paper.number'],
      [{ ...paper, number: '协议' }, 'paper.number'],
      [{ title: paper.title, number: paper.number }, 'paper.on'],
      [{ ...paper, on: '2026-02-30' }, 'paper.on'],
    ] as const
    for (const [path, body] of deeds()) {
      for (const [given, field] of papers) {
        const refused = await cashier.post<Problem>(path, { ...body, paper: given })
        expect([path, given, codeOf(refused), refused.body.path]).toEqual([path, given, '400 invalid-request', field])
      }
      const ahead = await cashier.post<Problem>(path, { ...body, paper: { ...paper, on: '2026-11-22' } })
      expect([path, codeOf(ahead)]).toEqual([path, '422 paper-not-dated-yet'])
    }
    expect(await open()).toEqual([])
    expect(await books()).toBe(before)
  })

  test('a cashier proposes; no bill, no credit, no ledger row changes, nor by his other login', async () => {
    const before = await books()
    for (const [path, body] of deeds()) {
      const proposed = await cashier.post<ProposedAnswer>(path, body)
      expect([path, proposed.status]).toEqual([path, 201])
      expect([path, codeOf(await cashier.post(path, body))]).toEqual([path, '409 already-proposed'])
    }
    const waiting = await open()
    expect(waiting.map(({ deed }) => deed).sort()).toEqual([
      'change-use',
      'complete-service',
      'record-move-out',
      'record-move-out',
      'review-low-income',
      'season-dates',
    ])
    for (const approval of waiting) {
      expect(codeOf(await decide(cashier, approval))).toBe('403 not-allowed')
      expect(codeOf(await decide(sameAsManager, approval))).toBe('403 maker-is-checker')
    }
    expect(await books()).toBe(before)
  })

  test('the second person reads what each bill was and will be, and the credit that arises', async () => {
    const said = new Map((await open()).map(({ subject, summary }) => [subject, summary]))
    expect(said.get(unpaid.id)).toBe(
      '登记搬迁协议，签订日 2026-11-16：用户 1302000001，材料《拆迁补偿协议》2026-118（2026-11-20）。' +
        '2026-2027 采暖季账单由 1,950.52 元 改为 32.24 元，待缴由 1,950.52 元 变为 32.24 元。',
    )
    expect(said.get(paid.id)).toContain('改为 32.24 元；转入预存款 1,918.28 元，预存款共 1,918.28 元。')
  })

  test('what changed since is not executed as it was read: the proposal has to be made anew', async () => {
    const approval = (await open()).find(({ subject }) => subject === unpaid.id)
    if (!approval) throw new Error('not proposed')
    await pay(world.base as never, { company: 'tangshan', householdId: unpaid.id, amountFen: 5_000 })
    const before = await books()
    expect(codeOf(await decide(manager, approval))).toBe('409 amounts-changed')
    expect(await books()).toBe(before)
    expect((await manager.post(`/approvals/${approval.id}/reject`, { comment: '已缴一部分' })).status).toBe(200)
    expect((await cashier.post('/moved-out', moveOut('1302000001'))).status).toBe(201)
  })

  test('another person approves, and it is done once, to the fen', async () => {
    for (const approval of await open()) {
      const done = await decide(manager, approval)
      expect([approval.deed, done.status]).toEqual([approval.deed, 200])
      expect(codeOf(await decide(manager, approval))).toBe('409 not-proposed')
    }
    const account = async ({ id }: Household) => {
      const [bill] = await world.base.database.read.bills.byHousehold(id)
      const creditFen = (await world.base.database.read.households.byId(id))?.creditFen
      return bill && [bill.billedFen - bill.reversedFen, creditFen]
    }
    expect(await account(unpaid)).toEqual([3_224, 5_000 - 3_224])
    expect(await account(paid)).toEqual([3_224, 195_052 - 3_224])
    const seen = await world.base.database.read.audit.latest('tangshan', 'record-move-out')
    expect(seen).toMatchObject({ actor: 'li.cashier' })
  })
})
