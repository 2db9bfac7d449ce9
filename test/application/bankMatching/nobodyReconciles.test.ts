import type { Transit } from '../../../server/domain/bankMatching/transit'
import { addDays, startOfDay } from '../../../server/domain/calendar/civilDate'
import type { ChannelFileDay, ChannelFileKind } from '../../../server/domain/reconciliation/channelFile'
import type { Difference } from '../../../server/domain/reconciliation/run'
import { onEachEngine } from '../../support/engines'
import { openFilesDesk } from '../../support/files'
import { openPorts, type StoryPorts } from '../../support/ports'
import { openDesk } from '../../support/reconciliation'

const COMPANY = 'lanzhou'

const ACCOUNT = '2703001009000620001'

const STATEMENT = 'bank:statement-mt940'

const SENT_ON = '2026-11-16'

/** T+2, of which no file ever comes. */
const DUE_ON = addDays(SENT_ON, 2)

const HOUR = 3_600_000

onEachEngine('a day that nobody reconciles', (newPlace) => {
  let ports: StoryPorts
  let now: number
  beforeEach(async () => {
    ports = await openPorts(newPlace)
  })
  afterEach(() => ports.remove())

  /** The server's jobs of a day that is begun at 10:00 and looked at in the evening; gives how many were due by each. */
  async function evening(today: string, fetched = true): Promise<{ before: number; done: number }> {
    const clock = { ...ports.clock, now: () => now, today: () => today }
    now = startOfDay(today) + 10 * HOUR
    const { fetchDay, overdueDay, works } = openFilesDesk({ ...ports, clock })
    await (fetched ? fetchDay.open() : overdueDay.openAlone())
    const due = async () =>
      (await ports.database.read.jobs.due(now, 100, ['raise-overdue'])).filter(
        ({ subject }) => subject === addDays(today, -1),
      )
    const before = (await due()).length
    now = startOfDay(today) + 18 * HOUR
    const jobs = await due()
    for (const job of jobs) expect(await works['raise-overdue'](job)).toBeNull()
    return { before, done: jobs.length }
  }
  const itemsOf = async (day: Omit<ChannelFileDay, 'company'>) =>
    ports.database.read.reconciliation.itemsOf({ company: COMPANY, ...day })
  const told = (items: readonly Difference[]) =>
    items.map(({ kind, status, closedBy }) => `${kind} ${status}${closedBy ? ` ${closedBy}` : ''}`).sort()

  const remitted = async (amountFen = 100_000, given: Partial<Transit> = {}) => {
    const transit: Transit = {
      ...{ id: 'TRANSIT0001', company: COMPANY, party: 'wechat', direction: 'credit', reference: 'FLOW0001' },
      ...{ otherReference: '', bundle: '', amountFen, netFen: amountFen, sentOn: SENT_ON, evidenceId: 'FILE1' },
      ...{ arrivalId: null, overdueOn: null, missedIn: null, ...given },
    }
    await ports.database.transaction((store) => store.bankMatching.insertTransit(transit))
  }
  const carriedOver = async (bill: ChannelFileKind) => {
    const item: Difference = {
      ...{ company: COMPANY, channel: 'wechat', bill, date: SENT_ON, kind: 'carried-over', rowKind: 'payment' },
      ...{
        subKind: 'transaction',
        key: '42000001',
        orderNo: null,
        channelNo: '42000001',
        ourFen: null,
        theirFen: 5_000,
        seen: null,
      },
      ...{ reason: '23:59:59 的一笔', id: `CARRIED-${bill}`, subject: 'carried-over:payment:42000001:-:5000' },
      ...{ fileId: null, owner: 'finance-desk', status: 'open', openedAt: 0, closedAt: null, closedBy: null },
    }
    await ports.database.transaction((store) => store.reconciliation.insertItems([item]))
  }

  test('what was sent and no statement shows is the desk’s work on the evening after T+2', async () => {
    await remitted()
    await evening(DUE_ON)
    expect(await itemsOf({ channel: STATEMENT, bill: 'statement', date: addDays(DUE_ON, -1) })).toEqual([])
    expect(await evening(addDays(DUE_ON, 1))).toEqual({ before: 0, done: 5 })
    const items = await itemsOf({ channel: STATEMENT, bill: 'statement', date: DUE_ON })
    expect(items).toMatchObject([
      { kind: 'ours-only', key: 'FLOW0001', ourFen: 100_000, theirFen: null, status: 'open', owner: 'finance-desk' },
    ])
    expect(items[0]?.reason).toBe(`微信支付 ${SENT_ON} 的结算，过了 T+2 银行对账单上还没有`)
    // The next evening has nothing new to say of it.
    await evening(addDays(DUE_ON, 2))
    expect(await itemsOf({ channel: STATEMENT, bill: 'statement', date: addDays(DUE_ON, 1) })).toEqual([])
    expect(told(await itemsOf({ channel: STATEMENT, bill: 'statement', date: DUE_ON }))).toEqual(['ours-only open'])
  })

  test('it is so where files are not fetched by themselves, too', async () => {
    await remitted()
    expect(await evening(addDays(DUE_ON, 1), false)).toEqual({ before: 0, done: 5 })
    expect(await itemsOf({ channel: STATEMENT, bill: 'statement', date: DUE_ON })).toMatchObject([{ key: 'FLOW0001' }])
  })

  test('the statement that comes after all finds its item: closed if shown on it, else the same', async () => {
    await remitted()
    await remitted(70_000, { id: 'TRANSIT0002', reference: 'FLOW0002' })
    await evening(addDays(DUE_ON, 1))
    const desk = openDesk(ports)
    const bank = desk.statements.get('statement-mt940')
    const row = { bookedOn: DUE_ON, direction: 'credit', reversal: false, remark: '', amountFen: 100_000 } as const
    const rows = [{ ...row, bankReference: 'BK0000000001', ourReference: 'FLOW0001' }]
    const written = await bank?.write(desk.folder, { date: DUE_ON, account: ACCOUNT, openingFen: 0, rows })
    const { differences } = await desk.reconcile(COMPANY, STATEMENT, DUE_ON, written?.path ?? '')
    expect(differences.map(({ kind, key }) => `${kind} ${key}`)).toEqual(['ours-only FLOW0002'])
    expect(told(await itemsOf({ channel: STATEMENT, bill: 'statement', date: DUE_ON }))).toEqual([
      `ours-only closed arrived:${DUE_ON}`,
      'ours-only open',
    ])
  })

  test('what the statement has missed already, or has come, is not raised again', async () => {
    await remitted(1, { overdueOn: '2026-11-17', missedIn: STATEMENT })
    await remitted(2, { id: 'TRANSIT0002', reference: 'FLOW0002', arrivalId: 'ARRIVAL1' })
    await evening(addDays(DUE_ON, 1))
    expect(await itemsOf({ channel: STATEMENT, bill: 'statement', date: DUE_ON })).toEqual([])
  })

  test('what both bills have carried over becomes one difference, though no file of T+2 comes', async () => {
    await carriedOver('trade')
    await carriedOver('fundflow')
    await evening(DUE_ON)
    expect(told(await itemsOf({ channel: 'wechat', bill: 'trade', date: SENT_ON }))).toEqual(['carried-over open'])
    await evening(addDays(DUE_ON, 1))
    const closed = `carried-over closed overdue:${DUE_ON}`
    expect(told(await itemsOf({ channel: 'wechat', bill: 'trade', date: SENT_ON }))).toEqual([
      closed,
      'channel-only open',
    ])
    expect(told(await itemsOf({ channel: 'wechat', bill: 'fundflow', date: SENT_ON }))).toEqual([closed])
    const history = await ports.database.read.differences.eventsOf('CARRIED-trade')
    expect(history).toMatchObject([{ act: 'overdue', note: DUE_ON, who: 'system' }])
  })
})
