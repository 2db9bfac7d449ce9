import { fen } from '../../../contract/money'
import { bookPayment } from '../../../server/application/booking/bookPayment'
import { readHouseholdAccount } from '../../../server/application/households/householdAccount'
import type { Order } from '../../../server/domain/payment/order'
import { examine, openThreeBills, pay } from '../../support/books'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'

const at = (text: string) => Date.parse(`${text}+08:00`)

onEachEngine('an order is a promise', (newPlace) => {
  let ports: StoryPorts
  let late: string
  let first: string
  beforeEach(async () => {
    ports = await openPorts(newPlace)
    ;({ late, first } = await openThreeBills(ports))
  })
  afterEach(async () => {
    expect((await examine(ports)).checks.filter(({ broken }) => broken)).toEqual([])
    await ports.remove()
  })

  const remaining = async (company: string, home: string, on: string) =>
    (await readHouseholdAccount(ports.database.read, ports.rulebooks, company, home, on))?.account.owedFen
  const creditOf = async (home: string) => (await ports.database.read.households.byId(home))?.creditFen

  async function ordered(
    given: Partial<Order> & Pick<Order, 'householdId' | 'amountFen' | 'createdAt'>,
  ): Promise<Order> {
    const order: Order = {
      ...{ orderNo: ports.ids.orderNo('2026-12-10'), company: 'baoji', channel: 'wechat', residentId: 'R1' },
      ...{ season: '2026-2027', kind: 'whole', status: 'paying', description: '采暖费', prepayId: 'wx1' },
      ...{ transactionId: null, paidAt: null, clientOutcome: null, expiresAt: given.createdAt + 30 * 60_000 },
      ...given,
    }
    await ports.database.transaction((store) => store.orders.insert(order))
    return order
  }

  const told = ({ orderNo, company, channel, amountFen }: Order, paidAt: number | undefined, receivedAt = paidAt) =>
    ports.database.transaction((store) => {
      const payment = { orderNo, transactionId: `42${orderNo}`, amountFen: fen(amountFen), paidAt, payer: undefined }
      return bookPayment(store, { company, channel, payment, receivedAt }, ports)
    })

  test.each(['wechat', 'alipay'] as const)(
    '%s: ordered at 23:50 while a late fee runs, paid at 00:05: all is paid, and stays so',
    async (channel) => {
      expect(await remaining('baoji', late, '2026-12-10')).toBe(224_400)
      expect(await remaining('baoji', late, '2026-12-11')).toBe(224_840)
      const order = await ordered({
        householdId: late,
        amountFen: 224_400,
        createdAt: at('2026-12-10T23:50:00'),
        channel,
      })
      expect(await told(order, at('2026-12-11T00:05:00'))).toBe('applied')
      for (const day of ['2026-12-11', '2026-12-31', '2027-03-01'])
        expect([day, await remaining('baoji', late, day)]).toEqual([day, 0])
      expect(await creditOf(late)).toBe(0)
      // The money itself came on the later day.
      const [payment] = await ports.database.read.payments.byHousehold(late)
      expect(payment?.paidOn).toBe('2026-12-11')
      const entries = await ports.database.read.ledger.ofHousehold(late)
      const paid = entries.filter(({ event }) => event === 'payment-applied')
      expect(paid.map(({ effectiveOn }) => effectiveOn)).toEqual(paid.map(() => '2026-12-11'))
    },
  )

  test('whose payment came long after its end is not kept for the order’s day', async () => {
    const order = await ordered({ householdId: late, amountFen: 224_400, createdAt: at('2026-12-10T12:00:00') })
    expect(await told(order, at('2026-12-11T12:00:00'))).toBe('applied')
    expect(await remaining('baoji', late, '2026-12-11')).toBe(440)
  })

  test('whose payment has no time that can be was paid while it could be', async () => {
    const order = await ordered({ householdId: late, amountFen: 224_400, createdAt: at('2026-12-10T23:50:00') })
    expect(await told(order, undefined, at('2026-12-12T08:00:00'))).toBe('applied')
    expect(await remaining('baoji', late, '2026-12-12')).toBe(0)
    expect((await ports.database.read.payments.byHousehold(late))[0]?.paidOn).toBe('2026-12-12')
  })

  test('whose bill was lowered meanwhile pays what is owed, and the rest is credit', async () => {
    const now = ports.clock.now()
    const order = await ordered({ householdId: first, company: 'lanzhou', amountFen: 223_325, createdAt: now })
    // Another person paid at the counter while the order was open: 1,000.00 of 2,233.25.
    await pay(ports, { householdId: first, amountFen: 100_000, residentId: 'R2' })
    expect(await told(order, now)).toBe('applied')
    expect(await remaining('lanzhou', first, '2026-11-21')).toBe(0)
    expect(await creditOf(first)).toBe(100_000)
    expect(await ports.database.read.suspense.open('lanzhou')).toEqual([])
  })

  test('two people’s parts, together more than is owed: what is owed is applied, the rest credited', async () => {
    await pay(ports, { householdId: first, amountFen: 150_000 })
    await pay(ports, { householdId: first, amountFen: 150_000, residentId: 'R2', channel: 'alipay' })
    expect(await remaining('lanzhou', first, '2026-11-21')).toBe(0)
    expect(await creditOf(first)).toBe(300_000 - 223_325)
  })

  test('once nothing is owed its money waits, and the reason says why', async () => {
    const now = ports.clock.now()
    const order = await ordered({ householdId: late, amountFen: 224_400, createdAt: at('2026-12-10T23:50:00') })
    const second = await ordered({ householdId: late, amountFen: 224_840, createdAt: at('2026-12-11T00:01:00') })
    expect(await told(second, at('2026-12-11T00:02:00'))).toBe('applied')
    expect(await told(order, at('2026-12-11T00:05:00'))).toBe('suspense')
    const overtaken = await ordered({ householdId: first, company: 'lanzhou', amountFen: 223_325, createdAt: now })
    await pay(ports, { householdId: first, amountFen: 223_325, residentId: 'R2' })
    expect(await told(overtaken, now)).toBe('suspense')
    const unasked = { householdId: first, company: 'lanzhou', amountFen: 5_000, createdAt: now + 1 }
    expect(await told(await ordered(unasked), now + 1)).toBe('suspense')
    const reasons = (await ports.database.read.suspense.open('lanzhou')).map(({ reason }) => reason)
    expect(reasons.sort()).toEqual(['nothing-owed', 'second-payment'])
  })
})
