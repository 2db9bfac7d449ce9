import path from 'node:path'
import { parseYuan, yuanText } from '../../contract/money'
import type { Mismatch } from '../../server/domain/reconciliation/mismatch'
import {
  ALIPAY_COLUMNS,
  BANK_COLUMNS,
  editAlipayTrade,
  editBankFile,
  editWechatTrade,
  WECHAT_COLUMNS,
} from '../support/editFile'
import { onEachEngine } from '../support/engines'
import { openFilesDesk } from '../support/files'
import { openPorts, type StoryPorts } from '../support/ports'
import { type Desk, openDesk, told } from '../support/reconciliation'

const DAY = '2026-11-20'
const COMPANY = 'lanzhou'

const yuanMore = (text = '', fen = 1) => yuanText((parseYuan(text.trim()) ?? 0) + fen)

/** What is done to four payments of a file: one fen more, gone, a stranger, twice. */
interface FourFaults {
  file: string[][]
  changed: string[]
  removed: string[]
  doubled: string[]
}

function plantFour(
  rows: string[][],
  isPayment: (row: string[]) => boolean,
  oneFenMore: (row: string[]) => string[],
  stranger: (row: string[]) => string[],
): FourFaults {
  const [changed = [], removed = [], doubled = [], copied = []] = rows.filter(isPayment).slice(10)
  const file = rows.flatMap((row) => {
    if (row === changed) return [oneFenMore(row)]
    if (row === removed) return []
    if (row === doubled) return [row, row]
    if (row === copied) return [row, stranger(row)]
    return [row]
  })
  return { file, changed, removed, doubled }
}

const byKind = (differences: readonly Mismatch[]) =>
  Object.fromEntries(told(differences).map(({ kind, ...rest }) => [kind, rest]))

