import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import iconv from 'iconv-lite'
import { accountDetail } from '../../../sandbox/alipay/accountBill'
import { tradeDetail } from '../../../sandbox/alipay/tradeBill'
import type { FileRow } from '../../../sandbox/channelFiles/file'
import { fundFlowBill } from '../../../sandbox/wechat/fundFlowBill'
import { tradeBill } from '../../../sandbox/wechat/tradeBill'
import { alipayFileReader } from '../../../server/adapters/channelFiles/alipay'
import { alipayAccountLines, alipayTradeLines } from '../../../server/adapters/channelFiles/alipay/writeLines'
import { wechatFileReader } from '../../../server/adapters/channelFiles/wechat'
import { wechatFundFlowLines, wechatTradeLines } from '../../../server/adapters/channelFiles/wechat/writeLines'
import type { ChannelFileReader } from '../../../server/application/ports/channelFiles'
import type { ChannelEntry } from '../../../server/domain/reconciliation/channelEntry'
import type { ChannelRow } from '../../../server/domain/reconciliation/row'
import { PUBLIC_SAMPLES, SAMPLE_ALIPAY, SAMPLE_DAY, SAMPLE_WECHAT } from '../../support/publicSamples'

const folder = mkdtempSync(path.join(tmpdir(), 'heatpay-samples-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const alipayDay = { ...SAMPLE_ALIPAY, date: SAMPLE_DAY }
const alipayHead = {
  ...{ account: `${SAMPLE_ALIPAY.sellerId}0156`, day: SAMPLE_DAY },
  ...{ until: Date.parse('2026-11-06T00:00:00+08:00'), exportedAt: Date.parse('2026-11-06T05:46:49+08:00') },
}

interface Kind {
  reader: ChannelFileReader
  encoding: 'utf8' | 'gb18030'
  /** As the public file has it: a byte order mark and the line ends. */
  begins: string
  lineEnd: string
  sandbox: (rows: FileRow[]) => Iterable<string>
  server: (entries: ChannelEntry[]) => Iterable<string>
  /** The columns whose words are a closed list; of the others the form is compared. */
  words: string[]
  /** What our writers write and no public file shows, by its column. */
  ours: [column: string, form: string][]
}

const WECHAT = { reader: wechatFileReader(SAMPLE_WECHAT), encoding: 'utf8', begins: '\uFEFF', lineEnd: '\r\n' } as const
const ALIPAY = { reader: alipayFileReader(SAMPLE_ALIPAY), encoding: 'gb18030', begins: '', lineEnd: '\n' } as const

const KINDS: Record<keyof typeof PUBLIC_SAMPLES, Kind> = {
  trade: {
    ...WECHAT,
    sandbox: (rows) => tradeBill(rows),
    server: (entries) => wechatTradeLines(entries, SAMPLE_WECHAT),
    words: ['交易类型', '交易状态', '货币种类', '退款类型', '退款状态'],
    ours: [],
  },
  fundFlow: {
    ...WECHAT,
    sandbox: (rows) => fundFlowBill(rows, 900_000),
    server: (entries) => wechatFundFlowLines(entries, SAMPLE_WECHAT),
    words: ['业务名称', '业务类型', '收支类型'],
    // Refunds gross with a line of their fee, by another fee mode: 业务类型 is an open list (formats.md 2.3).
    ours: [
      ['业务名称', '退还交易手续费'],
      ['业务类型', '退还交易手续费'],
    ],
  },
  business: {
    ...ALIPAY,
    sandbox: (rows) => tradeDetail(rows, alipayHead),
    server: (entries) => alipayTradeLines(entries, alipayDay),
    words: ['业务类型'],
    ours: [],
  },
  account: {
    ...ALIPAY,
    sandbox: (rows) => accountDetail(rows, alipayHead, 1_000_000),
    server: (entries) => alipayAccountLines(entries, alipayDay),
    words: ['交易渠道', '业务类型'],
    // A contract that gives the fee of a refund back: no public file of such an account is known.
    ours: [['业务类型', '退费']],
  },
}

/** What a cell looks like, whatever it says. */
function formOf(cell: string): string {
  const text = cell.trim()
  const behind = cell.endsWith('\t') ? '<TAB>' : ''
  if (text === '' || text === '0') return text + behind
  const [, sign, decimals] = /^(-?)\d+\.(\d+)$/.exec(text) ?? []
  if (decimals !== undefined) return `${sign}amount of ${decimals.length} decimals${behind}`
  if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return `time${behind}`
  if (/^\d+\.\d\d%$/.test(text)) return `rate${behind}`
  return (/^[\w-]+$/.test(text) ? 'number' : 'text') + behind
}

/** A file's parts: the frame around its rows without the dashes whose number varies, its heading, and its rows' cells. */
function partsOf(lines: readonly string[]) {
  const plain = lines.map((line) => line.replaceAll(/[\r\n]/g, ''))
  const isFrame = (line: string) =>
    line.startsWith('#') || line.startsWith('总交易单数') || line.startsWith('资金流水总')
  const at = plain.findIndex((line) => !isFrame(line))
  const totals = plain.findIndex((line, index) => index > at && isFrame(line))
  const cellsIn = (line: string) => (line.startsWith('`') ? line.slice(1).split(',`') : line.split(','))
  const frame = [...plain.slice(0, at), ...plain.slice(totals)].map((line) =>
    line.replaceAll(/-{10,}/g, '---').replaceAll(/-?\d+(\.\d+)?/g, '9'),
  )
  return { heading: plain[at]?.split(',') ?? [], rows: plain.slice(at + 1, totals).map(cellsIn), frame }
}

/** The forms, or words, of each column over all rows. */
function formsOf(lines: readonly string[], words: readonly string[]): Map<string, Set<string>> {
  const { heading, rows } = partsOf(lines)
  const wordOf = (column: string, cell: string) => (words.includes(column) ? cell : formOf(cell))
  return new Map(
    heading.map((column, at) => [column, new Set(rows.map((cells) => wordOf(column, cells[at] ?? 'none')))]),
  )
}

async function read({ reader }: Kind, bytes: Buffer): Promise<ChannelRow[]> {
  const file = path.join(folder, 'file')
  writeFileSync(file, bytes)
  const rows: ChannelRow[] = []
  const reading = await reader.read(file, SAMPLE_DAY, (row) => rows.push(row.keep()))
  if (reading.outcome === 'quarantined') throw new Error(reading.reason)
  expect(reading.owner).toEqual({ is: 'ours' })
  return rows
}

/** What decides of a row; where it stands and its fee are the file's own. */
const decides = ({ kind, key, otherKey, amountFen, orderNo, channelNo, at }: ChannelRow) => ({
  ...{ kind, key, otherKey, amountFen, orderNo, channelNo, at },
})

/** A row of our model as the sandbox holds such an order or refund; a fund flow's refund is net of its fee. */
function inSandbox(name: string, row: ChannelRow): FileRow {
  const at = row.at ?? 0
  const isRefund = row.kind === 'refund'
  const tradeNo = { trade: row.channelNo, fundFlow: row.key, business: row.channelNo, account: row.channelNo }[name]
  const order = {
    ...{ merchant: SAMPLE_WECHAT.mchid, appId: SAMPLE_WECHAT.appid, orderNo: row.orderNo ?? 'HF0', handle: tradeNo },
    tradeType: 'JSAPI',
    ...{ channelNo: tradeNo, amountFen: row.amountFen, paidFen: null, description: '采暖费', attach: '' },
    ...{ payer: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o', bank: 'ICBC_DEBIT', createdAt: at - 5000 },
  }
  const refund = isRefund && {
    ...{ state: 'success', createdAt: at, doneAt: at, flowNo: row.key, refundNo: row.key },
    ...{ refundId: row.otherKey, amountFen: name === 'fundFlow' ? 23_456 : row.amountFen },
  }
  return { at, order, ...(refund ? { refund } : {}) } as unknown as FileRow
}

/** The same as the server's own writer of simulated days takes it. */
function inServer(name: string, row: ChannelRow): ChannelEntry {
  const { order, refund } = inSandbox(name, row)
  const payer = name === 'business' || name === 'account' ? '**示(176******01)' : order.payer
  const { orderNo, channelNo, amountFen, createdAt, description: subject } = order
  return {
    ...{ at: row.at ?? 0, createdAt, transactionId: channelNo ?? '', orderNo, payer, subject, paidFen: amountFen },
    refund: refund ? { refundNo: refund.refundNo, refundId: refund.refundId, amountFen: refund.amountFen } : null,
  } as ChannelEntry
}

describe.each(Object.entries(KINDS))('a public file of %s, held against what our writers write', (name, kind) => {
  const sample = PUBLIC_SAMPLES[name as keyof typeof PUBLIC_SAMPLES]
  const bytes = iconv.encode(kind.begins + sample.map((line) => line + kind.lineEnd).join(''), kind.encoding)

  test('is read; the sandbox’s file of its rows says the same, in both line ends', async () => {
    const rows = await read(kind, bytes)
    expect(rows.length).toBeGreaterThan(1)
    const written = [...kind.sandbox(rows.map((row) => inSandbox(name, row)))].join('')
    const again = await read(kind, iconv.encode(written, kind.encoding))
    expect(again.map(decides)).toEqual(rows.map(decides))
    const otherEnds = written.includes('\r\n') ? written.replaceAll('\r\n', '\n') : written.replaceAll('\n', '\r\n')
    expect((await read(kind, iconv.encode(otherEnds, kind.encoding))).map(decides)).toEqual(rows.map(decides))
  })

  test.each(['sandbox', 'server'] as const)(
    'has the shape that the %s writes: frame, heading, cells',
    async (writer) => {
      const rows = await read(kind, bytes)
      const lines =
        writer === 'sandbox'
          ? [...kind.sandbox(rows.map((row) => inSandbox(name, row)))].join('')
          : [...kind.server(rows.map((row) => inServer(name, row)))]
              .map((line) => line.replace(/\r?\n?$/, '\n'))
              .join('')
      const written = lines.trimEnd().split(/\r?\n/)
      expect(partsOf(written).heading).toEqual(partsOf(sample).heading)
      expect(partsOf(written).frame).toEqual(partsOf(sample).frame)
      const allowed = formsOf(sample, kind.words)
      for (const [column, form] of kind.ours) allowed.get(column)?.add(form)
      const strange = [...formsOf(written, kind.words)].flatMap(([column, forms]) =>
        [...forms].filter((form) => !allowed.get(column)?.has(form)).map((form) => `${column}: ${form}`),
      )
      expect(strange).toEqual([])
    },
  )
})
