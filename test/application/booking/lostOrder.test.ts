import { fen } from '../../../contract/money'
import { bookPayment } from '../../../server/application/booking/bookPayment'
import { examine, openThreeBills } from '../../support/books'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'

const COMPANY = 'lanzhou'
const DAY = '2026-11-20'
const NOON = Date.parse(`${DAY}T12:00:00+08:00`)

onEachEngine('a payment whose order our books have lost, with the user code that the channel repeats', (newPlace) => {
  let ports: StoryPorts
  let homes: Awaited<ReturnType<typeof openThreeBills>>
  beforeEach(async () => {
    ports = await openPorts(newPlace, DAY)
    homes = await openThreeBills(ports)
  })
  afterEach(async () => {
    expect((await examine(ports)).checks.filter(({ broken }) => broken)).toEqual([])
    await ports.remove()
  })

  const codeOf = async (id: string) => (await ports.database.read.households.byId(id))?.userCode
  const arrives = async (transactionId: string, amountFen: number, userCode: string | undefined) =>
    ports.database.transaction((store) =>
      bookPayment(
        store,
        {
          company: COMPANY,
          channel: 'wechat',
          payment: {
            orderNo: `LOST${transactionId}`,
            transactionId,
            amountFen: fen(amountFen),
            paidAt: NOON,
            payer: undefined,
            userCode,
          },
        },
        ports,
      ),
    )

  test('pays what its household owes, once; nothing waits for anybody', async () => {
    const userCode = await codeOf(homes.first)
    expect(await arrives('4200001', 223_325, userCode)).toBe('applied')
    expect(await arrives('4200001', 223_325, userCode)).toBe('already')
    const [bill] = await ports.database.read.bills.byHousehold(homes.first)
    expect(bill).toMatchObject({ appliedFen: 223_325 })
    expect(await ports.database.read.suspense.open(COMPANY)).toEqual([])
  })

  test('more than is owed: the rest is the household’s credit', async () => {
    expect(await arrives('4200002', 223_425, await codeOf(homes.first))).toBe('applied')
    expect(await ports.database.read.households.byId(homes.first)).toMatchObject({ creditFen: 100 })
  })

  test('nothing owed any more: suspense, which knows the household', async () => {
    const userCode = await codeOf(homes.first)
    await arrives('4200003', 223_325, userCode)
    expect(await arrives('4200004', 223_325, userCode)).toBe('suspense')
    expect(await ports.database.read.suspense.open(COMPANY)).toMatchObject([{ reason: 'nothing-owed' }])
    const payment = await ports.database.read.payments.byTransaction(COMPANY, 'wechat', '4200004')
    expect(payment).toMatchObject({ householdId: homes.first })
  })

  test.each([undefined, '6299999999'])(
    'no user code, or one that nobody has (%s): suspense as ever',
    async (userCode) => {
      expect(await arrives('4200005', 223_325, userCode)).toBe('suspense')
      expect(await ports.database.read.suspense.open(COMPANY)).toMatchObject([{ reason: 'unknown-order' }])
    },
  )
})
