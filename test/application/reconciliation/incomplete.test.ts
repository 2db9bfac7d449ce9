import { wechatDayFiles } from '../../../server/adapters/channelFiles/wechat/dayFiles'
import { startOfDay } from '../../../server/domain/calendar/civilDate'
import type { ChannelEntry } from '../../../server/domain/reconciliation/channelEntry'
import type { ChannelFileDay } from '../../../server/domain/reconciliation/channelFile'
import { openThreeBills, pay } from '../../support/books'
import { openFilesDesk } from '../../support/files'
import { onEachSoundStory } from '../../support/integrity'
import { openPorts } from '../../support/ports'
import { openDesk, WECHAT } from '../../support/reconciliation'

const DAY = '2026-11-20'
const COMPANY = 'baoji'
const trade: ChannelFileDay = { company: COMPANY, channel: 'wechat', bill: 'trade', date: DAY }
const PAYMENTS = 40

async function openStory(newPlace: Parameters<typeof openPorts>[0]) {
  const ports = await openPorts(newPlace, DAY)
  const { late: householdId } = await openThreeBills(ports)
  const at = startOfDay(DAY) + 12 * 3_600_000
  const entries: ChannelEntry[] = []
  for (let n = 1; n <= PAYMENTS; n++) {
    const orderNo = await pay(ports, { company: COMPANY, householdId, amountFen: 100 })
    const [payment] = await ports.database.read.payments.byOrder(orderNo)
    const transactionId = payment?.transactionId ?? ''
    const paid = { at, createdAt: at, transactionId, orderNo, payer: 'o1', subject: '采暖费', paidFen: 100 }
    entries.push({ ...paid, refund: null })
  }
  const desk = openDesk(ports)
  const files = openFilesDesk(ports)
  return {
    ports,
    files,
    /** Reconciles the day with a file of so many of its payments. */
    async reconcile(count: number) {
      const { trade: file } = await wechatDayFiles(WECHAT).write(desk.folder, DAY, entries.slice(0, count), undefined)
      return desk.reconcile(COMPANY, 'wechat', DAY, file)
    },
    statuses: async () => (await ports.database.read.channelFiles.ofDay(trade)).map(({ status }) => status),
    items: () => ports.database.read.reconciliation.itemsOf(trade),
  }
}

onEachSoundStory('a file that lacks a large part of its day', openStory, (story) => {
  test('says so, and makes no difference before a second person has approved', async () => {
    const { reconcile, statuses, items, files } = story()
    const { reason } = await reconcile(30)
    expect(reason).toMatch(/^此文件可能不完整：我方当日 40 笔收款，有 10 笔文件中没有/)
    expect(await statuses()).toEqual(['awaiting'])
    expect(await items()).toEqual([])
    await files.accept(trade, 1)
    expect(await statuses()).toEqual(['imported'])
    expect(await items()).toHaveLength(10)
  })

  test('is replaced at once by the whole one', async () => {
    const { reconcile, statuses, items } = story()
    await reconcile(20)
    const { status, reason } = await reconcile(PAYMENTS)
    expect([status, reason]).toEqual(['balanced', '按第 2 版文件对账'])
    expect((await statuses()).sort()).toEqual(['imported', 'superseded'])
    expect(await items()).toEqual([])
  })

  test('that lacks a few payments is whole, and each is a difference', async () => {
    const { reconcile, statuses, items } = story()
    await reconcile(PAYMENTS - 7)
    expect(await statuses()).toEqual(['imported'])
    expect(await items()).toHaveLength(7)
  })
})
