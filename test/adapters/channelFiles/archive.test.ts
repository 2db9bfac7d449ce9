import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { channelFileArchive } from '../../../server/adapters/channelFiles/archive'
import type { ChannelFileDay } from '../../../server/domain/reconciliation/channelFile'
import { isPlainName, nameThatFits, plainNameOf } from '../../../server/domain/reconciliation/channelFile'

const DAY: ChannelFileDay = { company: 'lanzhou', channel: 'bank:partner', bill: 'trade', date: '2026-11-20' }
const DIGEST = 'ab'.repeat(32)

describe('files that are kept for ever', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'heatpay-archive-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('the same file kept by twenty at once is there once, whole, with nothing beside it', async () => {
    const archive = channelFileArchive(folder)
    const file = path.join(folder, 'given.txt')
    writeFileSync(file, 'x'.repeat(2_000_000))
    const places = await Promise.all(Array.from({ length: 20 }, () => archive.keep(file, DAY, DIGEST)))
    const [place = ''] = places
    expect(new Set(places).size).toBe(1)
    expect(readFileSync(archive.pathOf(place)).equals(readFileSync(file))).toBe(true)
    expect(readdirSync(path.dirname(archive.pathOf(place)))).toEqual([path.basename(place)])
  })

  test('two that are on their way in do not meet, and what was kept leaves nothing there', async () => {
    const archive = channelFileArchive(folder)
    const [one, other] = [await archive.incoming(DAY), await archive.incoming(DAY)]
    expect(one).not.toBe(other)
    for (const [own, text] of [
      [one, 'first'],
      [other, 'second'],
    ] as const) {
      mkdirSync(own, { recursive: true })
      writeFileSync(path.join(own, 'bill.txt'), text)
    }
    const place = await archive.keep(path.join(one, 'bill.txt'), DAY, DIGEST)
    expect(readFileSync(archive.pathOf(place), 'utf8')).toBe('first')
    expect(readFileSync(path.join(other, 'bill.txt'), 'utf8')).toBe('second')
    expect(readdirSync(path.dirname(one))).toEqual([path.basename(other)])
  })
})

describe('names of files', () => {
  test('a long one is cut to what a file system takes, at its beginning and between letters', () => {
    for (const name of [`${'采'.repeat(300)}.xlsx`, `${'𠮷'.repeat(300)}.xlsx`, `${'a'.repeat(999)}.xlsx`]) {
      expect(Buffer.byteLength(plainNameOf(name))).toBeLessThanOrEqual(180)
      expect(Buffer.byteLength(plainNameOf(name))).toBeGreaterThan(175)
      expect(plainNameOf(name)).toMatch(/^(采+|𠮷+|a+)\.xlsx$/u)
    }
    expect(nameThatFits('对账单 20261120.txt')).toBe('对账单 20261120.txt')
    expect(nameThatFits('')).toBe('')
  })

  test('a bank’s name is taken up to what our folders hold', () => {
    expect(isPlainName('采'.repeat(60))).toBe(true)
    expect(isPlainName('采'.repeat(61))).toBe(false)
    expect(['', '.', '..', 'a/b', 'a\\b', 'a\u0000', 'a\u202eb'].filter(isPlainName)).toEqual([])
  })
})
