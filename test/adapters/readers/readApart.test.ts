import { tableOf } from '../../../server/adapters/files/readTable'
import { tableWithin } from '../../../server/adapters/files/tableWithin'
import { openReaders } from '../../../server/adapters/readers/readApart'
import type { ReadTable } from '../../../server/application/ports/system'
import { cellsInLastColumn, everythingMerged, ordinarySheet } from '../../support/hostileFiles'
import { longestTurn, MAX_TURN_MS } from '../../support/longestTurn'

const PLENTY = { ms: 120_000, memoryMiB: 512 }
const SMALL = Buffer.from('用户编码,户主\n1,张三\n')
const SMALL_READ = { outcome: 'done', result: { outcome: 'read', table: { headings: ['用户编码', '户主'] } } }

const opened: ReturnType<typeof openReaders>[] = []
function readers(...given: Parameters<typeof openReaders>) {
  const some = openReaders(...given)
  opened.push(some)
  return some
}
afterAll(() => {
  for (const some of opened) some.end()
})

describe('what somebody hands in is read apart', () => {
  test.each([
    ['a workbook of ten thousand rows', () => ordinarySheet(10_000), 9_999],
    ['text of forty thousand rows', async () => Buffer.from(`a,b,户主\n${'1,2,张三\n'.repeat(40_000)}`), 40_000],
  ])('%s is the same table as read here, and nobody waits for it', async (_, made, rows) => {
    const bytes = await made()
    let read: ReadTable | undefined
    const longest = await longestTurn(async () => {
      read = await tableOf(bytes)
    })
    if (read?.outcome !== 'read') throw new Error(JSON.stringify(read))
    expect(read.table.rows).toHaveLength(rows)
    expect(read).toEqual(await tableWithin(bytes))
    expect(longest).toBeLessThan(MAX_TURN_MS)
  })

  test('20 000 rows with a cell in column XFD are refused with the line, and nobody waits for it', async () => {
    const bytes = await cellsInLastColumn(20_000)
    let read: ReadTable | undefined
    const longest = await longestTurn(async () => {
      read = await tableOf(bytes)
    })
    expect(read).toEqual({ outcome: 'wrong', faults: [{ line: 2, reason: expect.stringContaining('超过 256 列') }] })
    expect(longest).toBeLessThan(MAX_TURN_MS)
  })

  test('a file whose reading comes to no end is refused in time; the next one is read', async () => {
    const { readApart } = readers({ ms: 6000, memoryMiB: 4096 }, 1)
    expect(await readApart({ kind: 'table', bytes: await everythingMerged() })).toEqual({
      outcome: 'refused',
      because: 'too-slow',
      reason: expect.stringMatching(
        /^文件过大或结构异常：读了 6 秒仍未读完；没有采用其中任何内容。请只保留需要的行和列/,
      ),
    })
    expect(await readApart({ kind: 'table', bytes: SMALL })).toMatchObject(SMALL_READ)
  })

  test('a file that fills the reader’s memory is refused, and the server goes on', async () => {
    const { readApart } = readers({ ...PLENTY, memoryMiB: 64 }, 1)
    expect(await readApart({ kind: 'table', bytes: await ordinarySheet(30_000) })).toEqual({
      outcome: 'refused',
      because: 'too-large',
      reason: expect.stringMatching(/^文件过大或结构异常：所需内存超过上限；没有采用其中任何内容/),
    })
    expect(await readApart({ kind: 'table', bytes: SMALL })).toMatchObject(SMALL_READ)
  })

  test('whoever waits too long for others’ files is told so, and that nothing is wrong with his', async () => {
    const { readApart } = readers({ ...PLENTY, ms: 4000 }, 1, 200)
    const hostile = readApart({ kind: 'table', bytes: await everythingMerged() })
    expect(await readApart({ kind: 'table', bytes: SMALL })).toEqual({
      outcome: 'refused',
      because: 'busy',
      reason: expect.stringMatching(/正在读取其他人上传的文件，还没有读这一份.*请一分钟后再上传/),
    })
    expect(await hostile).toMatchObject({ outcome: 'refused' })
    expect(await readApart({ kind: 'table', bytes: SMALL })).toMatchObject(SMALL_READ)
  })

  test('files come one after the other, however many are handed in at once', async () => {
    const { readApart } = readers(PLENTY, 1)
    const all = await Promise.all(
      Array.from({ length: 5 }, (_, at) =>
        readApart<ReadTable>({ kind: 'table', bytes: Buffer.from(`用户编码\n${at}\n`) }),
      ),
    )
    expect(all).toEqual(
      all.map((_, at) => ({
        outcome: 'done',
        result: { outcome: 'read', table: { headings: ['用户编码'], rows: [{ line: 2, cells: [String(at)] }] } },
      })),
    )
  })
})
