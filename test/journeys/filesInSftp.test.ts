import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { bankDirectory } from '../../server/adapters/banks'
import { statementDirectory } from '../../server/adapters/banks/statements'
import { sftpInbox } from '../../server/adapters/inbox'
import { readInboxSettings } from '../../server/adapters/inbox/settings'
import type { Bank } from '../../server/application/billPort'
import type { FilesPorts } from '../../server/application/files'
import { isRefusal } from '../../server/application/refusal'
import type { BillDay } from '../../server/domain/reconciliation/billFile'
import { bankDay, type DayRow } from '../support/bankDay'
import { checker, maker } from '../support/desk'
import { onEachEngine } from '../support/engines'
import { type FilesDesk, openFilesDesk } from '../support/files'
import { withBill } from '../support/households'
import { openPorts, type StoryPorts } from '../support/ports'
import { bankTemplates, statementTemplates } from '../support/reconciliation'
import { type SftpBank, startSftpBank } from '../support/sftpBank'

const DAY: BillDay = { company: 'lanzhou', channel: 'bank:partner', bill: 'trade', date: '2026-11-20' }
const LI: DayRow = { userCode: '62010001', traceNo: 'BK0000000001', amountFen: 100_000 }
const WANG: DayRow = { userCode: '62010002', traceNo: 'BK0000000002', amountFen: 50_000 }
const NOBODY: DayRow = { userCode: '69999999', traceNo: 'BK0000000003', amountFen: 30_000 }
const LATE: DayRow = { userCode: '62010002', traceNo: 'BK0000000004', amountFen: 20_000 }

const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex')

