import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { writeWhole } from '../../../server/adapters/files/wholeFile'

const folder = mkdtempSync(path.join(tmpdir(), 'whole-file-'))
const place = path.join(folder, 'bills', 'lanzhou', 'trade.csv')

afterEach(() => rmSync(path.join(folder, 'bills'), { recursive: true, force: true }))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function* rows(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text)
}

describe('a file that is there whole, or not at all', () => {
  test('it is written with its folder, for the server alone, and told by length and digest', async () => {
    const written = await writeWhole(place, rows('day', 'book'), { digest: 'md5' })
    expect(written).toEqual({ bytes: 7, digest: createHash('md5').update('daybook').digest('hex') })
    expect(readFileSync(place, 'utf8')).toBe('daybook')
    expect(statSync(place).mode & 0o777).toBe(0o600)
    expect(statSync(path.dirname(place)).mode & 0o777).toBe(0o700)
  })

  test('while it is being written, the name still holds what was there before', async () => {
    await writeWhole(place, [Buffer.from('yesterday')])
    async function* looked(): AsyncGenerator<Buffer> {
      yield Buffer.from('to')
      expect(readFileSync(place, 'utf8')).toBe('yesterday')
      yield Buffer.from('day')
    }
    await writeWhole(place, looked())
    expect(readFileSync(place, 'utf8')).toBe('today')
  })

  test('one that is too long leaves no trace, and one of just that length is kept', async () => {
    expect(await writeWhole(place, rows('123', '45'), { maxBytes: 4 })).toBeUndefined()
    expect(readdirSync(path.dirname(place))).toEqual([])
    expect(await writeWhole(place, rows('123', '4'), { maxBytes: 4 })).toMatchObject({ bytes: 4 })
  })

  test('one that breaks off leaves no trace, and what was there before stays', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from('half')
      throw new Error('the line broke')
    }
    await writeWhole(place, rows('whole'))
    await expect(writeWhole(place, broken())).rejects.toThrow('the line broke')
    expect(readdirSync(path.dirname(place))).toEqual(['trade.csv'])
    expect(readFileSync(place, 'utf8')).toBe('whole')
  })

  test('two who write the same place at once both end well, and one of them stands whole', async () => {
    await Promise.all([writeWhole(place, rows('aa', 'aa')), writeWhole(place, rows('bb', 'bb'))])
    expect(['aaaa', 'bbbb']).toContain(readFileSync(place, 'utf8'))
    expect(readdirSync(path.dirname(place))).toEqual(['trade.csv'])
  })
})
