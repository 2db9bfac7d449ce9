import { createMeasure } from '../../../server/application/watch/measure'
import { createRaiseAlarms } from '../../../server/application/watch/raiseAlarms'
import { raisedBy } from '../../../server/domain/watch/alarms'
import { labelsText, type Measure } from '../../../server/domain/watch/measures'
import { oneBill, pay } from '../../support/books'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const calm = {
  clocks: () => [],
  breakers: () => [],
  forcedTokens: () => [],
  certificates: () => [],
  freeMegabytes: async () => 100_000,
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

onEachEngine('who watches the installation', (newPlace) => {
  let ports: StoryPorts
  beforeEach(async () => {
    ports = await openPorts(newPlace, '2026-11-20')
  })
  afterEach(() => ports.remove())

  const measured = async (machine: Partial<typeof calm> | object = {}) => {
    const measure = createMeasure({
      ...ports,
      machine: { ...calm, ...machine },
      answers: () => ports.database.answers(),
    })
    return measure()
  }
  /** The value of a measure with these labels; undefined where it is not shown. */
  const valueIn = (all: readonly Measure[], name: string, labels = '') =>
    all.find((one) => one.name === name && labelsText(one.labels) === labels)?.value
  const alarmsIn = (all: readonly Measure[]) =>
    raisedBy(all).map(({ rule, measure: { labels } }) => `${rule.name} ${labelsText(labels)}`.trim())

  test('an empty installation is well, and no rule is broken', async () => {
    const all = await measured()
    expect(valueIn(all, 'heatpay_database_up')).toBe(1)
    expect(valueIn(all, 'heatpay_days_unclosed', 'company=lanzhou')).toBe(0)
    expect(valueIn(all, 'heatpay_inbox_waiting')).toBe(0)
    expect(alarmsIn(all)).toEqual([])
  })

  test('what waits in the books is measured by kind, amount and age; what is old is an alarm', async () => {
    const home = await oneBill(ports, '6200000001')
    await pay(ports, { householdId: home, amountFen: 1000, saysFen: 6_000_000 })
    const same = await measured()
    expect(valueIn(same, 'heatpay_open_items', 'company=lanzhou what=suspense')).toBe(1)
    expect(valueIn(same, 'heatpay_open_fen', 'company=lanzhou what=suspense')).toBe(6_000_000)
    expect(alarmsIn(same)).toContain('SuspenseLarge company=lanzhou what=suspense')
    ports.clock.set('2026-11-27')
    const later = await measured()
    expect(valueIn(later, 'heatpay_open_oldest_days', 'company=lanzhou what=suspense')).toBe(7)
    expect(valueIn(later, 'heatpay_days_unclosed', 'company=lanzhou')).toBe(7)
    expect(valueIn(later, 'heatpay_open_oldest_days', 'company=lanzhou what=no-fund-flow')).toBe(7)
    expect(alarmsIn(later).filter((name) => name.includes('lanzhou'))).toEqual(
      expect.arrayContaining([
        'SuspenseOld company=lanzhou what=suspense',
        'DifferencesOld company=lanzhou what=not-reconciled',
        'FilesMissing company=lanzhou what=no-fund-flow',
        'DaysUnclosed company=lanzhou',
      ]),
    )
    // What was posted waits for its link as long as no server runs.
    expect(valueIn(later, 'heatpay_unlinked_transfers')).toBeGreaterThan(0)
    expect(alarmsIn(later)).toContain('LedgerChainBehind')
  })

  test('jobs, notifications and refunds that wait are measured by how long they have', async () => {
    const home = await oneBill(ports, '6200000002')
    const orderNo = await pay(ports, { householdId: home, amountFen: 1000 })
    const now = ports.clock.now()
    const payment = (await ports.database.read.payments.byHousehold(home))[0]
    const waiting = { company: 'lanzhou', channel: 'wechat' as const, headers: {}, body: Buffer.from('{}') }
    const event = { eventId: 'EV', what: { kind: 'nothing' as const, reason: 'test' } }
    await ports.database.transaction(async (store) => {
      const job = { company: 'lanzhou', subject: orderNo }
      await store.jobs.add({ ...job, key: 'confirm 1', kind: 'confirm-order', dueAt: now - 2 * HOUR })
      await store.jobs.add({ ...job, key: 'confirm 2', kind: 'confirm-order', dueAt: now + HOUR })
      await store.inbox.insert({
        ...{ ...waiting, id: ports.ids.next(), eventId: 'EV', event },
        ...{ receivedAt: now - HOUR, processedAt: null, attempts: 3, nextTryAt: now + DAY },
      })
      await store.refunds.insert({
        ...{
          refundNo: 'RF261116AAAAAAAAAA',
          company: 'lanzhou',
          source: 'wechat',
          paymentId: payment?.id ?? '',
          orderNo,
        },
        ...{
          amountFen: 1000,
          status: 'requested',
          channelRefundId: null,
          requestedAt: now - 4 * DAY,
          acceptedOn: null,
        },
        ...{ succeededAt: null, succeededOn: null, reason: 'test', route: 'original', replaces: null, owner: null },
        ...{ attendedAt: null, calledAt: null },
      } as Parameters<typeof store.refunds.insert>[0])
    })
    await ports.database.writer.query("UPDATE jobs SET attempts = 12 WHERE kind = 'confirm-order'")
    const all = await measured()
    expect(valueIn(all, 'heatpay_job_overdue_seconds', 'kind=confirm-order')).toBe(7200)
    expect(valueIn(all, 'heatpay_job_attempts', 'kind=confirm-order')).toBe(12)
    expect(valueIn(all, 'heatpay_inbox_waiting')).toBe(1)
    expect(valueIn(all, 'heatpay_inbox_oldest_seconds')).toBe(3600)
    expect(valueIn(all, 'heatpay_refund_under_way_seconds', 'company=lanzhou')).toBe(4 * 86_400)
    expect(alarmsIn(all)).toEqual(
      expect.arrayContaining([
        'JobsOverdue kind=confirm-order',
        'JobKeepsFailing kind=confirm-order',
        'InboxStuck',
        'RefundStuck company=lanzhou',
      ]),
    )
  })

  test('the machine is measured though the database is gone, and that it is gone', async () => {
    const machine = {
      clocks: () => [{ channel: 'wechat', offSeconds: 360 }],
      breakers: () => [{ company: 'lanzhou', channel: 'wechat', endpoint: 'order', open: true }],
      forcedTokens: () => [{ company: 'lanzhou', count: 11 }],
      certificates: () => [{ company: 'lanzhou', file: 'alipay-app.crt', endsAt: ports.clock.now() + 6.5 * DAY }],
      freeMegabytes: async () => 300,
    }
    const measure = createMeasure({ ...ports, machine, answers: async () => false })
    expect(alarmsIn(await measure())).toEqual([
      'DatabaseAway',
      'ClockOff channel=wechat',
      'CertificateEnds company=lanzhou file=alipay-app.crt',
      'CertificateEndsSoon company=lanzhou file=alipay-app.crt',
      'ChannelLetAlone company=lanzhou channel=wechat endpoint=order',
      'TokensNearlyUsedUp company=lanzhou',
      'DiskNearlyFull',
    ])
  })

  test('an alarm that lasts is told once for all servers, again after six hours, and when over', async () => {
    let now = ports.clock.now()
    const clock = { ...ports.clock, now: () => now }
    let off = 360
    const told: string[] = []
    let reached = true
    const measure = async (): Promise<Measure[]> => [
      { name: 'heatpay_clock_off_seconds', labels: { channel: 'wechat' }, value: off },
    ]
    const call = async (text: string) => {
      if (!reached) return 'not reached'
      told.push(text)
      return undefined
    }
    const servers = [1, 2].map(() => createRaiseAlarms({ database: ports.database, clock, log: silent, measure, call }))
    const look = async (afterMs: number) => {
      now += afterMs
      for (const server of servers) await server()
      return told.splice(0)
    }
    expect(await look(0)).toEqual([])
    expect(await look(119_000)).toEqual([])
    reached = false
    expect(await look(1000)).toEqual([])
    reached = true
    expect(await look(15_000)).toEqual([
      '热缴通\n【紧急】 服务器时钟与渠道相差超过 1 分钟；到 5 分钟时支付通知会全部被拒（channel=wechat，现为 360）。检查 NTP，把时钟对准。',
    ])
    expect(await look(HOUR)).toEqual([])
    expect(await look(5 * HOUR)).toHaveLength(1)
    off = 2
    expect(await look(15_000)).toEqual([
      '热缴通\n【恢复】 服务器时钟与渠道相差超过 1 分钟；到 5 分钟时支付通知会全部被拒：已恢复。',
    ])
    expect(await look(15_000)).toEqual([])
    off = 400
    expect(await look(15_000)).toEqual([])
    expect(await look(120_000)).toHaveLength(1)
  })
})
