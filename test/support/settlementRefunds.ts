import type { Household } from '../../server/domain/household/household'
import type { Resident } from '../../server/domain/resident/resident'
import type { EmptyPlace } from './engines'
import { type AfterSeasonStory, CARD, ENDED, openAfterSeason } from './heatSettlement'
import { clerk, done, second } from './season'

/**
 * Three metered households of Binzhou whose season ended with a refund of 140.00 yuan each, published on 2026-05-21; one of them
 * has an owner with the mini-program. After each test the books must be sound.
 */
export function settlementRefundStory(newPlace: () => Promise<EmptyPlace>) {
  let story: AfterSeasonStory
  let home: Household
  let owner: Resident
  beforeEach(async () => {
    story = await openAfterSeason(newPlace)
    const of = { company: 'binzhou', billing: 'metered', bankCard: CARD } as const
    home = await story.home({ ...of, userCode: '37160001', estate: '滨商家园', identityNumber: '11010519491231002X' })
    const others = [
      await story.home({ ...of, userCode: '37160002', estate: '演示新城' }),
      await story.home({ ...of, userCode: '37160003', estate: '滨商家园', room: '102' }),
    ]
    await story.winter([home, ...others].map((dwelling) => [dwelling, '10000'] as const))
    await story.publish('binzhou')
    owner = await story.owner(home)
  })
  afterEach(async () => {
    expect(await story.brokenCheck()).toBeUndefined()
    await story.remove()
  })

  const found = async (userCode: string): Promise<Household> => {
    const dwelling = await story.database.read.households.byUserCode('binzhou', userCode)
    if (!dwelling) throw new Error(userCode)
    return dwelling
  }
  const payOut = async () => {
    const proposal = done(await story.after.proposePayout('binzhou', clerk, ENDED))
    done(await story.approvals.approve({ ...second, company: '*' }, proposal.id, { payloadHash: proposal.payloadHash }))
    const [batch] = (await story.database.read.payouts.batches('binzhou', 0, 10)).rows
    return { batch, ...done(await story.after.payoutFile(clerk, batch?.id ?? '')) }
  }

  return {
    found,
    payOut,
    get story() {
      return story
    },
    /** The household that asks. */
    get home() {
      return home
    },
    /** Its owner in the mini-program. */
    get owner() {
      return owner
    },
  }
}
