import type {
  AccountsAnswer,
  BoardAnswer,
  EvidenceAnswer,
  HouseholdHistory,
  HouseholdRowsAnswer,
  SuspenseAnswer,
  TransfersAnswer,
} from '../../../../contract/consoleBooks'
import type { Problem } from '../../../../contract/problem'
import { addDays } from '../../../../server/domain/calendar/civilDate'
import type { Household } from '../../../../server/domain/household/household'
import type { ChannelFile } from '../../../../server/domain/reconciliation/channelFile'
import type { Run } from '../../../../server/domain/reconciliation/run'
import { onEachEngine } from '../../../support/engines'
import { withBill } from '../../../support/households'
import { send, wechatPaid } from '../../../support/notify'
import { ownWorld } from '../../../support/ownWorld'
import { type AtConsole, onDuty } from '../../../support/staff'
import { enter, eventually, type World } from '../../../support/world'

const CODE = '620100000001'

onEachEngine('the console reads the books', (newPlace) => {
  let world: World
  let she: AtConsole
  let dwelling: Household
  let today: string
  ownWorld(newPlace, async (begun) => {
    world = begun
    today = world.base.clock.today()
    const season = '2026-2027'
    dwelling = await withBill(
      world.base,
      { company: 'lanzhou', userCode: CODE, estate: '幸福里' },
      season,
      '2026-12-31',
    )
    await withBill(
      world.base,
      { company: 'lanzhou', userCode: '620100000002', estate: '100%_好' },
      season,
      '2026-12-31',
    )
    await withBill(world.base, { company: 'lanzhou', userCode: '620200000003', estate: '滨河苑' }, season, '2026-12-31')
    // One payment that its order explains, and one that nothing explains.
    const resident = await enter(world, 'lanzhou', 'wechat', 'payer')
    await resident.lookUp(CODE)
    const { body } = await resident.order({ kind: 'whole', householdId: dwelling.id })
    await send(world, wechatPaid(world, 'lanzhou', { ...body.order, transactionId: '4200000000000000000000000001' }))
    await eventually(
      () => resident.show(body.order.orderNo),
      ({ body: order }) => order.state === 'paid',
    )
    await send(
      world,
      wechatPaid(world, 'lanzhou', {
        orderNo: 'HP000000000000000X',
        amountFen: 8800,
        transactionId: '4200000000000000000000000002',
      }),
    )
    await eventually(
      () => world.base.database.read.suspense.open('lanzhou'),
      (open) => open.length === 1,
    )
    she = await onDuty(world, 'sun', 'accountant')
  })

  test('the board shows each day and channel: what came in today, and days that await their file', async () => {
    const { status, body } = await she.get<BoardAnswer>('/board?company=lanzhou')
    expect(status).toBe(200)
    expect(body.channels).toEqual(['wechat', 'alipay', 'bank:partner', 'bank:statement-mt940'])
    expect(body.days).toHaveLength(14)
    const [first, second] = body.days
    const [billed] = await world.base.database.read.bills.byHousehold(dwelling.id)
    expect(first?.date).toBe(today)
    expect(first?.cells[0]).toMatchObject({
      channel: 'wechat',
      state: 'open',
      open: 1,
      payments: 2,
      takenFen: (billed?.billedFen ?? 0) + 8800,
    })
    // Before the first money nothing is awaited; today’s payment that nothing explains is open, the day itself is not over.
    expect(second?.cells.map(({ state }) => state)).toEqual(['quiet', 'quiet', 'quiet', 'quiet'])
  })

  test('a reconciled day is balanced, has differences, or was put aside; the filter is obeyed', async () => {
    const date = addDays(today, -3)
    const day = { company: 'lanzhou', channel: 'bank:icbc', bill: 'trade', date } as const
    const run: Run = {
      ...day,
      id: world.base.ids.next(),
      fileId: null,
      matched: 1,
      passes: {},
      ourTotalFen: 100,
      theirTotalFen: 350,
      status: 'differences',
      reason: null,
      ranAt: world.base.clock.now(),
    }
    const item = {
      ...day,
      id: world.base.ids.next(),
      subject: 'S1',
      kind: 'channel-only',
      subKind: 'transaction',
      rowKind: 'payment',
      key: 'K1',
      orderNo: null,
      channelNo: 'N1',
      ourFen: null,
      theirFen: 250,
      reason: '渠道有，我方无',
      owner: 'finance-desk',
      status: 'open',
      openedAt: run.ranAt,
      closedAt: null,
      closedBy: null,
      seen: null,
      fileId: null,
    } as const
    await world.base.database.transaction(async (store) => {
      await store.reconciliation.insertRun(run)
      await store.reconciliation.insertItems([item])
    })
    const shown = async () =>
      (await she.get<BoardAnswer>(`/board?company=lanzhou&from=${date}&to=${date}`)).body.days[0]?.cells.find(
        ({ channel }) => channel === 'bank:icbc',
      )
    expect(await shown()).toMatchObject({
      channel: 'bank:icbc',
      state: 'differences',
      open: 1,
      ourFen: 100,
      theirFen: 350,
    })
    await world.base.database.transaction((store) => store.reconciliation.closeItem(item.id, 'gone', run.ranAt))
    expect(await shown()).toMatchObject({ state: 'balanced', open: 0 })
    const file: ChannelFile = {
      ...day,
      id: world.base.ids.next(),
      digest: 'd'.repeat(64),
      version: null,
      status: 'quarantined',
      path: 'x',
      rowCount: 0,
      totalFen: 0,
      reason: '合计行与明细不符',
      receivedAt: run.ranAt + 1,
      source: 'upload',
      receivedBy: 'li',
      fileName: 'x.txt',
      faultLine: null,
      faultText: null,
    }
    await world.base.database.transaction((store) => store.channelFiles.insert(file))
    expect(await shown()).toMatchObject({ state: 'quarantined', reason: '合计行与明细不符' })
    await world.base.database.transaction((store) =>
      store.reconciliation.insertRun({ ...run, id: world.base.ids.next(), ranAt: file.receivedAt + 1 }),
    )
    expect(await shown()).toMatchObject({ state: 'balanced', open: 0 })
    // A changed re-send blocks the day until a second person has looked at it, however well the day was reconciled.
    const resent: ChannelFile = {
      ...file,
      id: world.base.ids.next(),
      digest: 'e'.repeat(64),
      status: 'awaiting',
      version: 2,
      reason: null,
    }
    await world.base.database.transaction((store) => store.channelFiles.insert(resent))
    expect(await shown()).toMatchObject({ state: 'review', open: 1 })
  })

  test('households are found by their code’s beginning or a part of their estate, taken literally', async () => {
    const found = async (q: string) =>
      (await she.get<HouseholdRowsAnswer>(`/households?company=lanzhou&q=${encodeURIComponent(q)}`)).body
    expect((await found('6201')).rows.map(({ userCode }) => userCode)).toEqual([CODE, '620100000002'])
    expect((await found('河')).rows.map(({ userCode }) => userCode)).toEqual(['620200000003'])
    expect((await found('0%_')).total).toBe(1)
    expect((await found('%')).total).toBe(1)
    expect((await found('!')).total).toBe(0)
    const page = await she.get<HouseholdRowsAnswer>('/households?company=lanzhou&page=2&size=2')
    expect([page.body.total, page.body.rows.length]).toEqual([3, 1])
    expect((await she.get<Problem>('/households?size=0')).body.path).toBe('size')
  })

  test('a household’s history: bill, payment, ledger entries; of its identity number the last four', async () => {
    const { body } = await she.get<HouseholdHistory>(`/households/${dwelling.id}`)
    expect(body.household).toMatchObject({ userCode: CODE, owner: '张建国', identityNumber: '****1239' })
    expect(body.owedFen).toBe(0)
    expect(body.bills).toHaveLength(1)
    expect(body.payments.map(({ transactionId }) => transactionId)).toEqual(['4200000000000000000000000001'])
    expect(body.transfers.map(({ eventName }) => eventName)).toEqual(['收款入账', '开出账单'])
    expect((await she.get('/households/01J00000000000000000000000')).status).toBe(404)
  })

  test('the accounts add up: debited is what was credited, and suspense is the open work items', async () => {
    const { body } = await she.get<AccountsAnswer>('/accounts?company=lanzhou&until=2027-12-31')
    expect(body.debitFen).toBe(body.creditFen)
    const balance = (account: string) => body.accounts.find((row) => row.account === account)?.balanceFen
    const waiting = (await she.get<SuspenseAnswer>('/suspense?company=lanzhou')).body
    expect(waiting.totalFen).toBe(8800)
    expect(balance('suspense')).toBe(waiting.totalFen)
    expect(body.accounts.find(({ account }) => account === 'clearing:wechat')?.name).toBe('渠道待清算 · 微信支付')
    expect((await she.get<AccountsAnswer>('/accounts?company=lanzhou&until=2020-01-01')).body.accounts).toEqual([])
  })

  test('an entry leads to its evidence, and the evidence to all that was booked on it', async () => {
    const { body } = await she.get<TransfersAnswer>('/transfers?company=lanzhou&account=suspense')
    expect(body.total).toBe(1)
    const [entry] = body.rows
    expect(entry).toMatchObject({ eventName: '收款待查', amountFen: 8800, evidenceKind: 'payment' })
    const evidence = await she.get<EvidenceAnswer>(`/evidence/payment/${entry?.evidenceId}?company=lanzhou`)
    expect(evidence.body.title).toBe('收款')
    expect(evidence.body.facts).toContainEqual({
      label: '渠道交易号',
      value: '4200000000000000000000000002',
      as: 'text',
    })
    expect(evidence.body.transfers.map(({ id }) => id)).toEqual([entry?.id])
    expect((await she.get(`/evidence/payment/${entry?.evidenceId}?company=baoji`)).status).toBe(404)
    expect((await she.get('/evidence/constructor/x?company=lanzhou')).status).toBe(404)
    const bills = await she.get<TransfersAnswer>('/transfers?company=lanzhou&event=bill-opened')
    const bill = await she.get<EvidenceAnswer>(`/evidence/bill/${bills.body.rows[0]?.evidenceId}?company=lanzhou`)
    expect([bill.body.title, bill.body.householdId]).toEqual(['账单', bills.body.rows[0]?.householdId])
  })

  test('staff of another company see none of it', async () => {
    const other = await onDuty(world, 'baoji', 'accountant', { company: 'baoji' })
    for (const path of [
      '/board?company=lanzhou',
      '/accounts?company=lanzhou',
      '/transfers?company=lanzhou',
      '/suspense?company=lanzhou',
      `/households/${dwelling.id}`,
      '/households?company=lanzhou',
    ]) {
      expect((await other.get(path)).status).toBe(404)
    }
    expect((await other.get<HouseholdRowsAnswer>('/households')).body.total).toBe(0)
  })
})
