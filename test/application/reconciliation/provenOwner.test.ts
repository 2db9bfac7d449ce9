import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { wechatDayFiles } from '../../../server/adapters/channelFiles/wechat/dayFiles'
import { isRefusal } from '../../../server/application/common/refusal'
import { startOfDay } from '../../../server/domain/calendar/civilDate'
import type { ChannelEntry } from '../../../server/domain/reconciliation/channelEntry'
import type { ChannelFileDay } from '../../../server/domain/reconciliation/channelFile'
import { bankDay } from '../../support/bankDay'
import { openThreeBills, pay } from '../../support/books'
import { checker, maker } from '../../support/desk'
import { editWechatTrade, WECHAT_COLUMNS } from '../../support/editFile'
import { type FilesDesk, openFilesDesk } from '../../support/files'
import { onEachSoundStory } from '../../support/integrity'
import { openPorts, type StoryPorts } from '../../support/ports'
import { type Desk, openDesk, WECHAT } from '../../support/reconciliation'

const DAY = '2026-11-20'

const COMPANY = 'baoji'

const BANK = 'bank:partner'

const ANOTHER = { appid: 'wxaaaaaaaaaaaaaaaa', mchid: '1650000099' }

const fundflow: ChannelFileDay = { company: COMPANY, channel: 'wechat', bill: 'fundflow', date: DAY }

const counters: ChannelFileDay = { company: COMPANY, channel: BANK, bill: 'trade', date: DAY }

/** A payment as a channel lists it, with a refund of it where an amount is given. */
function entry(orderNo: string, paidFen: number, refundFen?: number): ChannelEntry {
  const at = startOfDay(DAY) + 12 * 3_600_000
  const refund = refundFen && {
    ...{ refundNo: `R${orderNo}`, channelRefundId: `503${orderNo}`, amountFen: refundFen, at },
  }
  return {
    ...{ at, createdAt: at, transactionId: `42000${orderNo}`, orderNo, payer: 'o1', subject: '采暖费', paidFen },
    refund: (refund || null) as ChannelEntry['refund'],
  }
}

async function openStory(newPlace: Parameters<typeof openPorts>[0]) {
  const ports = await openPorts(newPlace, DAY)
  const homes = await openThreeBills(ports)
  return { ports, homes, desk: openDesk(ports), files: openFilesDesk(ports) }
}

