import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { alipayFileReader } from '../../../server/adapters/channelFiles/alipay'
import { alipay, alipayText, fixture, read, reasonOf, trade, wechat, zipOf } from '../../support/channelFilesInHand'

describe('archives that mean harm', () => {
  test('a bomb, an escape, more than sixteen files, a password: refused without unpacking them', async () => {
    const zeros = Buffer.alloc(8 * 1024 * 1024, 0x30)
    expect(await reasonOf(alipay, await zipOf({ '业务明细.csv': zeros }))).toBe('压缩文件解开后过大')
    expect(await reasonOf(wechat, gzipSync(Buffer.concat([Buffer.from(trade), zeros])))).toMatch(/过大|过长/)
    const detail = iconv.encode(await alipayText(), 'gbk')
    const slip = await zipOf({ 'xx/业务明细.csv': detail })
    const escaping = Buffer.from(slip.toString('latin1').replaceAll('xx/', '../'), 'latin1')
    expect(await reasonOf(alipay, escaping)).toBe('压缩文件内有越出目录的文件名')
    const many = Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`${n}.csv`, 'x']))
    expect(await reasonOf(alipay, await zipOf(many))).toBe('压缩文件内多于 16 个文件')
    const locked = await zipOf({ '业务明细.csv': detail })
    locked.writeUInt16LE(locked.readUInt16LE(locked.indexOf('PK\x01\x02') + 8) | 1, locked.indexOf('PK\x01\x02') + 8)
    expect(await reasonOf(alipay, locked)).toBe('压缩文件有密码')
  })

  test('a size that the archive lies about', async () => {
    const zip = await zipOf({ '业务明细.csv': iconv.encode(await alipayText(), 'gbk') })
    zip.writeUInt32LE(10, zip.indexOf('PK\x01\x02') + 24)
    expect(await reasonOf(alipay, zip)).toBe('压缩文件不完整或已损坏')
  })
})

describe('Alipay’s archive', () => {
  test('entries are chosen by their words, whatever their order; spoilt names by their content', async () => {
    const detail = iconv.encode(await alipayText(), 'gbk')
    const summary = iconv.encode(await alipayText('alipay-trade.zip', '(汇总).csv'), 'gbk')
    for (const names of [
      ['a_业务明细.csv', 'a_业务明细(汇总).csv'],
      ['a_╥╡╬±├≈╧╕.csv', 'a_╥╡╬±├≈╧╕(╗π╫▄).csv'],
    ] as const) {
      expect(await read(alipay, await zipOf({ [names[1]]: summary, [names[0]]: detail }))).toMatchObject({
        outcome: 'read',
        kind: 'trade',
        totals: { rows: 4 },
        note: null,
      })
    }
    expect(await reasonOf(alipay, await zipOf({ 'readme.txt': 'x' }))).toBe('文件内没有业务明细或账务明细')
  })

  test('another seller’s account, or another day: told by the head', async () => {
    const foreign = alipayFileReader({ sellerId: '2088999999999999' })
    expect(await reasonOf(foreign, fixture('alipay-trade.zip'))).toMatch(/账号 20880000000000010156 不是我方的/)
    expect(await reasonOf(alipay, fixture('alipay-trade.zip'), '2026-11-02')).toMatch(/是 2026-11-01 的账单/)
  })
})
