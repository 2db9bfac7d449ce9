import { CHANNELS } from '../../../contract/channelWords'
import { type Case, MERCHANT_MODES, MerchantView } from '../../support/channels/contractRooms'
import { type Market, openMarket } from '../../support/channels/market'
import { afterAYearCases } from './contract/afterAYear'
import { downloadCases } from './contract/downloads'
import { loginCases } from './contract/login'
import { messageCases } from './contract/messages'
import { orderCases } from './contract/orders'
import { closingCases, paymentCases } from './contract/payments'
import { refundCases } from './contract/refunds'
import { verificationCases } from './contract/verification'

/**
 * What every channel owes to the port, told once and held by each room against the sandbox over real HTTP. What only one of
 * them has is in its own room's tests.
 */
const CHAPTERS = [
  loginCases,
  orderCases,
  paymentCases,
  verificationCases,
  closingCases,
  refundCases,
  messageCases,
  downloadCases,
  afterAYearCases,
]
const FEWEST_CASES = 120

let market: Market | undefined
const theMarket = () => {
  if (!market) throw new Error('the market is not open')
  return market
}
beforeAll(async () => {
  market = await openMarket()
  await market.setClock('2026-11-20T10:00:00')
})
afterAll(() => market?.close())

/** The cases that each mode went through, to the end. */
const ran = new Map<string, string[]>(MERCHANT_MODES.map(({ title }) => [title, []]))

for (const mode of MERCHANT_MODES) {
  describe(`${mode.title}, against the sandbox`, () => {
    const merchant = new MerchantView(mode, theMarket)
    beforeEach(async () => {
      await theMarket().faults({})
      await theMarket().tick()
      theMarket().received.length = 0
    })
    const counted: Case = (title, tell) =>
      test(title, async () => {
        await tell()
        ran.get(mode.title)?.push(title)
      })
    for (const chapter of CHAPTERS) chapter(counted, merchant)
  })
}

test('no channel was skipped: each went through the same cases, 120 or more', () => {
  expect([...new Set(MERCHANT_MODES.map(({ name }) => name))].sort()).toEqual([...CHANNELS].sort())
  const [cases = []] = ran.values()
  for (const told of ran.values()) expect(told).toEqual(cases)
  expect(new Set(cases).size).toBe(cases.length)
  expect(cases.length).toBeGreaterThanOrEqual(FEWEST_CASES)
})
