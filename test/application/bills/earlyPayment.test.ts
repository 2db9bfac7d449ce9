import { applyToHousehold } from '../../../server/application/booking/applyPayment'
import { executeRefund } from '../../../server/application/refunds/executeRefund'
import type { Approval } from '../../../server/domain/approval/approval'
import type { Household } from '../../../server/domain/household/household'
import type { PaymentSource } from '../../../server/domain/payment/payment'
import type { Rulebook } from '../../../server/domain/rulebook/rulebook'
import { onEachEngine } from '../../support/engines'
import { clerk, done, openSeason, type SeasonStory } from '../../support/season'

const cited = { rule: 'XX1', source: 'notice' }
const early = (by: string, off: string, through?: 'online') =>
  ({ label: '早缴优惠', by, off, inSeason: false, ...(through ? { through } : {}), ...cited }) as const

/** 3 % until Sep 30 and 1 % until Oct 31, online; 2 % until Aug 31 however it is paid. */
const discounts: Rulebook['discounts'] = [
  early('08-31', '2%'),
  early('09-30', '3%', 'online'),
  early('10-31', '1%', 'online'),
]

onEachEngine('a season’s fee paid early (C13)', (newPlace) => {
  let story: SeasonStory
  let home: Household
  let payments = 0
  beforeEach(async () => {
    story = await openSeason(newPlace, '2026-09-20', { baoji: { discounts } })
    home = await story.home({ company: 'baoji', userCode: '61050001' })
    await story.open('baoji')
  })
  afterEach(() => story.remove())

  const pay = async (amountFen: number, source: PaymentSource = 'wechat', countsOn?: string) => {
    const of = { company: 'baoji', orderNo: null, householdId: home.id, amountFen, source }
    const money = { ...of, transactionId: `E${++payments}`, paidAt: story.clock.now(), paidOn: story.clock.today() }
    await story.database.transaction((store) =>
      applyToHousehold(store, money, story, { credit: 'allowed', ...(countsOn ? { countsOn } : {}) }),
    )
  }
  const shown = async () => done(await story.showBill(await story.owner(home), home.id))
  const stands = async () => {
    const bill = await story.bill(home)
    expect(await story.brokenCheck()).toBeUndefined()
    return [bill?.chargedFen, bill?.owedFen, (await story.now(home)).creditFen]
  }
  /** Gives an amount of the first payment back, as a refund does. */
  const giveBack = async (amountFen: number) => {
    const [payment] = await story.database.read.payments.byHousehold(home.id)
    if (!payment) throw new Error('nothing was paid')
    const approval = {
      id: 'A1',
      company: 'baoji',
      payload: { paymentId: payment.id, amountFen, route: 'original', reason: '多缴' },
    } as unknown as Approval
    const outcome = await story.database.transaction((store) => executeRefund(store, approval, story as never))
    expect(outcome).not.toHaveProperty('refused')
  }

  test('the page asks less until the day; the payment earns it, as a line and an entry', async () => {
    const { payable, bills } = await shown()
    expect(payable).toMatchObject({ wholeFen: 213_400, discount: { amountFen: 6600, until: '2026-09-30' } })
    expect(bills[0]).toMatchObject({ remainingFen: 220_000 })
    await pay(213_400)
    expect(await stands()).toEqual([213_400, 0, 0])
    expect((await story.bill(home))?.lines.at(-1)).toMatchObject({
      label: '早缴优惠（2026-09-30 前缴清）',
      formula: '− 2200.00 元 × 3%',
      amountFen: -6600,
    })
    const posted = (await story.database.read.ledger.ofHousehold(home.id)).find(({ event }) => event === 'bill-changed')
    expect(posted).toMatchObject({ debitAccount: 'deferred-income', creditAccount: 'receivable', amountFen: 6600 })
    expect((await shown()).payable).toMatchObject({ wholeFen: 0 })
  })

  test.each<[string, string, PaymentSource, number, (number | undefined)[]]>([
    ['the last day counts', '2026-09-30', 'wechat', 213_400, [213_400, 0, 0]],
    ['the day after, the next discount', '2026-10-01', 'alipay', 217_800, [217_800, 0, 0]],
    ['after all days, the whole', '2026-11-01', 'wechat', 217_800, [220_000, 2200, 0]],
    ['over a counter, the whole', '2026-09-20', 'bank:ccb', 213_400, [220_000, 6600, 0]],
    ['a fen too little is a part', '2026-09-20', 'wechat', 213_399, [220_000, 6601, 0]],
    ['who pays the whole all the same has credit', '2026-09-20', 'wechat', 220_000, [213_400, 0, 6600]],
  ])('%s', async (_, day, source, amountFen, expected) => {
    story.clock.set(day)
    await pay(amountFen, source)
    expect(await stands()).toEqual(expected)
  })

  test('an order of the last day is honoured after midnight', async () => {
    story.clock.set('2026-11-01')
    await pay(217_800, 'wechat', '2026-10-31')
    expect(await stands()).toEqual([217_800, 0, 0])
  })

  test('what was paid before counts: the rest clears the bill by the day', async () => {
    await pay(100_000, 'bank:ccb')
    expect((await shown()).payable.wholeFen).toBe(113_400)
    await pay(113_400)
    expect(await stands()).toEqual([213_400, 0, 0])
  })

  test('what goes back takes the discount with it, and paying again earns it anew', async () => {
    await pay(213_400)
    await giveBack(13_400)
    expect(await stands()).toEqual([220_000, 20_000, 0])
    expect((await story.bill(home))?.lines.at(-1)).toMatchObject({
      label: expect.stringMatching('^款项已退，取消'),
      amountFen: 6600,
    })
    expect((await shown()).payable).toMatchObject({ wholeFen: 13_400, discount: { amountFen: 6600 } })
    await pay(13_400)
    expect(await stands()).toEqual([213_400, 0, 0])
  })

  test('credit earns at the opening what asks for no way of paying', async () => {
    story.clock.set('2026-08-20')
    const rich = await story.home({ company: 'baoji', userCode: '61050002', creditFen: 215_600 })
    await story.open('baoji')
    expect(await story.bill(rich)).toMatchObject({ chargedFen: 215_600, owedFen: 0 })
    expect((await story.now(rich)).creditFen).toBe(0)
  })

  test('another use keeps what was earned, beside the new fee', async () => {
    await pay(213_400)
    const given = { company: 'baoji', userCode: home.userCode, use: 'non-residential', paper: '不动产证' } as const
    done(await story.desk.changeUse(clerk, given))
    expect(await stands()).toEqual([293_400, 80_000, 0])
    expect((await shown()).payable).toMatchObject({ wholeFen: 80_000 })
  })
})
