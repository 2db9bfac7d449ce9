import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beijingText } from '../../../../server/adapters/channels/wire'
import { type Case, HOUR, type MerchantView } from '../../../support/channels/contractRooms'
import { unzip } from '../../../support/sandbox/unzip'

/** The day's bill: fetched from where the channel says, whole or not at all (formats.md 2.1, 3.10; faults.md, Files). */
export function downloadCases(test: Case, merchant: MerchantView): void {
  let folders = 0
  const folder = () => path.join(merchant.market.dataDir, 'bills', merchant.mode.title, String(++folders))
  const dayOf = (at: number) => beijingText(at).slice(0, 10)

  /** A day with one payment and its refund is over; it is half past ten on the next. */
  async function yesterday() {
    const of = await merchant.paid()
    const refund = merchant.refundOf(of, 4321)
    await merchant.room.refund(refund)
    const day = dayOf(merchant.market.now())
    await merchant.market.setClock(`${dayOf(merchant.market.now() + 24 * HOUR)}T10:30:00`)
    return { day, orderNo: of.orderNo, refundNo: refund.refundNo }
  }
  async function textOf(file: string): Promise<string> {
    const bytes = readFileSync(file)
    if (merchant.name === 'wechat') return gunzipSync(bytes).toString('utf8')
    return (await unzip(bytes)).map(({ text }) => text).join('\n')
  }

  for (const kind of ['trade', 'fundflow'] as const) {
    test(`a bill (${kind}) is there the next day, as a file that names the day’s payment and refund`, async () => {
      const { day, orderNo } = await yesterday()
      const into = folder()
      const bill = await merchant.room.downloadFile(kind, day, into)
      if (bill.outcome !== 'downloaded') throw new Error(JSON.stringify(bill))
      expect(bill.sha256).toMatch(/^[0-9a-f]{64}$/)
      expect(readFileSync(bill.path)).toHaveLength(bill.bytes)
      expect(path.dirname(bill.path)).toBe(into)
      expect(readdirSync(into)).toEqual([bill.fileName])
      expect(await textOf(bill.path)).toContain(orderNo)
    })
  }

  test('a bill names refunds by our numbers', async () => {
    const { day, refundNo } = await yesterday()
    const bill = await merchant.room.downloadFile('trade', day, folder())
    expect(bill.outcome === 'downloaded' && (await textOf(bill.path))).toContain(refundNo)
  })

  test('a bill is one company’s only', async () => {
    const { day, orderNo } = await yesterday()
    const theirs = await merchant.neighbour.downloadFile('trade', day, folder())
    if (theirs.outcome === 'downloaded') expect(await textOf(theirs.path)).not.toContain(orderNo)
    else expect(theirs).toEqual({ outcome: 'no-activity' })
  })

  test('a bill of a day without business is none', async () => {
    await yesterday()
    expect(await merchant.room.downloadFile('trade', '2026-11-18', folder())).toEqual({ outcome: 'no-activity' })
  })

  test('a bill is not ready at night', async () => {
    const today = dayOf(merchant.market.now())
    await merchant.paid()
    await merchant.market.setClock(`${dayOf(merchant.market.now() + 24 * HOUR)}T00:30:00`)
    expect(await merchant.room.downloadFile('trade', today, folder())).toEqual({ outcome: 'not-ready' })
  })

  test('a bill that is cut short is not taken for whole, and is kept aside', async () => {
    const { day } = await yesterday()
    await merchant.market.faults({ billCut: true })
    const into = folder()
    expect(await merchant.room.downloadFile('trade', day, into)).toMatchObject({ outcome: 'quarantined' })
    expect(readdirSync(into)).toEqual([expect.stringMatching(/\.quarantined$/)])
  })

  for (const fault of ['answerUnsigned', 'answerForged', 'timeoutBeforeEffect', 'error500'] as const) {
    test(`a bill whose address comes under ${fault} is not fetched, and is when that is over`, async () => {
      const { day } = await yesterday()
      await merchant.market.faults({ [fault]: { api: 'bill' } })
      const into = folder()
      expect(await merchant.room.downloadFile('trade', day, into)).toMatchObject({ outcome: 'unknown' })
      await merchant.market.faults({})
      expect(await merchant.room.downloadFile('trade', day, into)).toMatchObject({ outcome: 'downloaded' })
    })
  }
}