onEachSoundStory('whose a file is', openStory, (story) => {
  const ports = (): StoryPorts => story().ports
  const desk = (): Desk => story().desk
  const files = (): FilesDesk => story().files

  async function write(entries: readonly ChannelEntry[], numbers = ANOTHER): Promise<string> {
    const { account } = await wechatDayFiles(numbers).write(desk().folder, DAY, entries, undefined)
    return account
  }
  const postings = async (): Promise<number> =>
    (await ports().database.writer.query('SELECT COUNT(*) AS n FROM transfers'))[0].n * 1
  const statusOf = async (day: ChannelFileDay, version = 1) => (await files().versionOf(day, version)).status

  test('a fund flow in which nothing is ours posts no fee, and waits for a second person', async () => {
    const before = await postings()
    const name = await write([entry('SHOP001', 12_345_600), entry('SHOP002', 50_000)])
    const result = await desk().reconcile(COMPANY, 'wechat', DAY, name)
    expect(result.reason).toContain('不能证明是本公司的文件：待第二人复核')
    expect(await postings()).toBe(before)
    expect(await statusOf(fundflow)).toBe('awaiting')
    expect(await ports().database.read.bankMatching.feesOf(COMPANY, 'wechat', DAY)).toBeUndefined()
    expect(await ports().database.read.reconciliation.itemsOf(fundflow)).toEqual([])
    // The same once more changes nothing.
    await desk().reconcile(COMPANY, 'wechat', DAY, name)
    expect(await postings()).toBe(before)

    await files().accept(fundflow, 1)
    expect(await statusOf(fundflow)).toBe('imported')
    expect(await ports().database.read.bankMatching.feesOf(COMPANY, 'wechat', DAY)).toMatchObject({ feeFen: 24_791 })
  })

  test('who asked for its refunds is told, when it was another merchant', async () => {
    const result = await desk().reconcile(COMPANY, 'wechat', DAY, await write([entry('SHOP001', 50_000, 10_000)]))
    expect(result.reason).toMatch(/^文件写的商户是 1650000099；/)
    expect(await statusOf(fundflow)).toBe('awaiting')
  })

  test.each([
    ['our merchant number in a refund', [entry('HALL01', 90_000), entry('HALL02', 50_000, 10_000)], WECHAT],
    ['nothing at all', [], ANOTHER],
  ])('a fund flow with %s is in force at once', async (_, entries, numbers) => {
    await desk().reconcile(COMPANY, 'wechat', DAY, await write(entries, numbers))
    expect(await statusOf(fundflow)).toBe('imported')
  })

  test('a number of ours proves a fund flow, also one of a payment that is booked on another day', async () => {
    const { late: householdId } = story().homes
    ports().clock.set('2026-11-19')
    const orderNo = await pay(ports(), { company: COMPANY, householdId, amountFen: 50_000 })
    ports().clock.set(DAY)
    await desk().reconcile(COMPANY, 'wechat', DAY, await write([entry(orderNo, 50_000), entry('HALL01', 100)]))
    expect(await statusOf(fundflow)).toBe('imported')
  })

  test('the day’s trade bill proves a fund flow; one that came before needs no second person', async () => {
    const entries = [entry('HALL01', 50_000)]
    const { trade, account } = await wechatDayFiles(WECHAT).write(desk().folder, DAY, entries, undefined)
    await desk().reconcile(COMPANY, 'wechat', DAY, account)
    expect(await statusOf(fundflow)).toBe('awaiting')
    await desk().reconcile(COMPANY, 'wechat', DAY, trade)
    await desk().reconcile(COMPANY, 'wechat', DAY, account)
    expect(await statusOf(fundflow)).toBe('imported')
  })

  test('a bank’s file of others’ user codes books nothing before a second person has approved', async () => {
    const before = await postings()
    const rows = [{ userCode: '99990001', traceNo: 'BK1', amountFen: 30_000 }]
    const bank = await writeHeadless(rows)
    const result = await desk().reconcile(COMPANY, 'bank:icbc', DAY, bank)
    expect(result.reason).toContain('待第二人复核')
    expect(await postings()).toBe(before)
    expect(await ports().database.read.payments.byTransaction(COMPANY, 'bank:icbc', 'BK1')).toBeUndefined()
    const day: ChannelFileDay = { ...counters, channel: 'bank:icbc' }
    await files().accept(day, 1)
    expect(await ports().database.read.payments.byTransaction(COMPANY, 'bank:icbc', 'BK1')).toMatchObject({
      outcome: 'suspense',
    })
  })

  test('a bank’s file that bears our name, and one with a user of ours, are booked at once', async () => {
    const rows = [{ userCode: '99990001', traceNo: 'BK1', amountFen: 30_000 }]
    const named = path.join(ports().place.folder, 'named.txt')
    writeFileSync(named, (await bankDay(ports().place.folder, COMPANY, DAY, rows)).bytes)
    await desk().reconcile(COMPANY, BANK, DAY, named)
    expect(await statusOf(counters)).toBe('imported')
    const own = { userCode: '61030001', traceNo: 'BK2', amountFen: 20_000 }
    await desk().reconcile(COMPANY, 'bank:icbc', DAY, await writeHeadless([...rows, own]))
    expect(await statusOf({ ...counters, channel: 'bank:icbc' })).toBe('imported')
  })

  test('a bank’s file given by hand waits; from its folder, or without a new payment, it does not', async () => {
    const rows = [{ userCode: '61030001', traceNo: 'BK2', amountFen: 20_000 }]
    const name = path.join(ports().place.folder, 'byHand.txt')
    writeFileSync(name, (await bankDay(ports().place.folder, COMPANY, DAY, rows)).bytes)
    const give = (source: 'upload' | 'sftp') => files().reconcileDay({ ...given, file: name, source })
    const given = { company: COMPANY, channel: BANK, date: DAY, actor: 'li' } as const
    const before = await postings()
    await give('upload')
    expect(await statusOf(counters)).toBe('awaiting')
    expect(await postings()).toBe(before)
    // The bank itself sends the very file: nobody needs to approve what two have told.
    await give('sftp')
    expect(await statusOf(counters)).toBe('imported')
    expect(await postings()).toBeGreaterThan(before)
    await give('upload')
    expect(await statusOf(counters)).toBe('imported')
  })

  test('the second person may turn it down: then nothing is ever posted', async () => {
    const before = await postings()
    const name = await write([entry('SHOP001', 50_000)])
    await desk().reconcile(COMPANY, 'wechat', DAY, name)
    const proposed = await files().propose(COMPANY, maker, (await files().versionOf(fundflow, 1)).id)
    if (isRefusal(proposed)) throw new Error(proposed.refused)
    expect(proposed.summary).toMatch(/不能证明是本公司的文件.*请核对确是本公司当日的完整文件/)
    await files().approvals.reject(checker, proposed.id, '是别家的文件')
    await desk().reconcile(COMPANY, 'wechat', DAY, name)
    expect(await statusOf(fundflow)).toBe('rejected')
    expect(await postings()).toBe(before)
  })

  test('of a trade bill only our own rows’ fees are posted', async () => {
    const { trade } = await wechatDayFiles(WECHAT).write(desk().folder, DAY, [
      entry('HALL01', 50_000),
      entry('SHOP001', 12_345_600),
    ])
    editWechatTrade(path.join(desk().folder, trade), path.join(desk().folder, 'mixed.csv.gz'), {
      honest: true,
      rows: (rows) => rows.map((row) => (row[WECHAT_COLUMNS.orderNo] === 'SHOP001' ? row.with(2, '1650000099') : row)),
    })
    await desk().reconcile(COMPANY, 'wechat', DAY, 'mixed.csv.gz')
    expect(await ports().database.read.bankMatching.feesOf(COMPANY, 'wechat', DAY)).toMatchObject({ feeFen: 100 })
  })

  /** A day's file of a bank whose head names no company. */
  async function writeHeadless(rows: readonly { userCode: string; traceNo: string; amountFen: number }[]) {
    const bank = desk().banks.get('icbc')
    if (!bank) throw new Error('no bank')
    const company = ports().rulebooks.get(COMPANY)?.name ?? ''
    await bank.write(desk().folder, { company, date: DAY, rows: rows.map((row) => ({ ...row, paidOn: DAY })) })
    return 'bank-icbc.txt'
  }
})
