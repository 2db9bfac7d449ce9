import type { TransfersAnswer } from '../../../contract/consoleBooks'
import type { SearchAnswer } from '../../../contract/consoleSearch'
import { amountTyped } from '../../../server/application/desk/search'
import type { Payment } from '../../../server/domain/payment/payment'
import { onEachEngine } from '../../support/engines'
import { withBill } from '../../support/households'
import { type AtConsole, onDuty } from '../../support/staff'
import { startWorld, type World } from '../../support/world'

const DAY = '2026-11-20'

onEachEngine('one box for everything', (newPlace) => {
  let world: World
  let she: AtConsole
  let home: { id: string }
  beforeAll(async () => {
    world = await startWorld(await newPlace())
    const facts = {
      owner: '欧阳小明',
      phone: '13912345678',
      estate: '滨河苑',
      building: '3号楼',
      unit: '2单元',
      room: '501',
    }
    home = await withBill(
      world.base,
      { company: 'lanzhou', userCode: '620100000001', ...facts },
      '2026-2027',
      '2026-12-31',
    )
    await withBill(
      world.base,
      { company: 'lanzhou', userCode: '620100000002', estate: '河西' },
      '2026-2027',
      '2026-12-31',
    )
    await withBill(world.base, { company: 'baoji', userCode: '910100000001', ...facts }, '2026-2027', '2026-12-31')
    const { database, ids, clock } = world.base
    const payment: Payment = {
      ...{ id: ids.next(), company: 'lanzhou', source: 'wechat', transactionId: '4200000000000000000000000077' },
      ...{ orderNo: 'HP20261120ABCDEFGH', householdId: home.id, amountFen: 111_663, paidAt: clock.now(), paidOn: DAY },
      ...{ outcome: 'applied', refundedFen: 0, refundParts: 0, recordedAt: clock.now() },
    }
    await database.transaction((store) => store.payments.insert(payment))
    she = await onDuty(world, 'sun', 'accountant')
  })
  afterAll(() => world?.stop())

  const found = async (q: string) => {
    const { body } = await she.get<SearchAnswer>(`/search?company=lanzhou&q=${encodeURIComponent(q)}`)
    return body.hits.map(({ kind, title }) => `${kind} ${title.split(' ')[0]}`)
  }
  const HOME = 'household 620100000001'
  const PAYMENT = 'payment 4200000000000000000000000077'

  test.each([
    '62010000000',
    '欧阳小明',
    '13912345678',
    '139-1234-5678',
    '5678',
    '501',
    '3-2-501',
    '滨河苑3号楼2单元501',
    '滨河',
  ])('a household by %s, and never another company’s', async (q) => {
    const hits = await found(q)
    expect(hits).toContain(HOME)
    expect(hits.filter((hit) => hit.includes('910100000001'))).toEqual([])
  })

  test.each(['42000000000000000000000000', '4200000000000000000000000077', '1,116.63', '1116.63元'])(
    'a payment by %s',
    async (q) => expect(await found(q)).toContain(PAYMENT),
  )

  test('what is kept of a name or a telephone cannot be read', async () => {
    const rows: { word: string }[] = await world.base.database.writer.query('SELECT word FROM household_words')
    expect(rows.length).toBeGreaterThan(10)
    expect(rows.filter(({ word }) => !/^[0-9a-f]{8}\.[\w-]{27}$/.test(word))).toEqual([])
  })

  test('households that were registered before words were kept are found all the same', async () => {
    const { database } = world.base
    await database.writer.query('DELETE FROM household_words')
    expect(await database.transaction((store) => store.households.addMissingWords('lanzhou', 1))).toBe(1)
    expect(await database.transaction((store) => store.households.addMissingWords('lanzhou', 100))).toBe(1)
    expect(await database.transaction((store) => store.households.addMissingWords('lanzhou', 100))).toBe(0)
    expect(await found('欧阳小明')).toEqual([HOME])
  })

  test('an amount is read digit by digit', () => {
    expect(['1,116.63', '1116.6', '800', '￥12.30 元', '12.345', '1,11', 'HP12', ''].map(amountTyped)).toEqual([
      ...[111_663, 111_660, 80_000, 1230],
      ...[undefined, undefined, undefined, undefined],
    ])
  })

  test('the ledger is sorted by the server over all pages, and an account runs with its balance', async () => {
    const page = async (query: string) => (await she.get<TransfersAnswer>(`/transfers?company=lanzhou${query}`)).body
    const up = await page('&sort=amount&way=ascend&size=1')
    const down = await page('&sort=amount&way=descend&size=1')
    expect(up.rows[0]?.amountFen ?? 0).toBeLessThanOrEqual(down.rows[0]?.amountFen ?? 0)
    const all = await page('&account=receivable')
    const [newest] = all.rows
    expect(newest?.userCode).toMatch(/^62010000000[12]$/)
    expect(newest?.balanceFen).toBe(all.rows.reduce((sum, row) => sum + row.amountFen, 0))
    const second = await page('&account=receivable&page=2&size=1')
    expect(second.rows[0]?.balanceFen).toBe((newest?.balanceFen ?? 0) - (newest?.amountFen ?? 0))
    // A list that leaves entries out has no running balance.
    expect((await page('&account=receivable&event=bill-opened')).rows[0]?.balanceFen).toBeNull()
  })
})
