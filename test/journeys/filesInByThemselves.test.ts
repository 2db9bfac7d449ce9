import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { isRefusal } from '../../server/application/common/refusal'
import { startOfDay } from '../../server/domain/calendar/civilDate'
import type { ChannelFileDay } from '../../server/domain/reconciliation/channelFile'
import { bankDay } from '../support/bankDay'
import { checker, maker } from '../support/desk'
import { onEachEngine } from '../support/engines'
import { type FilesDesk, openFilesDesk } from '../support/files'
import { openPorts, type StoryPorts } from '../support/ports'

const TODAY = '2026-11-22'
const YESTERDAY = '2026-11-21'
const HOUR = 3_600_000

onEachEngine('files that are fetched by themselves', (newPlace) => {
  let ports: StoryPorts
  let desk: FilesDesk
  let now: number
  let asked: string[]
  let answer:
    | { outcome: 'not-ready' }
    | { outcome: 'no-activity' }
    | { outcome: 'unknown'; code: string; message: string }

  const key = `fetch-day:lanzhou:wechat ${YESTERDAY}`
  const job = async () =>
    (await ports.database.read.jobs.due(Number.MAX_SAFE_INTEGER, 100, ['fetch-day'])).find((one) => one.key === key)
  /** Does what is due now, as the job loop would. */
  async function work(): Promise<number | null | undefined> {
    const due = (await ports.database.read.jobs.due(now, 100, ['fetch-day'])).find((one) => one.key === key)
    if (!due) return undefined
    const next = await desk.works['fetch-day'](due)
    await ports.database.transaction(async (store) => {
      await store.jobs.claim(due, now, now + 1)
      await store.jobs.finish(key, now + 1, { at: now, dueAt: next, error: null })
    })
    return next
  }

  beforeEach(async () => {
    ports = await openPorts(newPlace)
    now = startOfDay(TODAY) + 9 * HOUR
    asked = []
    answer = { outcome: 'not-ready' }
    const downloadFile = async (_: string, date: string) => {
      asked.push(date)
      return answer
    }
    const clock = { ...ports.clock, now: () => now, today: () => TODAY }
    const channels = { get: () => ({ downloadFile }) as never, companiesWith: () => [] }
    desk = openFilesDesk({ ...ports, clock }, { channels })
  })
  afterEach(() => ports.remove())

  test('not before 10:00 in Beijing; half-hourly while the bill is made; till “nothing happened”', async () => {
    await desk.fetchDay.open()
    expect(await job()).toBeUndefined()
    now = startOfDay(TODAY) + 10 * HOUR
    await desk.fetchDay.open()
    await desk.fetchDay.open()
    expect(await job()).toMatchObject({ company: 'lanzhou', dueAt: now })
    expect(await work()).toBe(now + HOUR / 2)
    expect(await work()).toBeUndefined()
    now += HOUR / 2
    answer = { outcome: 'unknown', code: 'TIMEOUT', message: '' }
    expect(await work()).toBe(now + HOUR / 2)
    now += HOUR / 2
    answer = { outcome: 'no-activity' }
    expect(await work()).toBeNull()
    expect(asked).toEqual([YESTERDAY, YESTERDAY, YESTERDAY])
    const day: ChannelFileDay = { company: 'lanzhou', channel: 'wechat', bill: 'trade', date: YESTERDAY }
    expect(await ports.database.read.reconciliation.latestRun(day)).toMatchObject({ status: 'balanced', fileId: null })
    now += HOUR
    await desk.fetchDay.open()
    expect(await work()).toBeUndefined()
  })

  test('after two days it waits for a person, whom the board shows that the file is missing', async () => {
    now = startOfDay(TODAY) + 10 * HOUR
    await desk.fetchDay.open()
    now = startOfDay(TODAY) + 49 * HOUR
    expect(await work()).toBeNull()
  })

  test('a server that starts later in the day asks just the same, every company and channel once', async () => {
    now = startOfDay(TODAY) + 16 * HOUR
    await desk.fetchDay.open()
    const due = await ports.database.read.jobs.due(now, 100, ['fetch-day'])
    const companies = ['baoji', 'beijing', 'binzhou', 'lanzhou', 'tangshan']
    expect(due.map(({ subject, company }) => `${company} ${subject}`).sort()).toEqual(
      companies.flatMap((company) =>
        ['alipay', 'wechat'].flatMap((channel) => [
          `${company} ${channel} ${YESTERDAY}`,
          `${company} ${channel} ${YESTERDAY} fundflow`,
        ]),
      ),
    )
  })

  test('the account bill, which tells settlements, follows when the trade bill is reconciled', async () => {
    now = startOfDay(TODAY) + 10 * HOUR
    await desk.fetchDay.open()
    const account = async () => {
      const due = await ports.database.read.jobs.due(now, 100, ['fetch-day'])
      const found = due.find(({ key: one }) => one === `${key} fundflow`)
      if (!found) throw new Error('no job for the account bill')
      return desk.works['fetch-day'](found)
    }
    answer = { outcome: 'no-activity' }
    expect([await account(), asked]).toEqual([now + HOUR / 2, []])
    expect(await work()).toBeNull()
    expect([await account(), asked]).toEqual([null, ['trade', 'fundflow'].map(() => YESTERDAY)])
    const day: ChannelFileDay = { company: 'lanzhou', channel: 'wechat', bill: 'fundflow', date: YESTERDAY }
    expect(await ports.database.read.reconciliation.latestRun(day)).toMatchObject({ status: 'balanced' })
  })
})

