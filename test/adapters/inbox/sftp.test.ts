import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sftpInbox } from '../../../server/adapters/inbox'
import { readInboxSettings } from '../../../server/adapters/inbox/settings'
import { type SftpBank, startSftpBank } from '../../support/sftpBank'

const PLACE = { company: 'lanzhou', bank: 'partner' }

describe('a bank’s folder, reached over SFTP', () => {
  let root: string
  let keys: string
  let into: string
  let bank: SftpBank
  const inbox = (place: object = {}, options = {}) => {
    bank.configure(keys, [{ ...PLACE, ...place }])
    return sftpInbox(readInboxSettings(keys), options)
  }

  beforeEach(async () => {
    root = mkdtempSync(path.join(tmpdir(), 'heatpay-inbox-'))
    keys = path.join(root, 'keys')
    into = mkdtempSync(path.join(root, 'into-'))
    bank = await startSftpBank(root)
  })
  afterEach(async () => {
    await bank.close()
    rmSync(root, { recursive: true, force: true })
  })

  test('shows what lies there, and fetches it whole, by key or by password', async () => {
    bank.put('day.txt', '1|1.00|\n')
    for (const login of [{}, { passwordFile: 'bank.password' }]) {
      const folder = inbox(login)
      const looked = await folder.list(PLACE)
      expect(looked).toMatchObject({ outcome: 'looked', files: [{ name: 'day.txt', size: 8 }] })
      const taken = await folder.take(PLACE, 'day.txt', into)
      expect(taken).toMatchObject({ outcome: 'taken', md5: createHash('md5').update('1|1.00|\n').digest('hex') })
      expect(readFileSync(path.join(into, 'day.txt'), 'utf8')).toBe('1|1.00|\n')
      expect(await folder.read(PLACE, 'day.txt')).toEqual({ outcome: 'read', text: '1|1.00|\n' })
    }
  })

  test('a host with another key is nobody we know: no login is tried', async () => {
    bank.put('day.txt', 'x')
    const folder = inbox({ hostKey: `SHA256:${'A'.repeat(43)}` })
    expect(await folder.list(PLACE)).toEqual({ outcome: 'unreachable', code: 'HOST_KEY_DIFFERS' })
    expect(bank.seen.logins).toBe(0)
  })

  test('a wrong password, a folder that is not there, nobody at the port: unreachable', async () => {
    const folder = inbox({ passwordFile: 'bank.password' })
    writeFileSync(path.join(keys, 'bank.password'), 'guessed')
    expect(await folder.list(PLACE)).toEqual({ outcome: 'unreachable', code: 'LOGIN_REFUSED' })
    expect(await inbox({ folder: '/elsewhere' }).list(PLACE)).toEqual({
      outcome: 'unreachable',
      code: 'NO_SUCH_FOLDER',
    })
    expect(await inbox({ port: 1 }).list(PLACE)).toMatchObject({ outcome: 'unreachable', code: 'ECONNREFUSED' })
  })

  test('the line breaks half-way: nothing has the file’s name, and the next try begins again', async () => {
    bank.put('day.txt', 'x'.repeat(300_000))
    bank.faults.hangUpAfter = 40_000
    const folder = inbox()
    expect(await folder.take(PLACE, 'day.txt', into)).toMatchObject({ outcome: 'unreachable' })
    expect(readdirSync(into)).toEqual([])
    bank.faults.hangUpAfter = undefined
    expect(await folder.take(PLACE, 'day.txt', into)).toMatchObject({ outcome: 'taken' })
    expect(readFileSync(path.join(into, 'day.txt'))).toHaveLength(300_000)
  })

  test('a file of 2 GB is refused by its size, and one that lies about it at the limit', async () => {
    bank.put('day.txt', 'x'.repeat(10))
    bank.faults.saysSize = 2 * 1024 ** 3
    expect(await inbox().take(PLACE, 'day.txt', into)).toEqual({ outcome: 'too-large' })
    expect(bank.seen.reads).toBe(0)
    bank.faults.saysSize = 10
    bank.faults.endless = true
    expect(await inbox({}, { mostBytes: 1_000_000 }).take(PLACE, 'day.txt', into)).toEqual({ outcome: 'too-large' })
    expect(readdirSync(into)).toEqual([])
  })

  test.each(['../keys/bank.key', '/etc/passwd', 'a/b', '..', 'day\u0000.txt', 'day\n.txt'])(
    'a hostile name, %j, is not fetched',
    async (name) => {
      expect(await inbox().take(PLACE, name, into)).toEqual({ outcome: 'gone' })
      expect(bank.seen.reads).toBe(0)
      expect(readdirSync(into)).toEqual([])
    },
  )

  test('a file that is gone by now', async () => {
    expect(await inbox().take(PLACE, 'day.txt', into)).toEqual({ outcome: 'gone' })
    expect(await inbox().read(PLACE, 'day.ok')).toEqual({ outcome: 'gone' })
  })

  test('nothing is deleted at the bank unless the settings say so', async () => {
    bank.put('day.txt', 'x')
    bank.put('day.ok', '')
    await inbox().done(PLACE, ['day.txt', 'day.ok'])
    expect(existsSync(path.join(bank.folder, 'day.txt'))).toBe(true)
    await inbox({ deleteAfter: true }).done(PLACE, ['day.txt', 'day.ok'])
    expect(readdirSync(bank.folder)).toEqual([])
  })

  test('settings: none is none; a wrong one names its field', () => {
    expect(readInboxSettings(path.join(root, 'nowhere')).places).toEqual([])
    const wrong = (place: object) => {
      bank.configure(keys, [{ ...PLACE, ...place }])
      return () => readInboxSettings(keys)
    }
    expect(wrong({ hostKey: 'aa:bb' })).toThrow(/bank-inbox\.json: places\.0\.hostKey: SHA256/)
    expect(wrong({ keyFile: 'lost.key' })).toThrow(/lost\.key is missing/)
    expect(wrong({ password: 'in the open' })).toThrow(/Unrecognized key/)
    bank.configure(keys, [PLACE, PLACE])
    expect(() => readInboxSettings(keys)).toThrow(/lanzhou has bank partner twice/)
  })
})
