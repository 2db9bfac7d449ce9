import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { wechatFundFlowLines, wechatTradeLines } from '../../../server/adapters/channelFiles/wechat/writeLines'
import { takeBack } from '../../../server/application/booking/takeBack'
import { isRefusal } from '../../../server/application/common/refusal'
import { writeRefund } from '../../../server/application/refunds/executeRefund'
import { finishRefund } from '../../../server/application/refunds/finishRefund'
import { addDays } from '../../../server/domain/calendar/civilDate'
import type { ChannelEntry } from '../../../server/domain/reconciliation/channelEntry'
import type { ChannelFileKind } from '../../../server/domain/reconciliation/channelFile'
import { openThreeBills, pay } from '../../support/books'
import { openDifferenceDesk } from '../../support/differences'
import { onEachSoundStory } from '../../support/integrity'
import { openPorts } from '../../support/ports'
import { openDesk, WECHAT } from '../../support/reconciliation'

const COMPANY = 'lanzhou'

const PAID = '2026-11-19'

const [D, D1, D2, D3] = [1, 2, 3, 4].map((days) => addDays(PAID, days)) as [string, string, string, string]

const noon = (date: string) => Date.parse(`${date}T12:00:00+08:00`)

const GIVEN = 20_000

async function openStory(newPlace: Parameters<typeof openPorts>[0]) {
  const ports = await openPorts(newPlace, PAID)
  const homes = await openThreeBills(ports)
  return { ports, homes, desk: openDesk(ports), work: openDifferenceDesk(ports) }
}

