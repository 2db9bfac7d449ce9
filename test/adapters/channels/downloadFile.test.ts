import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { quarantineFile } from '../../../server/adapters/channels/saveFile'
import { gatewayAnswer } from '../../support/channels/alipayPlatform'
import { listeningLog } from '../../support/channels/log'
import { alipay, ROOMS, refusing, wechat } from '../../support/channels/rooms'
import { type Reply, type ScriptedServer, scriptedServer } from '../../support/channels/server'
import { signedAnswer } from '../../support/channels/wechatPlatform'

let platform: ScriptedServer

let folder: string

beforeAll(async () => {
  platform = await scriptedServer()
})

afterAll(() => platform.close())

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'heatpay-bills-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const DAY = '2026-11-20'

describe.each(ROOMS)('a bill of $name', (room) => {
  const { whole, broken, fileName, brokenReason } = room.dayFile
  const address = () => `${platform.url}/download/file?token=abc%2Fdef`
  /** The channel gives this address for this file, and this reply there. */
  function keep(reply: Reply, url = address(), file = whole) {
    platform.say(room.answers.bill(url, file), reply)
  }

  test('is fetched from the address that the channel gives, and kept as it came', async () => {
    keep({ status: 200, body: whole })
    const into = path.join(folder, 'lanzhou', DAY)
    expect(await room.make(platform.url).downloadFile('trade', DAY, into)).toEqual({
      outcome: 'downloaded',
      path: path.join(into, fileName),
      fileName,
      sha256: createHash('sha256').update(whole).digest('hex'),
      bytes: whole.length,
    })
    expect((await readFile(path.join(into, fileName))).equals(whole)).toBe(true)
    expect(platform.heard[1]?.target).toBe('/download/file?token=abc%2Fdef')
  })

  test('of the account has its own name', async () => {
    keep({ status: 200, body: whole })
    const bill = await room.make(platform.url).downloadFile('fundflow', DAY, folder)
    expect(bill).toMatchObject({ fileName: room.name === 'wechat' ? 'wechat-fundflow.csv.gz' : 'alipay-account.zip' })
    const [request] = platform.heard
    expect(request && `${request.target} ${JSON.stringify(room.asked(request))}`).toMatch(
      room.name === 'wechat'
        ? /^\/v3\/bill\/fundflowbill\?(?=.*bill_date=2026-11-20)(?=.*account_type=BASIC)(?=.*tar_type=GZIP)/
        : /"bill_type":"signcustomer","bill_date":"2026-11-20"/,
    )
  })

  test('that is broken is quarantined and kept, under a name that no import looks for', async () => {
    keep({ status: 200, body: broken })
    const bill = await room.make(platform.url).downloadFile('trade', DAY, folder)
    expect(bill).toEqual({
      outcome: 'quarantined',
      reason: brokenReason,
      path: path.join(folder, `${fileName}.quarantined`),
    })
    expect(await readdir(folder)).toEqual([`${fileName}.quarantined`])
  })

  test('that breaks off leaves nothing behind', async () => {
    keep('cut')
    expect(await room.make(platform.url).downloadFile('trade', DAY, folder)).toMatchObject({
      outcome: 'unknown',
      code: 'NETWORK',
    })
    expect(await readdir(folder)).toEqual([])
  })

  test('that does not end is refused at a limit', async () => {
    keep({ status: 200, body: Buffer.alloc(100_000) })
    const bill = await room.make(platform.url, { maxFileBytes: 50_000 }).downloadFile('trade', DAY, folder)
    expect(bill).toEqual({ outcome: 'quarantined', reason: 'too-large', path: undefined })
    expect(await readdir(folder)).toEqual([])
  })

  test.each([
    'http://127.0.0.1:1/file',
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.1/file',
    'http://localhost/file',
    'https://bills.example/file',
    'file:///etc/passwd',
    'nonsense',
  ])('at %s is not fetched', async (url) => {
    keep({ status: 200, body: whole }, url)
    expect(await room.make(platform.url).downloadFile('trade', DAY, folder)).toMatchObject({
      outcome: 'refused',
      code: 'FOREIGN_ADDRESS',
    })
    expect(platform.heard).toHaveLength(1)
  })

  test('that is said to lie elsewhere is not followed there', async () => {
    keep({ status: 302, headers: { location: `${platform.url}/other` } })
    expect(await room.make(platform.url).downloadFile('trade', DAY, folder)).toMatchObject({
      outcome: 'refused',
      code: 'REDIRECT',
    })
    expect(platform.heard).toHaveLength(2)
  })

  test('whose address is not signed is not fetched', async () => {
    platform.say(room.answers.unsigned(room.answers.bill(address(), whole)))
    expect(await room.make(platform.url).downloadFile('trade', DAY, folder)).toMatchObject({
      outcome: 'unknown',
      code: 'UNVERIFIED',
    })
  })

  test('of a day without business is none', async () => {
    platform.say(refusing(room, 'no-bill'))
    const clock = () => Date.parse('2026-11-21T10:00:00+08:00')
    expect(await room.make(platform.url, { clock }).downloadFile('trade', DAY, folder)).toEqual({
      outcome: 'no-activity',
    })
  })

  test('that is not made yet may be asked for again', async () => {
    platform.say(refusing(room, 'bill-not-yet'))
    const clock = () => Date.parse('2026-11-21T09:59:59+08:00')
    expect(await room.make(platform.url, { clock }).downloadFile('trade', DAY, folder)).toEqual({
      outcome: 'not-ready',
    })
  })

  test('is asked for again while the channel hiccups', async () => {
    platform.say(refusing(room, 'busy'), room.answers.bill(address(), whole), { status: 200, body: whole })
    expect(await room.make(platform.url).downloadFile('trade', DAY, folder)).toMatchObject({ outcome: 'downloaded' })
  })
})