onEachEngine('a bank’s files arrive by SFTP', (newPlace) => {
  let ports: StoryPorts
  let bank: SftpBank
  let desk: FilesDesk
  let keys: string

  const openDesk = (changed: Partial<FilesPorts> = {}) =>
    openFilesDesk(ports, { inbox: sftpInbox(readInboxSettings(keys)), ...changed })
  const file = (rows: readonly DayRow[]) => bankDay(ports.place.folder, 'lanzhou', DAY.date, rows)
  const look = () => desk.lookIntoInbox('lanzhou')
  const kept = async () =>
    (await ports.database.read.billFiles.ofDay(DAY)).sort((a, b) => (a.version ?? 0) - (b.version ?? 0))
  const openItems = async () =>
    (await ports.database.read.reconciliation.itemsOf(DAY)).filter(({ status }) => status === 'open')
  const paid = async ({ traceNo }: DayRow) =>
    (await ports.database.read.payments.byTransaction('lanzhou', 'bank:partner', traceNo))?.outcome
  const waiting = async () =>
    (await ports.database.read.inboxFiles.of('lanzhou', 'partner')).map(({ state, reason }) => `${state} ${reason}`)

  beforeEach(async () => {
    ports = await openPorts(newPlace)
    bank = await startSftpBank(ports.place.folder)
    keys = path.join(ports.place.folder, 'keys')
    bank.configure(keys, [{ company: 'lanzhou', bank: 'partner' }])
    desk = openDesk()
    for (const userCode of [LI.userCode, WANG.userCode]) {
      await withBill(ports as never, { company: 'lanzhou', userCode }, '2026-2027', '2026-12-31')
    }
  })
  afterEach(async () => {
    await bank.close()
    await ports.remove()
  })

  test('while it is being written it is waited for; then it is imported, booked and reconciled, and never fetched again', async () => {
    const { name, bytes } = await file([LI, WANG, NOBODY])
    bank.put(name, bytes.subarray(0, 60))
    bank.put('readme.txt', 'something else')
    expect(await look()).toBe(0)
    bank.put(name, bytes)
    expect(await look()).toBe(0)
    expect(bank.seen.reads).toBe(0)
    expect(await waiting()).toEqual(['waiting 文件可能还在写入，下次再看'])
    expect(await look()).toBe(1)
    expect([await paid(LI), await paid(WANG), await paid(NOBODY)]).toEqual(['applied', 'applied', 'suspense'])
    expect(await kept()).toMatchObject([
      { version: 1, status: 'imported', source: 'sftp', receivedBy: 'system', fileName: name, rowCount: 3 },
    ])
    expect(await ports.database.read.reconciliation.latestRun(DAY)).toMatchObject({ status: 'balanced', matched: 3 })
    expect(await look()).toBe(0)
    expect(bank.seen.reads).toBe(1)
  })

  test('the line breaks half-way: nothing is taken, and the next look begins again', async () => {
    const { name, bytes } = await file([LI, WANG])
    bank.put(name, bytes)
    await look()
    bank.faults.hangUpAfter = 20
    expect(await look()).toBe(0)
    expect(await kept()).toEqual([])
    bank.faults.hangUpAfter = undefined
    expect(await look()).toBe(1)
    expect(await paid(LI)).toBe('applied')
  })

  test('a file beyond all measure is refused, says why, and is left alone', async () => {
    const { name } = await file([LI])
    bank.put(name, 'x')
    bank.faults.saysSize = 2 * 1024 ** 3
    await look()
    await look()
    expect(await waiting()).toEqual(['refused 文件过大，没有取回'])
    await look()
    expect(await kept()).toEqual([])
  })

  test('a name that leads out of the folder is no file of any day', async () => {
    bank.faults.listsToo = '../keys/bank.key'
    expect(await look()).toBe(0)
    expect(await waiting()).toEqual([])
    expect(bank.seen.reads).toBe(0)
  })

  test('where the bank sends an .md5, it is waited for; a wrong one puts the file aside, and the right one lets it in', async () => {
    const real = bankDirectory(bankTemplates())
    const withMd5 = { ...(real.get('partner') as Bank), companion: 'md5' as const }
    desk = openDesk({ banks: { get: (id) => (id === 'partner' ? withMd5 : real.get(id)), ids: real.ids } })
    const { name, bytes } = await file([LI])
    bank.put(name, bytes)
    await look()
    expect(await look()).toBe(0)
    expect(await waiting()).toEqual(['waiting 等待银行的 .md5 文件'])
    bank.put(`${name}.md5`, `${md5(Buffer.from('another'))}  ${name}\n`)
    expect(await look()).toBe(1)
    expect(await kept()).toMatchObject([
      { status: 'quarantined', reason: '文件摘要与银行给出的 .md5 不符', source: 'sftp' },
    ])
    expect(await paid(LI)).toBeUndefined()
    const again = await file([LI, WANG])
    bank.put(name, again.bytes)
    bank.put(`${name}.md5`, `${md5(again.bytes)}  ${name}\n`)
    expect(await look()).toBe(1)
    expect(await paid(WANG)).toBe('applied')
  })

  test('where the bank wants it so, what was taken in is deleted there; what was put aside is not', async () => {
    bank.configure(keys, [{ company: 'lanzhou', bank: 'partner', deleteAfter: true }])
    desk = openDesk()
    const { name, bytes } = await file([LI])
    bank.put(name, 'broken\n')
    await look()
    expect(await look()).toBe(1)
    expect(readdirSync(bank.folder)).toEqual([name])
    bank.put(name, bytes)
    await look()
    expect(await look()).toBe(1)
    expect(readdirSync(bank.folder)).toEqual([])
  })

  test('a file with a broken total is put aside with the clerk’s line, and names and accounts in it are masked', async () => {
    const { name, bytes } = await file([LI, WANG])
    const lines = bytes.toString('latin1').split('\n')
    const broken = [
      lines[0],
      lines[1],
      '62010002|20261120|BK0000000002|x|0|SF|Street 1|13800001234|X|110000|6222020200000000006|',
    ]
    bank.put(name, Buffer.from(`${broken.join('\n')}\n`, 'latin1'))
    await look()
    expect(await look()).toBe(1)
    const [put] = await kept()
    expect(put).toMatchObject({ status: 'quarantined', faultLine: 3, reason: expect.stringMatching(/^第 3 行：/) })
    expect(put?.faultText).toBe('62010002|20261120|BK0000000002|x|0|SF|Street 1|138****1234|X|110000|****0006|')
    const { rows } = await desk.show.page({ company: 'lanzhou', status: 'quarantined' }, 0, 10)
    expect(rows).toMatchObject([{ line: { number: 3, text: put?.faultText }, channelName: '合作银行', rows: 0 }])
    expect(await paid(LI)).toBeUndefined()
  })

  test('the statement of our own account comes the same way', async () => {
    const statement = 'statement-mt940'
    bank.configure(keys, [{ company: 'lanzhou', bank: statement }])
    const statements = statementDirectory(statementTemplates())
    desk = openDesk({ statements })
    const real = statements.get(statement)
    const row = {
      bookedOn: DAY.date,
      direction: 'credit',
      amountFen: 5_000,
      reversal: false,
      bankReference: 'R1',
    } as const
    const written = await real?.write(ports.place.folder, {
      date: DAY.date,
      account: ports.rulebooks.get('lanzhou')?.payment.accounts[0]?.number ?? '',
      openingFen: 0,
      rows: [{ ...row, ourReference: null, remark: 'interest' }],
    })
    bank.put(real?.fileName('', DAY.date) ?? '', readFileSync(written?.path ?? ''))
    await look()
    expect(await look()).toBe(1)
    const { rows, channels } = await desk.show.page({ company: 'lanzhou' }, 0, 10)
    expect(rows).toMatchObject([{ bill: 'statement', status: 'imported', source: 'sftp', rows: 1, totalFen: 5_000 }])
    expect(rows[0]?.channelName).toBe(real?.name)
    expect(channels).toContainEqual({ channel: `bank:${statement}`, name: real?.name })
  })

  describe('and the next day another, changed', () => {
    const MORE = { ...LI, amountFen: 100_100 }

    beforeEach(async () => {
      const first = await file([LI, WANG])
      bank.put(first.name, first.bytes)
      await look()
      await look()
      ports.clock.set('2026-11-22')
      // WANG is gone, LI paid one yuan more, LATE is new.
      const second = await file([MORE, LATE])
      bank.put(second.name, second.bytes)
      await look()
      expect(await look()).toBe(1)
    })

    test('it is shown with its difference and not used; one person cannot approve his own proposal; a second does, and the books follow', async () => {
      expect((await kept()).map(({ version, status }) => `${version} ${status}`)).toEqual(['1 imported', '2 awaiting'])
      const [before, after] = await kept()
      expect([await paid(LATE), await openItems()]).toEqual([undefined, []])
      expect(await ports.database.read.reconciliation.latestRun(DAY)).toMatchObject({ fileId: before?.id })

      const shown = await desk.show.one(maker, after?.id ?? '')
      expect(shown).toMatchObject({
        acceptable: true,
        approval: null,
        change: { rowsBefore: 2, rowsAfter: 2, totalBeforeFen: 150_000, totalAfterFen: 120_100 },
      })
      if (isRefusal(shown)) throw new Error(shown.refused)
      expect(shown.change).toMatchObject({ added: 1, removed: 1, changed: 1 })
      const side = (fen: number) => ({ amountFen: fen, state: 'settled' })
      expect(shown.change?.rows).toEqual([
        {
          change: 'changed',
          kind: 'payment',
          key: LI.traceNo,
          orderNo: null,
          before: side(100_000),
          after: side(100_100),
        },
        { change: 'added', kind: 'payment', key: LATE.traceNo, orderNo: null, before: null, after: side(20_000) },
        { change: 'removed', kind: 'payment', key: WANG.traceNo, orderNo: null, before: side(50_000), after: null },
      ])

      const proposed = await desk.propose('lanzhou', maker, after?.id ?? '')
      if (isRefusal(proposed)) throw new Error(proposed.refused)
      expect(proposed.summary).toMatch(/第 2 版 2 笔、1201\.00 元，替代第 1 版 2 笔、1500\.00 元/)
      expect(await desk.propose('lanzhou', checker, after?.id ?? '')).toMatchObject({ refused: 'already-proposed' })
      const { id, payloadHash } = proposed
      expect(await desk.approvals.approve(maker, id, { payloadHash })).toMatchObject({ refused: 'maker-is-checker' })
      expect(await desk.approvals.approve(checker, id, { payloadHash: 'f'.repeat(64) })).toMatchObject({
        refused: 'payload-changed',
      })
      expect((await kept())[1]?.status).toBe('awaiting')
      expect(await desk.approvals.approve(checker, id, { payloadHash })).toMatchObject({ status: 'executed' })
      // Until its day is reconciled with the file that was approved, the day cannot be closed over it.
      const keepsOpen = async () =>
        (await ports.database.read.closings.channelsOn(DAY.company, DAY.date)).find(
          ({ channel }) => channel === DAY.channel,
        )?.awaiting
      expect(await keepsOpen()).toBe(1)
      const job = (await ports.database.read.jobs.due(ports.clock.now(), 10, ['reconcile-file']))[0]
      expect(job).toMatchObject({ subject: id })
      await desk.works['reconcile-file'](job as never)
      expect(await keepsOpen()).toBe(0)

      expect((await kept()).map(({ version, status }) => `${version} ${status}`)).toEqual([
        '1 superseded',
        '2 imported',
      ])
      expect([await paid(LATE), await paid(WANG)]).toEqual(['applied', 'applied'])
      expect(await ports.database.read.reconciliation.latestRun(DAY)).toMatchObject({ fileId: after?.id, matched: 1 })
      expect(
        (await openItems()).map(({ kind, key, ourFen, theirFen }) => [kind, key, ourFen, theirFen]).sort(),
      ).toEqual([
        ['amount', LI.traceNo, 100_000, 100_100],
        ['ours-only', WANG.traceNo, 50_000, null],
      ])
      // The bank's folder still holds it: nothing to do.
      expect(await look()).toBe(0)
    })

    test('rejected, it stays on record, and the day as it was; it may be proposed once more', async () => {
      const after = (await kept())[1]
      const proposed = await desk.propose('lanzhou', maker, after?.id ?? '')
      if (isRefusal(proposed)) throw new Error(proposed.refused)
      await desk.approvals.reject(maker, proposed.id, '再看看')
      expect((await kept())[1]?.status).toBe('awaiting')
      const second = await desk.propose('lanzhou', maker, after?.id ?? '')
      if (isRefusal(second)) throw new Error(second.refused)
      await desk.approvals.reject(checker, second.id, '银行说是误发')
      expect((await kept()).map(({ status }) => status)).toEqual(['imported', 'rejected'])
      expect([await paid(LATE), await openItems()]).toEqual([undefined, []])
      await desk.accept(DAY, 2)
      expect(await paid(LATE)).toBe('applied')
    })

    test('what was approved is what was seen: another file put in force meanwhile takes the ground from a proposal', async () => {
      const third = await file([MORE, LATE, NOBODY])
      bank.put(third.name, third.bytes)
      await look()
      await look()
      const proposed = await desk.propose('lanzhou', maker, (await desk.versionOf(DAY, 3)).id)
      if (isRefusal(proposed)) throw new Error(proposed.refused)
      await desk.accept(DAY, 2)
      const { id, payloadHash } = proposed
      expect(await desk.approvals.approve(checker, id, { payloadHash })).toMatchObject({
        refused: 'file-not-acceptable',
      })
      expect((await kept()).map(({ status }) => status)).toEqual(['superseded', 'imported', 'awaiting'])
      expect(await desk.propose('lanzhou', maker, (await desk.versionOf(DAY, 2)).id)).toMatchObject({
        refused: 'file-not-acceptable',
      })
    })
  })
})
