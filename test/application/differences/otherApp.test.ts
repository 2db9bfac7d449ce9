import path from 'node:path'
import { wechatDayFiles } from '../../../server/adapters/channelFiles/wechat/dayFiles'
import { startOfDay } from '../../../server/domain/calendar/civilDate'
import type { ChannelEntry } from '../../../server/domain/reconciliation/channelEntry'
import type { ChannelFileDay } from '../../../server/domain/reconciliation/channelFile'
import { openThreeBills, pay } from '../../support/books'
import { openDifferenceDesk } from '../../support/differences'
import { editWechatTrade, WECHAT_COLUMNS } from '../../support/editFile'
import { openFilesDesk } from '../../support/files'
import { onEachSoundStory } from '../../support/integrity'
import { openPorts } from '../../support/ports'
import { openDesk, WECHAT } from '../../support/reconciliation'

const DAY = '2026-11-05'
const COMPANY = 'lanzhou'
const NOON = startOfDay(DAY) + 12 * 3_600_000
const APPID = 1
const trade: ChannelFileDay = { company: COMPANY, channel: 'wechat', bill: 'trade', date: DAY }

async function openStory(newPlace: Parameters<typeof openPorts>[0]) {
  const ports = await openPorts(newPlace, DAY)
  const homes = await openThreeBills(ports)
  return { ports, homes, desk: openDesk(ports), files: openFilesDesk(ports), resolving: openDifferenceDesk(ports) }
}

onEachSoundStory('our own merchant, another app (a hall’s till)', openStory, (story) => {
  const paid = (orderNo: string, paidFen: number): ChannelEntry => ({
    ...{
      at: NOON,
      createdAt: NOON,
      transactionId: `42000${orderNo}`,
      orderNo,
      payer: 'o1',
      subject: '采暖费',
      paidFen,
    },
    refund: null,
  })

  /** The day's trade bill, in which the rows of the hall's till bear another appid, or another merchant's number. */
  async function bill(entries: readonly ChannelEntry[], column = APPID, other = 'wxaaaaaaaaaaaaaaaa') {
    const { desk } = story()
    const { trade: name } = await wechatDayFiles(WECHAT).write(desk.folder, DAY, entries, undefined)
    editWechatTrade(path.join(desk.folder, name), path.join(desk.folder, 'till.csv.gz'), {
      honest: true,
      rows: (rows) =>
        rows.map((row) => (row[WECHAT_COLUMNS.orderNo]?.startsWith('HALL') ? row.with(column, other) : row)),
    })
    return desk.reconcile(COMPANY, 'wechat', DAY, 'till.csv.gz')
  }
  const items = async () =>
    (await story().ports.database.read.reconciliation.itemsOf(trade)).filter(({ status }) => status === 'open')

  test('its row is 长款, with the exits to book it, and its fee is ours', async () => {
    const { ports, homes, resolving } = story()
    const orderNo = await pay(ports, { householdId: homes.first, amountFen: 123_456 })
    const result = await bill([paid(orderNo, 123_456), paid('HALL20261105001', 123_456)])
    expect(result).toMatchObject({ status: 'differences', matched: 1, theirTotalFen: 246_912 })
    const [item, ...others] = await items()
    expect([item?.kind, item?.theirFen, others]).toEqual(['channel-only', 123_456, []])
    expect(await ports.database.read.bankMatching.feesOf(COMPANY, 'wechat', DAY)).toMatchObject({ feeFen: 494 })
    resolving.channel.paid('42000HALL20261105001', 'HALL20261105001', 123_456, NOON)
    const id = item?.id ?? ''
    for (const way of ['to-suspense', 'refund'] as const) {
      expect(await resolving.propose(id, way)).toMatchObject({ status: 'proposed' })
      await resolving.reject(id)
    }
    await resolving.entries()
    await resolving.resolve(id, 'apply', '6201000002')
    expect(await resolving.entries()).toEqual([
      'payment-suspended clearing:wechat suspense 123456',
      'suspense-applied suspense receivable 123456',
    ])
    expect(await bill([paid(orderNo, 123_456), paid('HALL20261105001', 123_456)])).toMatchObject({
      status: 'balanced',
      matched: 2,
    })
  })

  test('a day of such rows only is a day of ours', async () => {
    expect(await bill([paid('HALL20261105001', 123_456)])).toMatchObject({ status: 'differences' })
    expect((await items()).map(({ kind }) => kind)).toEqual(['channel-only'])
    expect((await story().files.versionOf(trade, 1)).status).toBe('imported')
  })

  test('another merchant’s row stays foreign, and a file of nothing else is put aside', async () => {
    const { ports, homes } = story()
    const orderNo = await pay(ports, { householdId: homes.first, amountFen: 123_456 })
    await bill([paid(orderNo, 123_456), paid('HALL20261105001', 50_000)], WECHAT_COLUMNS.mchid, '1650000099')
    expect((await items()).map(({ kind }) => kind)).toEqual(['foreign'])
    const result = await bill([paid('HALL20261105001', 50_000)], WECHAT_COLUMNS.mchid, '1650000099')
    expect(result.status).toBe('quarantined')
  })
})