describe('a WeChat bill', () => {
  const { whole } = wechat.dayFile
  const csv = Buffer.from('交易时间,公众账号ID\n`2026-11-20 08:00:05,`wx2421b1c4370ec43b\n')
  const sha1 = (bytes: Buffer) => createHash('sha1').update(bytes).digest('hex')
  const applied = (hash: string) =>
    signedAnswer({ hash_type: 'SHA1', hash_value: hash, download_url: `${platform.url}/v3/billdownload/file?token=t` })

  test.each([
    ['content', sha1(csv)],
    ['file', sha1(gzipSync(csv))],
    ['content', sha1(csv).toUpperCase()],
  ])('may be digested by its %s; which of the two is logged', async (digestOf, hash) => {
    platform.say(applied(hash), { status: 200, body: gzipSync(csv) })
    const { log, lines } = listeningLog()
    expect(await wechat.make(platform.url, { log }).downloadFile('trade', DAY, folder)).toMatchObject({
      outcome: 'downloaded',
    })
    expect(lines).toContainEqual(expect.objectContaining({ message: 'bill downloaded', digestOf }))
  })

  test('is asked for with a signature of its own, over path and query', async () => {
    platform.say(applied(sha1(whole)), { status: 200, body: whole })
    await wechat.make(platform.url).downloadFile('trade', DAY, folder)
    expect(platform.heard[0]?.target).toBe('/v3/bill/tradebill?bill_date=2026-11-20&bill_type=ALL&tar_type=GZIP')
    const [apply, fetch] = platform.heard.map(({ headers }) => String(headers.authorization))
    expect(fetch).toMatch(/^WECHATPAY2-SHA256-RSA2048 mchid="1900000109",/)
    expect(fetch).not.toBe(apply)
  })

  test('at the right host by another scheme is not fetched', async () => {
    const url = `${platform.url.replace('http:', 'https:')}/v3/billdownload/file`
    platform.say(signedAnswer({ hash_type: 'SHA1', hash_value: sha1(whole), download_url: url }))
    expect(await wechat.make(platform.url).downloadFile('trade', DAY, folder)).toMatchObject({
      outcome: 'refused',
      code: 'FOREIGN_ADDRESS',
    })
  })

  test('that was not packed, or is a bomb, is quarantined', async () => {
    platform.say(applied(sha1(csv)), { status: 200, body: csv })
    expect(await wechat.make(platform.url).downloadFile('trade', DAY, folder)).toMatchObject({
      outcome: 'quarantined',
      reason: 'not-gzip',
    })
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    platform.say(applied(sha1(bomb)), { status: 200, body: bomb })
    expect(await wechat.make(platform.url).downloadFile('trade', DAY, folder)).toMatchObject({
      outcome: 'quarantined',
      reason: 'too-large',
    })
  })

  test('whose address has expired is applied for anew, once', async () => {
    const expired = { status: 400, body: '{"code":"INVALID_REQUEST","message":"token expired"}' }
    platform.say(applied(sha1(whole)), expired, applied(sha1(whole)), { status: 200, body: whole })
    expect(await wechat.make(platform.url).downloadFile('trade', DAY, folder)).toMatchObject({ outcome: 'downloaded' })
    platform.say((request) => (request.target.startsWith('/v3/bill/') ? applied(sha1(whole)) : expired))
    expect(await wechat.make(platform.url).downloadFile('trade', DAY, folder)).toMatchObject({
      outcome: 'refused',
      code: 'INVALID_REQUEST',
    })
    expect(platform.heard).toHaveLength(4)
  })
})

test('an Alipay day that the gateway calls empty had no business', async () => {
  platform.say(
    gatewayAnswer('alipay.data.dataservice.bill.downloadurl.query', {
      code: '10000',
      msg: 'Success',
      bill_file_code: 'EMPTY_DATA_WITH_BILL_FILE',
    }),
  )
  expect(await alipay.make(platform.url).downloadFile('trade', DAY, folder)).toEqual({ outcome: 'no-activity' })
})

test('two who put one file aside at the same moment both find it there', async () => {
  const file = path.join(folder, 'day.csv')
  await writeFile(file, 'not a bill')
  const aside = await Promise.all([quarantineFile(file), quarantineFile(file)])
  expect(aside).toEqual([`${file}.quarantined`, `${file}.quarantined`])
  expect(await readdir(folder)).toEqual(['day.csv.quarantined'])
  await expect(quarantineFile(path.join(folder, 'never there.csv'))).rejects.toThrow('ENOENT')
})
