import { createWriteStream, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip, gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import type { ChannelFileDay } from '../../server/domain/reconciliation/channelFile'
import { bankDay, type DayRow } from '../support/bankDay'
import { onEachEngine } from '../support/engines'
import { type FilesDesk, openFilesDesk } from '../support/files'
import { withBill } from '../support/households'
import { openPorts, type StoryPorts } from '../support/ports'
import { zipOf } from '../support/zip'

const DATE = '2026-11-20'
const DAY: ChannelFileDay = { company: 'lanzhou', channel: 'bank:partner', bill: 'trade', date: DATE }
const LI: DayRow = { userCode: '62010001', traceNo: 'BK0000000001', amountFen: 100_000 }
const WANG: DayRow = { userCode: '62010002', traceNo: 'BK0000000002', amountFen: 50_000 }

/** What faults.md says of files, line by line; what only concerns the readers is told at length in test/adapters/channelFiles. */
onEachEngine('faults: files', (newPlace) => {
  let ports: StoryPorts
  let desk: FilesDesk
  const at = (name: string) => path.join(ports.place.folder, name)

  /** Gives a file by hand, as it is. */
  async function give(bytes: Buffer | string, channel: ChannelFileDay['channel'] = 'bank:partner', name = 'given.txt') {
    writeFileSync(at(name), bytes)
    return giveFile(at(name), channel)
  }
  async function giveFile(file: string, channel: ChannelFileDay['channel']) {
    const done = await desk.upload({
      company: 'lanzhou',
      channel,
      date: DATE,
      path: file,
      source: 'cli',
      actor: 'li',
    })
    if ('refused' in done) throw new Error(done.refused)
    return done
  }
  const bytesOf = async (rows: readonly DayRow[]) => (await bankDay(ports.place.folder, 'lanzhou', DATE, rows)).bytes
  const kept = (channel: ChannelFileDay['channel'] = 'bank:partner') =>
    ports.database.read.channelFiles.ofDay({ ...DAY, channel })

  /** All that a file may have brought about. */
  async function booked() {
    const { payments, reconciliation, suspense } = ports.database.read
    return {
      payments: await Promise.all(
        [LI, WANG].map(({ traceNo }) => payments.byTransaction('lanzhou', 'bank:partner', traceNo)),
      ),
      suspense: await suspense.open('lanzhou'),
      run: await reconciliation.latestRun(DAY),
      items: await reconciliation.itemsOf(DAY),
    }
  }
  const NOTHING = { payments: [undefined, undefined], suspense: [], run: undefined, items: [] }

  beforeEach(async () => {
    ports = await openPorts(newPlace)
    desk = openFilesDesk(ports)
    for (const { userCode } of [LI, WANG]) {
      await withBill(ports as never, { company: 'lanzhou', userCode }, '2026-2027', '2026-12-31')
    }
  })
  afterEach(() => ports.remove())

  test('digest mismatch → the whole file is quarantined, nothing imported', async () => {
    writeFileSync(at('bill.csv.gz'), gzipSync('not what was promised'))
    const downloadFile = async () =>
      ({ outcome: 'quarantined', reason: 'digest-mismatch', path: at('bill.csv.gz') }) as const
    desk = openFilesDesk(ports, { channels: { get: () => ({ downloadFile }) as never, companiesWith: () => [] } })
    const begun = await desk.fetchFiles.start('lanzhou', DATE, 'li')
    if ('refused' in begun) throw new Error(begun.refused)
    const { steps } = await desk.fetchFiles.now(begun, () => undefined)
    expect(steps[0]).toMatchObject({
      state: 'reconciled',
      result: { status: 'quarantined', reason: '文件摘要与渠道给出的不符' },
    })
    expect(await kept('wechat')).toMatchObject([{ status: 'quarantined', version: null, source: 'channel' }])
    expect(await booked()).toEqual(NOTHING)
  })

  test('cut short, totals or count line wrong → quarantined with its difference, nothing imported', async () => {
    const text = iconv.decode(await bytesOf([LI, WANG]), 'gbk')
    const wrong: [string, RegExp][] = [
      [text.split('\n').slice(0, 2).join('\n'), /总笔数：文件写 2 笔，明细合计 1 笔/],
      [text.slice(0, -30), /^第 3 行/],
      [text.replace('2|1500.00', '2|1500.01'), /总金额：文件写 1500\.01 元，明细合计 1500\.00 元/],
      [text.replace('2|1500.00', '3|1500.00'), /总笔数：文件写 3 笔，明细合计 2 笔/],
    ]
    for (const [bytes, reason] of wrong) {
      expect(await give(iconv.encode(bytes, 'gbk'))).toMatchObject({
        file: { status: 'quarantined', reason: expect.stringMatching(reason) },
        result: { status: 'quarantined', matched: 0 },
      })
    }
    expect(await booked()).toEqual(NOTHING)
  })

  test('same file again → no-op, also packed anew, also one that was put aside', async () => {
    const bytes = await bytesOf([LI, WANG])
    const first = await give(bytes)
    const before = [await booked(), await kept(), await ports.database.read.audit.page({}, 0, 100)]
    expect(await give(bytes)).toEqual(first)
    expect((await give(gzipSync(bytes), 'bank:partner', 'given.txt.gz')).file.id).toBe(first.file.id)
    // The very rows, saved again by a clerk's editor: in another encoding, with other line ends, with a mark at the end.
    const text = new TextDecoder('gb18030').decode(bytes)
    const lines = text.replaceAll('\r\n', '\n')
    for (const saved of [`\uFEFF${lines}`, lines.replaceAll('\n', '\r\n'), `${lines.trimEnd()}\r\n\x1a`]) {
      expect((await give(Buffer.from(saved))).file.id).toBe(first.file.id)
    }
    expect([await booked(), await kept(), await ports.database.read.audit.page({}, 0, 100)]).toEqual(before)
    const broken = await give('broken\n')
    expect((await give('broken\n')).file.id).toBe(broken.file.id)
    expect(await kept()).toHaveLength(2)
  })

  test('changed re-send → new version, difference shown, a second person approves, the old kept', async () => {
    await give(await bytesOf([LI]))
    const before = await booked()
    const again = await give(await bytesOf([LI, WANG]))
    expect(again).toMatchObject({
      file: { version: 2, status: 'awaiting' },
      result: {
        status: 'differences',
        reason: expect.stringMatching(/第 1 版 1 笔、1000\.00 元，本版 2 笔、1500\.00 元/),
      },
    })
    expect(await booked()).toEqual(before)
    await desk.accept(DAY, 2)
    expect((await booked()).payments).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied' }])
    const files = await kept()
    expect(files.map(({ status }) => status).sort()).toEqual(['imported', 'superseded'])
    for (const file of files) expect(existsSync(at(file.path))).toBe(true)
  })

  test('GBK, UTF-8, BOM, UTF-16 → right text; an undecodable byte → its line number', async () => {
    const gbk = await bytesOf([LI, WANG])
    const text = iconv.decode(gbk, 'gbk')
    for (const [day, bytes] of [
      ['gbk', gbk],
      ['gb18030', iconv.encode(text, 'gb18030')],
      ['utf-8', Buffer.from(text)],
      ['bom', Buffer.from(`\uFEFF${text}`)],
      ['utf-16le', iconv.encode(text, 'utf-16le', { addBOM: true })],
      ['utf-16be', iconv.encode(text, 'utf-16be', { addBOM: true })],
    ] as const) {
      // The head names the company in Chinese: read wrongly, it would be another's file.
      const { file, result } = await give(bytes, 'bank:partner', `${day}.txt`)
      expect([day, file.rows, result.status]).toEqual([day, 2, expect.not.stringMatching('quarantined')])
    }
    const spoilt = iconv.encode(text.replace('BK0000000002', '采暖费'), 'gbk')
    spoilt[spoilt.indexOf(iconv.encode('暖', 'gbk')) + 1] = 0xff
    expect(await give(spoilt)).toMatchObject({
      file: { line: { number: 3, text: null }, reason: expect.stringMatching(/^第 3 行：有无法识别的字符/) },
    })
  })

  test('zip slip, zip bomb, more than 16 entries → refused in bounded memory', async () => {
    const bomb = at('bomb.csv.gz')
    const zeros = Buffer.alloc(1024 * 1024, 0x30)
    await pipeline(
      Readable.from(
        (function* () {
          for (let n = 0; n < 256; n++) yield zeros
        })(),
      ),
      createGzip(),
      createWriteStream(bomb),
    )
    const before = process.memoryUsage().rss
    expect((await giveFile(bomb, 'wechat')).file.reason).toMatch(/过大|过长/)
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * 1024 * 1024)
    const slip = (await zipOf({ 'xx/业务明细.csv': 'x' })).toString('latin1').replaceAll('xx/', '../')
    expect((await give(Buffer.from(slip, 'latin1'), 'alipay')).file.reason).toBe('压缩文件内有越出目录的文件名')
    const many = await zipOf(Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`${n}.csv`, 'x'])))
    expect((await give(many, 'alipay')).file.reason).toBe('压缩文件内多于 16 个文件')
    expect(await booked()).toEqual(NOTHING)
  })

  test('a name of 300 Chinese characters → kept under its end, also from the command line', async () => {
    const bytes = await bytesOf([LI, WANG])
    const room = await desk.spool(`${'采暖费'.repeat(100)}.txt`)
    writeFileSync(room.path, bytes)
    const { file } = await giveFile(room.path, 'bank:partner')
    expect(file).toMatchObject({ status: 'imported', fileName: expect.stringMatching(/^[采暖费]{50,60}\.txt$/) })
    // As long as the file system takes.
    const long = `${'热'.repeat(83)}.txt`
    expect((await give(gzipSync(bytes), 'bank:partner', long)).file.id).toBe(file.id)
    await room.remove()
  })

  test('the same file given by several at once → one file, booked once, and each is told so', async () => {
    const bytes = await bytesOf([LI, WANG])
    const given = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const room = await desk.spool('given.txt')
        writeFileSync(room.path, bytes)
        return giveFile(room.path, 'bank:partner')
      }),
    )
    expect(new Set(given.map(({ file }) => file.id)).size).toBe(1)
    expect(await kept()).toMatchObject([{ status: 'imported', version: 1 }])
    expect((await booked()).payments).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied' }])
  })

  test('a day fetched by several at once → each in a folder of its own, which goes in the end', async () => {
    const bytes = await bytesOf([LI, WANG])
    const folders = new Set<string>()
    desk = openFilesDesk(ports, {
      async bankFiles({ folder }) {
        folders.add(folder)
        mkdirSync(folder, { recursive: true })
        writeFileSync(path.join(folder, 'partner.txt'), bytes)
        return { outcome: 'downloaded', path: path.join(folder, 'partner.txt') }
      },
    })
    const asked = { company: 'lanzhou', channel: 'bank:partner', date: DATE, actor: 'li' } as const
    const done = await Promise.all(Array.from({ length: 4 }, () => desk.reconcileDay(asked)))
    expect(done).toMatchObject(done.map(() => ({ outcome: 'reconciled', result: { status: 'balanced', matched: 2 } })))
    expect(folders.size).toBe(4)
    expect([...folders].filter((folder) => existsSync(folder))).toEqual([])
    expect(await kept()).toMatchObject([{ status: 'imported', version: 1 }])
  })

  test('a 10 MB line → error at a limit', async () => {
    const { file } = await give('x'.repeat(10 * 1024 * 1024))
    expect(file).toMatchObject({ status: 'quarantined', reason: '第 1 行：一行过长', line: { number: 1, text: null } })
  })

  test('what the clerk is shown of the line names nobody', async () => {
    const text = iconv.decode(await bytesOf([LI]), 'gbk')
    const person = '62010002|20261120|BK0000000002|十元|1|SF|兰州市城关区1号|13800001234|张建国|730000|李小明|'
    const { file } = await give(iconv.encode(`${text}${person}\n`, 'gbk'))
    expect(file.line).toEqual({
      number: 3,
      text: '62010002|20261120|BK0000000002|十*|1|SF|兰***1号|138****1234|张**|730000|李**|',
    })
  })
})
