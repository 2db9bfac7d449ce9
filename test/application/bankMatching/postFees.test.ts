import { postFees } from '../../../server/application/bankMatching/fees'
import type { ChannelFile } from '../../../server/domain/reconciliation/channelFile'
import { examine } from '../../support/books'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'

const DATE = '2026-11-19'

onEachEngine('the fees that a channel’s files name', (newPlace) => {
  let ports: StoryPorts
  beforeEach(async () => {
    ports = await openPorts(newPlace)
  })
  afterEach(async () => {
    expect((await examine(ports)).checks.filter(({ broken }) => broken)).toEqual([])
    await ports.remove()
  })

  const keep = async (
    version: number,
    bill: 'trade' | 'fundflow' = 'trade',
    channel: 'wechat' | 'alipay' = 'wechat',
  ): Promise<ChannelFile> => {
    const file: ChannelFile = {
      ...{ id: ports.ids.next(), company: 'lanzhou', channel, bill, date: DATE, digest: `${bill}${version}` },
      ...{
        version,
        status: version === 1 ? 'imported' : 'superseded',
        path: 'x',
        rowCount: 1,
        totalFen: 1,
        reason: null,
      },
      ...{ receivedAt: 1, source: 'cli', receivedBy: 'li', fileName: 'x', faultLine: null, faultText: null },
    }
    await ports.database.transaction((store) => store.channelFiles.insert(file).then(() => undefined))
    return file
  }
  const post = (file: ChannelFile, milliFen: number) =>
    ports.database.transaction((store) => postFees(store, file, milliFen, ports))
  const entries = async (): Promise<string[]> =>
    (
      await ports.database.writer.query(
        "SELECT debit_account, credit_account, amount_fen FROM transfers WHERE event = 'channel-fee' ORDER BY posting_key",
      )
    ).map((row: Record<string, unknown>) => `${row.debit_account} ${row.credit_account} ${row.amount_fen}`)

  test('are posted once; of a further version only the difference, either way; and back again', async () => {
    const [first, second] = [await keep(1), await keep(2)]
    expect(await post(first, 2_469_120)).toBe(true)
    expect(await post(first, 2_469_120)).toBe(false)
    expect(await post(second, 2_400_000)).toBe(true)
    expect(await post(first, 2_469_120)).toBe(true)
    expect(await entries()).toEqual([
      'channel-fees clearing:wechat 2469',
      'clearing:wechat channel-fees 69',
      'channel-fees clearing:wechat 69',
    ])
  })

  test('told twice at once they are posted once', async () => {
    const file = await keep(1)
    const done = await Promise.all(Array.from({ length: 5 }, () => post(file, 5_000)))
    expect(done.filter(Boolean)).toHaveLength(1)
    expect(await entries()).toEqual(['channel-fees clearing:wechat 5'])
  })

  test('the trade bill goes before the fund flow, whichever comes first', async () => {
    const [trade, flow] = [await keep(1), await keep(1, 'fundflow')]
    await post(flow, 5_000)
    await post(trade, 7_000)
    expect(await post(flow, 5_000)).toBe(false)
    expect(await entries()).toEqual(['channel-fees clearing:wechat 5', 'channel-fees clearing:wechat 2'])
  })

  test('a day on which more came back than was taken', async () => {
    await post(await keep(1, 'trade', 'alipay'), 9_000)
    await post(await keep(1), -1_500)
    expect(await entries()).toEqual(['channel-fees clearing:alipay 9', 'clearing:wechat channel-fees 2'])
  })
})