onEachEngine('one simulated day, reconciled', (newPlace) => {
  let ports: StoryPorts
  let desk: Desk
  let simulated: Awaited<ReturnType<Desk['simulate']>>
  const file = (name: string) => path.join(desk.folder, name)
  const totalOf = (channel: string) => simulated.sources.find((source) => source.channel === channel)?.totalFen

  beforeAll(async () => {
    ports = await openPorts(newPlace)
    desk = openDesk(ports)
    simulated = await desk.simulate(COMPANY, DAY, 400)
  })
  afterAll(() => ports.remove())

  test.each([
    ['wechat', 'wechat-trade.csv.gz'],
    ['wechat', 'wechat-fundflow.csv.gz'],
    ['alipay', 'alipay-trade.zip'],
    ['alipay', 'alipay-account.zip'],
    ['bank:partner', 'bank-partner.txt'],
  ] as const)('%s is balanced against %s, to the fen', async (channel, name) => {
    const result = await desk.reconcile(COMPANY, channel, DAY, name)
    expect(result).toMatchObject({ differences: [], status: 'balanced', reason: null })
    expect(result.theirTotalFen).toBe(totalOf(channel))
    expect(result.ourTotalFen).toBe(result.theirTotalFen)
    const source = simulated.sources.find((one) => one.channel === channel)
    expect(result.matched).toBe((source?.payments ?? 0) + (source?.refunds ?? 0))
  })

  test('WeChat: an amount changed by 1 fen, a row removed, one added, one doubled: exactly those', async () => {
    const { transactionId, orderNo, state, settled, ordered } = WECHAT_COLUMNS
    let planted: FourFaults | undefined
    editWechatTrade(file('wechat-trade.csv.gz'), file('four.csv.gz'), {
      honest: true,
      rows(rows) {
        planted = plantFour(
          rows,
          (row) => row[state] === 'SUCCESS',
          (row) => row.with(settled, yuanMore(row[settled])).with(ordered, yuanMore(row[ordered])),
          (row) => row.with(transactionId, '4200009999202611209999999999').with(orderNo, 'HP261120STRANGER00'),
        )
        return planted.file
      },
    })
    const result = await desk.reconcile(COMPANY, 'wechat', DAY, 'four.csv.gz')
    const fenOf = (row?: string[]) => parseYuan(row?.[ordered] ?? '') ?? 0
    const numbers = (row?: string[]) => ({ orderNo: row?.[orderNo], channelNo: row?.[transactionId] })
    expect(result.status).toBe('differences')
    expect(result.differences).toHaveLength(4)
    expect(byKind(result.differences)).toEqual({
      amount: { ...numbers(planted?.changed), ourFen: fenOf(planted?.changed), theirFen: fenOf(planted?.changed) + 1 },
      'ours-only': { ...numbers(planted?.removed), ourFen: fenOf(planted?.removed), theirFen: null },
      'channel-only': {
        orderNo: 'HP261120STRANGER00',
        channelNo: '4200009999202611209999999999',
        ourFen: null,
        theirFen: expect.any(Number),
      },
      'duplicate-row': { ...numbers(planted?.doubled), ourFen: null, theirFen: fenOf(planted?.doubled) },
    })
    const explained = result.differences.reduce((sum, { ourFen, theirFen }) => sum + (theirFen ?? 0) - (ourFen ?? 0), 0)
    expect(result.theirTotalFen - result.ourTotalFen).toBe(explained)
  })

  test('Alipay: the same four', async () => {
    const { tradeNo, orderNo, type, ordered, received } = ALIPAY_COLUMNS
    let planted: FourFaults | undefined
    await editAlipayTrade(file('alipay-trade.zip'), file('four.zip'), {
      honest: true,
      rows(rows) {
        planted = plantFour(
          rows,
          (row) => row[type]?.trim() === '交易',
          (row) => row.with(ordered, yuanMore(row[ordered])).with(received, yuanMore(row[received])),
          (row) => row.with(tradeNo, '2026112022009999999999999999\t').with(orderNo, 'HP261120STRANGER00\t'),
        )
        return planted.file
      },
    })
    const result = await desk.reconcile(COMPANY, 'alipay', DAY, 'four.zip')
    expect(result.differences.map(({ kind }) => kind)).toEqual(['channel-only', 'ours-only', 'amount', 'duplicate-row'])
    expect(byKind(result.differences)).toMatchObject({
      amount: { orderNo: planted?.changed[orderNo]?.trim() },
      'ours-only': { orderNo: planted?.removed[orderNo]?.trim() },
      'channel-only': { orderNo: 'HP261120STRANGER00' },
      'duplicate-row': { channelNo: planted?.doubled[tradeNo]?.trim() },
    })
  })

  test('the bank sends its file again, changed: four are told, nothing booked before a second', async () => {
    const { traceNo, amount } = BANK_COLUMNS
    await desk.reconcile(COMPANY, 'bank:partner', DAY, 'bank-partner.txt')
    let planted: FourFaults | undefined
    editBankFile(file('bank-partner.txt'), file('four.txt'), {
      honest: true,
      rows(rows) {
        planted = plantFour(
          rows,
          () => true,
          (row) => row.with(amount, yuanMore(row[amount])),
          (row) => row.with(traceNo, 'BK999999999999'),
        )
        return planted.file
      },
    })
    const result = await desk.reconcile(COMPANY, 'bank:partner', DAY, 'four.txt')
    expect(result.differences.map(({ kind }) => kind)).toEqual(['channel-only', 'ours-only', 'amount', 'duplicate-row'])
    expect(byKind(result.differences)).toMatchObject({
      amount: { channelNo: planted?.changed[traceNo] },
      'channel-only': { channelNo: 'BK999999999999', ourFen: null },
    })
    expect(result.reason).toMatch(/第 2 版.*待第二人复核/)
    expect(await ports.database.read.payments.byTransaction(COMPANY, 'bank:partner', 'BK999999999999')).toBeUndefined()
  })

  test('the same edits without mended totals: the whole file is put aside, with both numbers', async () => {
    const dishonest = { honest: false, rows: (rows: string[][]) => rows.slice(1) }
    editWechatTrade(file('wechat-trade.csv.gz'), file('wrong.csv.gz'), dishonest)
    await editAlipayTrade(file('alipay-trade.zip'), file('wrong.zip'), dishonest)
    editBankFile(file('bank-partner.txt'), file('wrong.txt'), dishonest)
    for (const [channel, name] of [
      ['wechat', 'wrong.csv.gz'],
      ['alipay', 'wrong.zip'],
      ['bank:partner', 'wrong.txt'],
    ] as const) {
      const result = await desk.reconcile(COMPANY, channel, DAY, name)
      expect(result).toMatchObject({ status: 'quarantined', matched: 0, differences: [] })
      expect(result.reason).toMatch(/文件写 \d+ 笔，明细合计 \d+ 笔/)
      const kept = await ports.database.read.channelFiles.ofDay({ company: COMPANY, channel, bill: 'trade', date: DAY })
      expect(kept.filter(({ status }) => status === 'quarantined')).toMatchObject([
        { version: null, reason: result.reason },
      ])
    }
  })

  test('the same file again is the same answer, and is kept once', async () => {
    const first = await desk.reconcile(COMPANY, 'wechat', DAY, 'wechat-trade.csv.gz')
    const second = await desk.reconcile(COMPANY, 'wechat', DAY, 'wechat-trade.csv.gz')
    expect(second).toEqual(first)
    const kept = await ports.database.read.channelFiles.ofDay({
      company: COMPANY,
      channel: 'wechat',
      bill: 'trade',
      date: DAY,
    })
    expect(kept.filter(({ status, version }) => status === 'imported' && version === 1)).toHaveLength(1)
  })

  test('differences are work items: open while they last, closed when a later file lacks them', async () => {
    const day = { company: COMPANY, channel: 'wechat', bill: 'trade', date: DAY } as const
    const files = openFilesDesk(ports)
    await desk.reconcile(COMPANY, 'wechat', DAY, 'four.csv.gz')
    expect(await ports.database.read.reconciliation.itemsOf(day)).toEqual([])
    await files.accept(day, 2)
    const open = (await ports.database.read.reconciliation.itemsOf(day)).filter(({ status }) => status === 'open')
    expect(open.map(({ kind, owner }) => `${kind} ${owner}`).sort()).toEqual(
      ['amount', 'channel-only', 'duplicate-row', 'ours-only'].map((kind) => `${kind} finance-desk`),
    )
    const result = await desk.reconcile(COMPANY, 'wechat', DAY, 'wechat-trade.csv.gz')
    expect(result).toMatchObject({ status: 'balanced', reason: expect.stringMatching(/第 1 版.*已被替代/) })
    await files.accept(day, 1)
    const items = await ports.database.read.reconciliation.itemsOf(day)
    expect(items.map(({ status, closedBy }) => `${status} ${closedBy}`)).toEqual(Array(4).fill('closed gone'))
  })

  test('a file of another day, or of another merchant, is put aside whole', async () => {
    expect(await desk.reconcile(COMPANY, 'wechat', '2026-11-19', 'wechat-trade.csv.gz')).toMatchObject({
      status: 'quarantined',
      reason: '整份文件不是我方 2026-11-19 的账单',
    })
    expect((await desk.reconcile(COMPANY, 'alipay', '2026-11-19', 'alipay-trade.zip')).reason).toMatch(
      /不是 2026-11-19 的/,
    )
    expect((await desk.reconcile('baoji', 'bank:partner', DAY, 'bank-partner.txt')).reason).toMatch(/兰州.*不是“宝鸡/)
    editWechatTrade(file('wechat-trade.csv.gz'), file('foreign.csv.gz'), {
      honest: true,
      rows: (rows) => rows.map((row) => row.with(WECHAT_COLUMNS.mchid, '1900000999')),
    })
    expect((await desk.reconcile(COMPANY, 'wechat', DAY, 'foreign.csv.gz')).status).toBe('quarantined')
  })

  test('the simulated day is told again: nothing is booked twice, and the files are the same', async () => {
    const again = await desk.simulate(COMPANY, DAY, 400)
    expect(again).toEqual({ ...simulated, booked: 0 })
    expect((await desk.reconcile(COMPANY, 'alipay', DAY, 'alipay-trade.zip')).status).toBe('balanced')
    expect((await desk.reconcile(COMPANY, 'bank:partner', DAY, 'bank-partner.txt')).differences).toEqual([])
  })

  test('nobody to ask: refused with the reason', async () => {
    expect(await desk.refused('nowhere', 'wechat', DAY)).toBe('no such company: nowhere')
    expect(await desk.refused(COMPANY, 'bank:unknown', DAY)).toMatch(/no such bank: bank:unknown; known: .*partner/)
    expect(await desk.refused(COMPANY, 'wechat', DAY)).toMatch(/no merchant at wechat/)
  })
})