onEachSoundStory('a refund that WeChat accepts on one day and does on another', openStory, (story) => {
  let orderNo = ''
  let refundNo = ''
  const channelId = () => `50300000000${refundNo}`

  beforeEach(async () => {
    const { ports, homes } = story()
    orderNo = await pay(ports, { householdId: homes.first, amountFen: 100_000, channel: 'wechat' })
    await compare('trade', PAID, [entry(PAID)])
    ports.clock.set(D)
    const payment = await ports.database.read.payments.byTransaction(COMPANY, 'wechat', `42000${orderNo}`)
    if (!payment) throw new Error('no payment')
    refundNo = ports.ids.refundNo(D)
    await ports.database.transaction(async (store) => {
      const taken = { amountFen: GIVEN, by: refundNo, on: D }
      const from = await takeBack(store, { ...payment, householdId: homes.first }, taken, ports)
      if (isRefusal(from)) throw new Error(from.refused)
      await writeRefund(store, { payment, amountFen: GIVEN, route: 'original', reason: '多缴', from, refundNo }, ports)
      await store.refunds.change(refundNo, ['requested'], { acceptedOn: D, channelRefundId: channelId() })
    })
  })

  const entry = (date: string, refund = false, at = noon(date)): ChannelEntry => ({
    at,
    createdAt: at,
    transactionId: `42000${orderNo}`,
    orderNo,
    payer: 'oR1',
    subject: '2026采暖季采暖费',
    paidFen: 100_000,
    refund: refund ? { refundNo, channelRefundId: channelId(), amountFen: GIVEN, at } : null,
  })
  async function compare(
    bill: 'trade' | 'fundflow',
    date: string,
    entries: readonly ChannelEntry[],
    more: string[] = [],
  ) {
    const { desk } = story()
    const lines = [...(bill === 'trade' ? wechatTradeLines(entries, WECHAT) : wechatFundFlowLines(entries, WECHAT))]
    if (more.length > 0) lines.splice(1, lines.length - 1, ...more)
    // The state is frozen when the bill is made: a refund that is only accepted stays so in it.
    const written = lines.map((line) =>
      date === D ? line.replace('`ORIGINAL,`SUCCESS', '`ORIGINAL,`PROCESSING') : line,
    )
    const name = `wechat-${bill}-${date}.csv.gz`
    writeFileSync(path.join(desk.folder, name), gzipSync(Buffer.from(written.map((line) => `${line}\r\n`).join(''))))
    return desk.reconcile(COMPANY, 'wechat', date, name)
  }
  const ended = (state: 'succeeded' | 'closed', date: string) => {
    const { ports } = story()
    ports.clock.set(date)
    return ports.database.transaction((store) => finishRefund(store, refundNo, { state, at: noon(date) }, ports))
  }
  const items = async (bill: ChannelFileKind, ...dates: string[]) => {
    const found: string[] = []
    for (const date of dates) {
      const of = { company: COMPANY, channel: 'wechat', bill, date } as const
      for (const { kind, status } of await story().ports.database.read.reconciliation.itemsOf(of))
        found.push(`${date} ${kind} ${status}`)
    }
    return found
  }
  const balanced = { status: 'balanced', differences: [] }
  const nothing = { ...balanced, ourTotalFen: 0, theirTotalFen: 0 }
  const given = { ...balanced, matched: 1, ourTotalFen: 0 - GIVEN, theirTotalFen: 0 - GIVEN }

  describe.each(['trade', 'fundflow'] as const)('in the %s bill', (bill) => {
    test('in the file of its acceptance: both days balance, however often compared', async () => {
      expect(await compare(bill, D, [entry(D, true)])).toMatchObject(given)
      await ended('succeeded', D2)
      expect(await compare(bill, D1, [])).toMatchObject(nothing)
      expect(await compare(bill, D2, [])).toMatchObject(nothing)
      expect(await compare(bill, D, [entry(D, true)])).toMatchObject(given)
      expect(await items(bill, D, D1, D2)).toEqual([])
    })

    test.each([
      ['success', D2],
      ['acceptance', D],
    ])('in the file of its success, with the time of %s: both days balance', async (_, timed) => {
      expect(await compare(bill, D, [])).toMatchObject(nothing)
      await ended('succeeded', D2)
      const at = bill === 'trade' ? noon(timed) : noon(D2)
      expect(await compare(bill, D2, [entry(D2, true, at)])).toMatchObject(given)
      expect(await compare(bill, D, [])).toMatchObject(nothing)
      expect(await compare(bill, D2, [entry(D2, true, at)])).toMatchObject(given)
      expect(await items(bill, D, D2)).toEqual([])
    })

    test('in both days’ files counts once: the second row is told', async () => {
      await compare(bill, D, [entry(D, true)])
      await ended('succeeded', D2)
      const twice = await compare(bill, D2, [entry(D2, true)])
      expect(twice.differences).toMatchObject([{ kind: 'duplicate-row', theirFen: 0 - GIVEN }])
      expect(await items(bill, D, D2)).toEqual([`${D2} duplicate-row open`])
    })

    test('in no file is missed once, on the day it was done, until a file has it', async () => {
      await ended('succeeded', D2)
      expect((await compare(bill, D2, [])).differences).toMatchObject([{ kind: 'ours-only', ourFen: 0 - GIVEN }])
      expect(await compare(bill, D, [entry(D, true)])).toMatchObject(given)
      expect(await items(bill, D, D2)).toEqual([`${D2} ours-only closed`])
    })

    test('that never came to be done is no difference of the day of acceptance', async () => {
      await compare(bill, D, [entry(D, true)])
      await ended('closed', D2)
      expect(await compare(bill, D, [entry(D, true)])).toMatchObject(given)
    })
  })

  test('whose money comes back in the fund flow is explained by the refund that failed, once', async () => {
    await compare('fundflow', D, [entry(D, true)])
    await ended('closed', D3)
    const back = (flowNo: string) =>
      `\`${D3} 12:00:00,\`${channelId()},\`${flowNo},\`退款,\`退款,\`收入,\`200.00,\`200.00,\`${WECHAT.mchid}API,\`退款失败,\`${refundNo}`
    const sums = (count: number) => [
      '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额',
      `\`${count},\`${count},\`${count * 200}.00,\`0,\`0.00`,
    ]
    expect(await compare('fundflow', D3, [], [back('F1'), ...sums(1)])).toMatchObject({
      ...balanced,
      ourTotalFen: GIVEN,
      theirTotalFen: GIVEN,
    })
    const twice = await compare('fundflow', addDays(D3, 1), [], [back('F1').replace(D3, addDays(D3, 1)), ...sums(1)])
    expect(twice.status).toBe('differences')
  })
})
