import { createRecordRun } from '../../../server/application/runs/recordRun'
import type { Mismatch } from '../../../server/domain/reconciliation/mismatch'
import type { Difference } from '../../../server/domain/reconciliation/run'
import { maker } from '../../support/desk'
import { COMPANY, type DifferenceStory, NEXT_DAY, onEachDifferenceStory } from '../../support/resolutions'

type Told = Pick<Mismatch, 'kind' | 'subKind' | 'rowKind' | 'ourFen' | 'theirFen'>

/** WeChat's fund flow of a day shows this one difference, which is work then. */
async function fundFlowShows({ ports }: DifferenceStory, told: Told): Promise<Difference> {
  const day = { company: COMPANY, channel: 'wechat', bill: 'fundflow', date: NEXT_DAY } as const
  const about = { key: 'FLOW1', channelNo: 'FLOW1', orderNo: null, reason: '资金账单' }
  const differences: Mismatch[] = [{ ...told, ...about, seen: { ours: null, theirs: null } }]
  const result = {
    matched: 0,
    differences,
    ourTotalFen: 0,
    theirTotalFen: 0,
    status: 'differences',
    reason: null,
  } as const
  const cut = { matched: 0, closes: [], movedFen: 0 }
  const books = { exact: 0, matched: {}, differences, cut, ourTotalFen: 0 }
  await createRecordRun(ports)({ day, fileId: null, books, result, actor: 'li' }, [])
  const [item] = (await ports.database.read.reconciliation.itemsOf(day)).filter(({ status }) => status === 'open')
  if (!item) throw new Error('no difference')
  return item
}

const LEFT: Told = { kind: 'channel-only', subKind: 'movement', rowKind: 'refund', ourFen: null, theirFen: -3_000 }
const FEE: Told = { kind: 'fee', subKind: 'transaction', rowKind: 'payment', ourFen: 447, theirFen: 500 }

onEachDifferenceStory('what moved on the account at a channel', (story) => {
  test.each([
    ['channel-charge', LEFT, ['channel-charged channel-fees clearing:wechat 3000']],
    ['claim-debit', LEFT, ['debit-claimed channel-claims clearing:wechat 3000']],
    ['accept-fee', FEE, ['fee-accepted channel-fees clearing:wechat 53']],
    ['claim-fee', FEE, ['fee-claimed channel-claims clearing:wechat 53']],
  ] as const)('is booked by %s of %j, once: %j', async (resolution, told, entries) => {
    const all = story()
    all.ports.clock.set(NEXT_DAY)
    const { id } = await fundFlowShows(all, told)
    await all.desk.entries()
    await all.desk.resolve(id, resolution)
    expect(await all.desk.entries()).toEqual(entries)
    await all.desk.differences.reopen(COMPANY, maker, id, '再看一次')
    const again = await all.desk.propose(id, resolution)
    expect('refused' in again ? again : await all.desk.approve(again)).toMatchObject({
      refused: expect.stringMatching(/books-changed|resolution-does-not-fit/),
    })
    expect(await all.desk.entries()).toEqual([])
  })
})
