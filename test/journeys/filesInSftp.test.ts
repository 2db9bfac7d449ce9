import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { bankDirectory } from '../../server/adapters/banks'
import { statementDirectory } from '../../server/adapters/banks/statements'
import type { Bank } from '../../server/application/ports/channelFiles'
import { onEachEngine } from '../support/engines'
import { bankTemplates, statementTemplates } from '../support/reconciliation'
import { DAY, LI, NOBODY, sftpStory, WANG } from '../support/sftp'

const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex')

onEachEngine('a bank’s files arrive by SFTP', (newPlace) => {
  const story = sftpStory(newPlace)
  const { look, file, kept, paid, waiting, openDesk, configure } = story

  test('while it is written it is waited for; imported, booked, reconciled, never fetched again', async () => {
    const { name, bytes } = await file([LI, WANG, NOBODY])
    story.bank.put(name, bytes.subarray(0, 60))
    story.bank.put('readme.txt', 'something else')
    expect(await look()).toBe(0)
    story.bank.put(name, bytes)
    expect(await look()).toBe(0)
    expect(story.bank.seen.reads).toBe(0)
    expect(await waiting()).toEqual(['waiting 文件可能还在写入，下次再看'])
    expect(await look()).toBe(1)
    expect([await paid(LI), await paid(WANG), await paid(NOBODY)]).toEqual(['applied', 'applied', 'suspense'])
    expect(await kept()).toMatchObject([
      { version: 1, status: 'imported', source: 'sftp', receivedBy: 'system', fileName: name, rowCount: 3 },
    ])
    expect(await story.ports.database.read.reconciliation.latestRun(DAY)).toMatchObject({
      status: 'balanced',
      matched: 3,
    })
    expect(await look()).toBe(0)
    expect(story.bank.seen.reads).toBe(1)
  })

  test('the line breaks half-way: nothing is taken, and the next look begins again', async () => {
    const { name, bytes } = await file([LI, WANG])
    story.bank.put(name, bytes)
    await look()
    story.bank.faults.hangUpAfter = 20
    expect(await look()).toBe(0)
    expect(await kept()).toEqual([])
    story.bank.faults.hangUpAfter = undefined
    expect(await look()).toBe(1)
    expect(await paid(LI)).toBe('applied')
  })

  test('a file beyond all measure is refused, says why, and is left alone', async () => {
    const { name } = await file([LI])
    story.bank.put(name, 'x')
    story.bank.faults.saysSize = 2 * 1024 ** 3
    await look()
    await look()
    expect(await waiting()).toEqual(['refused 文件过大，没有取回'])
    await look()
    expect(await kept()).toEqual([])
  })

  test('a name that leads out of the folder is no file of any day', async () => {
    story.bank.faults.listsToo = '../keys/bank.key'
    expect(await look()).toBe(0)
    expect(await waiting()).toEqual([])
    expect(story.bank.seen.reads).toBe(0)
  })

  test('an .md5 of the bank is waited for; a wrong one puts the file aside, the right lets it in', async () => {
    const real = bankDirectory(bankTemplates())
    const withMd5 = { ...(real.get('partner') as Bank), companion: 'md5' as const }
    story.desk = openDesk({ banks: { get: (id) => (id === 'partner' ? withMd5 : real.get(id)), ids: real.ids } })
    const { name, bytes } = await file([LI])
    story.bank.put(name, bytes)
    await look()
    expect(await look()).toBe(0)
    expect(await waiting()).toEqual(['waiting 等待银行的 .md5 文件'])
    story.bank.put(`${name}.md5`, `${md5(Buffer.from('another'))}  ${name}\n`)
    expect(await look()).toBe(1)
    expect(await kept()).toMatchObject([
      { status: 'quarantined', reason: '文件摘要与银行给出的 .md5 不符', source: 'sftp' },
    ])
    expect(await paid(LI)).toBeUndefined()
    const again = await file([LI, WANG])
    story.bank.put(name, again.bytes)
    story.bank.put(`${name}.md5`, `${md5(again.bytes)}  ${name}\n`)
    expect(await look()).toBe(1)
    expect(await paid(WANG)).toBe('applied')
  })

  test('where the bank wants it so, what was taken in is deleted there; what was put aside is not', async () => {
    configure([{ company: 'lanzhou', bank: 'partner', deleteAfter: true }])
    story.desk = openDesk()
    const { name, bytes } = await file([LI])
    story.bank.put(name, 'broken\n')
    await look()
    expect(await look()).toBe(1)
    expect(readdirSync(story.bank.folder)).toEqual([name])
    story.bank.put(name, bytes)
    await look()
    expect(await look()).toBe(1)
    expect(readdirSync(story.bank.folder)).toEqual([])
  })

  test('a broken total puts the file aside with the clerk’s line; names and accounts are masked', async () => {
    const { name, bytes } = await file([LI, WANG])
    const lines = bytes.toString('latin1').split('\n')
    const broken = [
      lines[0],
      lines[1],
      '62010002|20261120|BK0000000002|x|0|SF|Street 1|13800001234|X|110000|6222020200000000006|',
    ]
    story.bank.put(name, Buffer.from(`${broken.join('\n')}\n`, 'latin1'))
    await look()
    expect(await look()).toBe(1)
    const [put] = await kept()
    expect(put).toMatchObject({ status: 'quarantined', faultLine: 3, reason: expect.stringMatching(/^第 3 行：/) })
    expect(put?.faultText).toBe('62010002|20261120|BK0000000002|x|0|SF|Street 1|138****1234|X|110000|****0006|')
    const { rows } = await story.desk.show.page({ company: 'lanzhou', status: 'quarantined' }, 0, 10)
    expect(rows).toMatchObject([{ line: { number: 3, text: put?.faultText }, channelName: '合作银行', rows: 0 }])
    expect(await paid(LI)).toBeUndefined()
  })

  test('the statement of our own account comes the same way', async () => {
    const statement = 'statement-mt940'
    configure([{ company: 'lanzhou', bank: statement }])
    const statements = statementDirectory(statementTemplates())
    story.desk = openDesk({ statements })
    const real = statements.get(statement)
    const row = {
      bookedOn: DAY.date,
      direction: 'credit',
      amountFen: 5_000,
      reversal: false,
      bankReference: 'R1',
    } as const
    const written = await real?.write(story.ports.place.folder, {
      date: DAY.date,
      account: story.ports.rulebooks.get('lanzhou')?.payment.accounts[0]?.number ?? '',
      openingFen: 0,
      rows: [{ ...row, ourReference: null, remark: 'interest' }],
    })
    story.bank.put(real?.fileName('', DAY.date) ?? '', readFileSync(written?.path ?? ''))
    await look()
    expect(await look()).toBe(1)
    const { rows, channels } = await story.desk.show.page({ company: 'lanzhou' }, 0, 10)
    expect(rows).toMatchObject([{ bill: 'statement', status: 'imported', source: 'sftp', rows: 1, totalFen: 5_000 }])
    expect(rows[0]?.channelName).toBe(real?.name)
    expect(channels).toContainEqual({ channel: `bank:${statement}`, name: real?.name })
  })
})
