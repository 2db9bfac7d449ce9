import { brokenRules } from '../../support/brokenRules'
import { desk, maker } from '../../support/desk'
import { onEachEngine } from '../../support/engines'
import { ordered, SMALL } from '../../support/ordered'
import { ownWorld } from '../../support/ownWorld'
import { eventually, type World } from '../../support/world'

onEachEngine('refunds that were made in the merchant’s own console', (newPlace) => {
  let world: World
  ownWorld(newPlace, (begun) => {
    world = begun
  })
  afterEach(() => world.sandboxCall('PUT', '/sandbox/api/faults', { reset: true }))
  const strays = async () => (await desk(world.base).work.waiting('lanzhou')).strayRefunds
  const straysOf = async (orderNo: string) => (await strays()).filter((stray) => stray.orderNo === orderNo)

  const becomesPaid = ({ resident, orderNo }: Awaited<ReturnType<typeof ordered>>) =>
    eventually(
      () => resident.show(orderNo),
      (seen) => seen.body.state === 'paid',
    )
  const refundByHand = (orderNo: string, amountFen: number) =>
    world.sandboxCall<{ refundNo: string }>('POST', '/sandbox/api/refunds', { orderNo, amountFen })

  test.each(['wechat', 'alipay'] as const)(
    '%s tells of one → a work item with an owner; nothing booked; it ends with what was found',
    async (platform) => {
      const story = await ordered(world, platform, SMALL)
      await story.resident.pay(story.orderNo)
      await becomesPaid(story)
      const before = await world.base.database.read.ledger.ofHousehold(story.household.id)
      await world.sandboxCall('PUT', '/sandbox/api/faults', { switches: { duplicateNotifications: { value: 3 } } })
      const { body } = await refundByHand(story.orderNo, 2_000)
      const [stray] = await eventually(
        () => straysOf(story.orderNo),
        ({ length }) => length > 0,
      )
      expect(stray).toMatchObject({
        channel: platform,
        refundNo: body.refundNo,
        amountFen: 2_000,
        reasonName: '渠道有退款，不是本系统发起的',
        owner: 'finance-desk',
      })
      expect(await straysOf(story.orderNo)).toHaveLength(1)
      expect(await world.base.database.read.ledger.ofHousehold(story.household.id)).toEqual(before)
      expect(await brokenRules(world.base)).toEqual([])

      const { work } = desk(world.base)
      const close = (company = '*') =>
        work.closeStrayRefund({ ...maker, company }, stray?.id ?? '', '柜台误操作，已核实')
      expect(await close('baoji')).toEqual({ refused: 'not-found' })
      expect(await close()).toMatchObject({ status: 'closed' })
      expect(await close()).toEqual({ refused: 'already-resolved' })
      expect(await straysOf(story.orderNo)).toEqual([])
    },
  )

  test('a second one on the same Alipay trade is told by the total; the item is of what is new', async () => {
    const story = await ordered(world, 'alipay', SMALL)
    await story.resident.pay(story.orderNo)
    await becomesPaid(story)
    for (const amountFen of [2_000, 3_000]) {
      await refundByHand(story.orderNo, amountFen)
      await eventually(
        () => straysOf(story.orderNo),
        (found) => found.some((stray) => stray.amountFen === amountFen),
      )
    }
    expect((await straysOf(story.orderNo)).map(({ amountFen }) => amountFen)).toEqual([2_000, 3_000])
  })

  test('paid and given back before we heard of it: the query books it and makes the work item', async () => {
    const story = await ordered(world, 'alipay', SMALL)
    await world.sandboxCall('PUT', '/sandbox/api/faults', { switches: { loseNotifications: {} } })
    await story.resident.pay(story.orderNo)
    await refundByHand(story.orderNo, 10_000)
    await becomesPaid(story)
    expect(await straysOf(story.orderNo)).toMatchObject([{ refundNo: null, amountFen: 10_000, owner: 'finance-desk' }])
    expect(await brokenRules(world.base)).toEqual([])
  })
})
