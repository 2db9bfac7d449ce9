import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import iconv from 'iconv-lite'
import JSZip from 'jszip'
import { alipayFileReader } from '../../server/adapters/channelFiles/alipay'
import { wechatFileReader } from '../../server/adapters/channelFiles/wechat'
import type { ChannelFileReader, ChannelFileReading } from '../../server/application/ports/channelFiles'
import { ALIPAY, WECHAT } from './reconciliation'

/** Where the recorded files are. */
export const FIXTURES = path.resolve(__dirname, '..', 'fixtures', 'bills')

/** A recorded file of test/fixtures/bills. */
export const fixture = (name: string) => readFileSync(path.join(FIXTURES, name))

export const DAY = '2026-11-01'

export const wechat = wechatFileReader(WECHAT)

export const alipay = alipayFileReader(ALIPAY)

let folder: string

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'heatpay-bills-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Reads bytes as a channel's file of a day; `seen` counts the rows that were told. */
export async function read(
  reader: ChannelFileReader,
  bytes: Buffer | string,
  date = DAY,
): Promise<ChannelFileReading & { seen: number }> {
  const file = path.join(folder, 'bill')
  writeFileSync(file, bytes)
  let seen = 0
  const reading = await reader.read(file, date, () => {
    seen += 1
  })
  return { ...reading, seen }
}

/** Why a file is put aside, or `read`. */
export const reasonOf = async (reader: ChannelFileReader, bytes: Buffer | string, date = DAY) => {
  const reading = await read(reader, bytes, date)
  return reading.outcome === 'quarantined' ? reading.reason : 'read'
}

export const trade = fixture('wechat-trade-27.csv').toString('utf8')

/** WeChat's trade bill with something in it changed. */
export const edited = (from: string | RegExp, to: string) => {
  expect(trade).toMatch(from)
  return trade.replace(from, to)
}

export const zipOf = (entries: Record<string, Buffer | string>) => {
  const zip = new JSZip()
  for (const [name, content] of Object.entries(entries)) zip.file(name, content)
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' })
}

/** What a file within Alipay's archive says. */
export const alipayText = async (name = 'alipay-trade.zip', of = '业务明细.csv') => {
  const decodeFileName = (bytes: unknown) => iconv.decode(Buffer.from(bytes as Uint8Array), 'gbk')
  const zip = await JSZip.loadAsync(fixture(name), { decodeFileName })
  const entry = Object.keys(zip.files).find((file) => file.endsWith(of)) ?? ''
  return iconv.decode((await zip.file(entry)?.async('nodebuffer')) ?? Buffer.alloc(0), 'gbk')
}