onEachEngine('a fetch that was left half-way', (newPlace) => {
  test('is gone on with by whoever takes the job next, and no channel is asked twice', async () => {
    const ports = await openPorts(newPlace)
    const asked: string[] = []
    const channel = (name: string) => ({
      downloadFile: async (bill: string) => {
        asked.push(`${name} ${bill}`)
        return { outcome: 'no-activity' } as const
      },
    })
    const channels = { get: (_: string, name: string) => channel(name) as never, companiesWith: () => [] }
    const first = openFilesDesk(ports, { channels })
    const begun = await first.fetchFiles.start('lanzhou', '2026-11-20', 'li')
    if (isRefusal(begun)) throw new Error(begun.refused)
    const [job] = await ports.database.read.jobs.due(ports.clock.now(), 10, ['fetch-files'])
    expect(job).toMatchObject({ subject: begun.id })
    expect(await first.works['fetch-files'](job as never)).toBe(ports.clock.now())
    const half = await first.show.fetch(maker, begun.id)
    expect(half).toMatchObject({ done: 1, total: 4, endedAt: null })
    // The first process dies here; somebody asks again, and another process does the rest.
    const second = openFilesDesk(ports, { channels })
    expect(await second.fetchFiles.start('lanzhou', '2026-11-20', 'wang')).toMatchObject({ id: begun.id })
    expect(await second.works['fetch-files'](job as never)).toBe(ports.clock.now())
    expect(await second.works['fetch-files'](job as never)).toBe(ports.clock.now())
    expect(await second.works['fetch-files'](job as never)).toBeNull()
    expect(asked).toEqual(['wechat trade', 'wechat fundflow', 'alipay trade', 'alipay fundflow'])
    const done = await second.show.fetch(maker, begun.id)
    expect(done).toMatchObject({ done: 4, endedAt: ports.clock.now() })
    if (isRefusal(done)) throw new Error(done.refused)
    expect(done.steps.map(({ channelName, bill, state }) => `${channelName} ${bill} ${state}`)).toEqual([
      '微信支付 trade nothing',
      '微信支付 fundflow nothing',
      '支付宝 trade nothing',
      '支付宝 fundflow nothing',
    ])
    expect(await second.works['fetch-files'](job as never)).toBeNull()
    const tradeAlone = await second.fetchFiles.start('lanzhou', '2026-11-20', 'li', { fundFlow: false })
    if (isRefusal(tradeAlone)) throw new Error(tradeAlone.refused)
    expect(tradeAlone.id).not.toBe(begun.id)
    await second.fetchFiles.now(tradeAlone, () => undefined)
    expect(asked.slice(4)).toEqual(['wechat trade', 'alipay trade'])
    await ports.remove()
  })

  test('asks no channel for its account bill before the day has gone by its trade bill', async () => {
    const ports = await openPorts(newPlace)
    const asked: string[] = []
    const downloadFile = async (bill: string) => {
      asked.push(bill)
      return { outcome: 'not-ready' } as const
    }
    const channels = { get: () => ({ downloadFile }) as never, companiesWith: () => [] }
    const desk = openFilesDesk(ports, { channels })
    const begun = await desk.fetchFiles.start('lanzhou', '2026-11-20', 'li')
    if (isRefusal(begun)) throw new Error(begun.refused)
    const { steps } = await desk.fetchFiles.now(begun, () => undefined)
    expect(steps.map(({ bill, state }) => `${bill} ${state}`)).toEqual(
      ['trade', 'fundflow', 'trade', 'fundflow'].map((bill) => `${bill} not-ready`),
    )
    expect(steps[1]?.reason).toMatch(/交易账单/)
    expect(asked).toEqual(['trade', 'trade'])
    await ports.remove()
  })
})

onEachEngine('a closed day', (newPlace) => {
  test('takes no file, proposes none and puts none in force, whatever way it comes', async () => {
    const ports = await openPorts(newPlace)
    const desk = openFilesDesk(ports)
    const day: ChannelFileDay = { company: 'lanzhou', channel: 'bank:partner', bill: 'trade', date: '2026-11-20' }
    const give = async (fen: number) => {
      const row = { userCode: '1', traceNo: `BK${fen}`, amountFen: fen }
      const { bytes } = await bankDay(ports.place.folder, 'lanzhou', day.date, [row])
      const file = path.join(ports.place.folder, `${fen}.txt`)
      writeFileSync(file, bytes)
      return desk.upload({
        company: 'lanzhou',
        channel: day.channel,
        date: day.date,
        path: file,
        source: 'cli',
        actor: 'li',
      })
    }
    await give(100)
    await give(200)
    const proposed = await desk.propose('lanzhou', maker, (await desk.versionOf(day, 2)).id)
    if (isRefusal(proposed)) throw new Error(proposed.refused)
    await ports.database.transaction(async (store) => {
      await store.closings.advance('lanzhou', await store.closings.take('lanzhou'), day.date)
    })
    const closed = { refused: 'day-closed', facts: { date: day.date } }
    expect(await give(300)).toEqual(closed)
    const { id, payloadHash } = proposed
    expect(await desk.approvals.approve(checker, id, { payloadHash })).toEqual(closed)
    await desk.approvals.reject(checker, id, '已日结')
    expect(await desk.propose('lanzhou', maker, (await desk.versionOf(day, 2)).id)).toEqual(closed)
    const files = await ports.database.read.channelFiles.ofDay(day)
    expect(files.map(({ status }) => status).sort()).toEqual(['imported', 'rejected'])
    await ports.remove()
  })
})
