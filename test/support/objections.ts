import type { Household } from '../../server/domain/household/household'
import type { Resident } from '../../server/domain/resident/resident'
import type { EmptyPlace } from './engines'
import { type AfterSeasonStory, CARD, openAfterSeason } from './heatSettlement'
import { clerk, done, second } from './season'

/** Three metered households of one unit in Binzhou, and one alone in another; the first, 15 000 kWh, objects. The books must be sound after each test. */
export function objectionStory(newPlace: () => Promise<EmptyPlace>) {
  let story: AfterSeasonStory
  let home: Household
  let owner: Resident

  beforeEach(async () => {
    story = await openAfterSeason(newPlace)
    const of = { company: 'binzhou', estate: '滨商家园', billing: 'metered', bankCard: CARD } as const
    home = await story.home({ ...of, userCode: '37160001', room: '101' })
    await story.winter([
      [home, '15000'],
      [await story.home({ ...of, userCode: '37160002', room: '102' }), '10000'], // refund 140.00
      [await story.home({ ...of, userCode: '37160003', room: '201' }), '12000'], // a top-up counts as a refund of nothing
      [await story.home({ ...of, userCode: '37160004', room: '101', unit: '9单元' }), '1000'],
    ])
    await story.publish('binzhou')
    owner = await story.owner(home)
  })
  afterEach(async () => {
    expect(await story.brokenCheck()).toBeUndefined()
    await story.remove()
  })

  const object = (by = owner, of = home) => story.people.object(by, { householdId: of.id, words: '家里一直没人住' })
  const tested = async (id: string, result: { passed: boolean; decidedRefundFen?: number }, on = '2026-06-08') => {
    const proposal = done(await story.after.proposeMeterTest(clerk, id, { ...result, on, paper: '检字 12 号' }))
    return story.approvals.approve({ ...second, company: '*' }, proposal.id, { payloadHash: proposal.payloadHash })
  }

  return {
    object,
    tested,
    get story() {
      return story
    },
    /** The household that objects. */
    get home() {
      return home
    },
    /** Its owner in the mini-program. */
    get owner() {
      return owner
    },
  }
}
