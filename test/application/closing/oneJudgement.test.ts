import { isRefusal } from '../../../server/application/common/refusal'
import { createShowBoard } from '../../../server/application/desk/showBoard'
import { addDays, daysFromTo } from '../../../server/domain/calendar/civilDate'
import type { Payment } from '../../../server/domain/payment/payment'
import type { ChannelFile, ChannelFileDay, ChannelFileKind } from '../../../server/domain/reconciliation/channelFile'
import type { Difference, Run } from '../../../server/domain/reconciliation/run'
import { seeded } from '../../support/chance'
import { maker } from '../../support/desk'
import { openDifferenceDesk } from '../../support/differences'
import { type EmptyPlace, onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'

const COMPANY = 'lanzhou'
const FIRST = '2026-11-18'
const TODAY = '2026-11-24'
const DAYS = Array.from({ length: 7 }, (_, n) => addDays(FIRST, n))
const BILLS: readonly [ChannelFileDay['channel'], ChannelFileKind][] = [
  ['wechat', 'trade'],
  ['wechat', 'fundflow'],
  ['alipay', 'trade'],
  ['alipay', 'fundflow'],
  ['bank:partner', 'trade'],
  ['bank:statement-mt940', 'statement'],
  ['bank:icbc', 'trade'],
]

/** Fills a company's days as chance has it: files and runs of every kind, differences, proposals, money that waits. */
async function fill({ database, ids, clock }: StoryPorts, desk: ReturnType<typeof openDifferenceDesk>, seed: number) {
  const chance = seeded(seed)
  const some = (share: number) => chance() < share
  const proposable: Difference[] = []
  await database.transaction(async (store) => {
    for (const date of DAYS) {
      for (const [channel, bill] of BILLS) {
        const day = { company: COMPANY, channel, bill, date } as const
        if (bill === 'trade' && some(0.6)) {
          const payment: Payment = {
            ...{ id: ids.next(), company: COMPANY, source: channel, transactionId: ids.next(), orderNo: null },
            ...{ householdId: null, amountFen: 100, paidAt: clock.now(), paidOn: date, outcome: 'suspense' },
            ...{ refundedFen: 0, refundParts: 0, recordedAt: clock.now() },
          }
          await store.payments.insert(payment)
          const item = { id: ids.next(), company: COMPANY, paymentId: payment.id, reason: 'unknown-order' } as const
          const waits = { amountFen: 100, owner: 'finance-desk', openedAt: clock.now(), exit: null, resolvedAt: null }
          await store.suspense.insert({ ...item, ...waits, status: some(0.3) ? 'open' : 'resolved' })
        }
        const file = (status: ChannelFile['status'], receivedAt: number): ChannelFile => ({
          ...{
            ...day,
            id: ids.next(),
            digest: ids.next().padEnd(64, '0'),
            path: 'x',
            rowCount: 1,
            totalFen: 1,
            status,
          },
          ...{ version: status === 'imported' ? 1 : null, reason: null, receivedAt, source: 'cli', receivedBy: 'li' },
          ...{ fileName: 'x.csv', faultLine: null, faultText: null },
        })
        const inForce = some(0.5) ? file('imported', 1) : undefined
        if (inForce) await store.channelFiles.insert(inForce)
        if (some(0.15)) await store.channelFiles.insert(file('quarantined', some(0.5) ? 1 : 9))
        if (some(0.15)) await store.channelFiles.insert(file('awaiting', 9))
        if (some(0.6)) {
          const run: Run = {
            ...{ ...day, id: ids.next(), fileId: inForce?.id ?? null, matched: 1, passes: {}, ourTotalFen: 1 },
            ...{ theirTotalFen: 1, status: 'balanced', reason: null, ranAt: 5 },
          }
          await store.reconciliation.insertRun(run)
        }
        const differences = Array.from({ length: some(0.4) ? 1 + Math.floor(chance() * 3) : 0 }, (_, n): Difference => {
          const kind = some(0.3) ? 'carried-over' : 'channel-only'
          const numbers = { key: ids.next(), orderNo: null, channelNo: null, ourFen: null, theirFen: 100 }
          return {
            ...{
              ...day,
              ...numbers,
              id: ids.next(),
              subject: `S${n}`,
              kind,
              subKind: 'transaction',
              rowKind: 'payment',
            },
            ...{ reason: '渠道有，我方无', owner: 'finance-desk', status: some(0.7) ? 'open' : 'closed', openedAt: 1 },
            ...{ closedAt: null, closedBy: null, seen: null, fileId: null },
          }
        })
        await store.reconciliation.insertItems(differences)
        proposable.push(...differences.filter(({ status, kind }) => status === 'open' && kind === 'channel-only'))
      }
    }
    if (some(0.5)) {
      await store.closings.take(COMPANY)
      await store.closings.advance(COMPANY, '', DAYS[Math.floor(chance() * 4)] ?? FIRST)
    }
  })
  for (const { id } of proposable.filter(() => some(0.3))) {
    await database.transaction((store) =>
      store.approvals.insert({
        ...{ id: ids.next(), company: COMPANY, deed: 'resolve-difference', subject: id, summary: '补记收款' },
        ...{ amountFen: 100, payload: {}, payloadHash: '', makerId: maker.id, makerName: maker.loginName },
        ...{ makerNumber: 'm', madeAt: clock.now(), status: 'proposed', checkerId: null, checkerName: null },
        ...{ checkerNumber: null, decidedAt: null, comment: null },
      }),
    )
  }
  return desk
}

onEachEngine('board and closing share one judgement', (newPlace: () => Promise<EmptyPlace>) => {
  let ports: StoryPorts
  afterEach(() => ports.remove())

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('whatever is open, the same number stands everywhere (%i)', async (seed) => {
    ports = await openPorts(newPlace, TODAY)
    const desk = await fill(ports, openDifferenceDesk(ports), seed)
    const { read } = ports.database
    const board = await createShowBoard(ports)(COMPANY, { from: FIRST, to: TODAY })
    if (isRefusal(board)) throw new Error(board.refused)
    const closedUntil = await read.closings.closedUntil(COMPANY)
    const told = new Map<string, number>()
    for (const { date, cells } of board.days) {
      const state = await desk.closings.state(COMPANY, date)
      const listed = [...state.blocks, ...state.notes].filter(({ channel }) => channel !== null)
      const ofDay =
        state.state === 'closed' ? state.channels.flatMap(({ blocks, notes }) => [...blocks, ...notes]) : listed
      const count = (items: typeof listed) => items.reduce((sum, item) => sum + item.count, 0)
      for (const cell of cells) {
        const here = ofDay.filter(({ channel }) => channel === cell.channel)
        expect([date, cell.channel, cell.open]).toEqual([date, cell.channel, count(here)])
        // Green, and locked, only where nothing at all is open.
        if (['balanced', 'closed', 'quiet', 'collecting', 'waiting'].includes(cell.state)) expect(cell.open).toBe(0)
        else expect(cell.open).toBeGreaterThan(0)
        const named = state.channels.find(({ channel }) => channel === cell.channel)
        if (named) expect(named.state).toBe(cell.state)
      }
      if (state.state === 'ready') expect(state.blocks).toEqual([])
      if (state.state === 'open') expect(state.blocks.length).toBeGreaterThan(0)
      // What the books themselves hold of the day, counted one by one.
      const items = (
        await Promise.all(
          BILLS.map(([channel, bill]) => read.reconciliation.itemsOf({ company: COMPANY, channel, bill, date })),
        )
      ).flat()
      const open = items.filter(({ status }) => status === 'open')
      const proposals = await read.differences.openProposals(
        COMPANY,
        open.map(({ id }) => id),
      )
      const waits = open.filter(
        ({ kind, id }) => kind === 'carried-over' && daysFromTo(date, TODAY) <= 2 && !proposals.has(id),
      )
      const toDo = open.length - proposals.size - waits.length
      expect(cells.reduce((sum, { differences }) => sum + differences, 0)).toBe(toDo)
      expect(cells.reduce((sum, { waiting }) => sum + waiting, 0)).toBe(waits.length)
      for (const item of ofDay) told.set(item.block, (told.get(item.block) ?? 0) + item.count)
      if (date <= closedUntil) expect(state.state).toBe('closed')
    }
    for (const { what, count } of board.open) {
      if (what !== 'awaiting-approval') expect([what, count]).toEqual([what, told.get(what)])
    }
    const suspense = (await read.suspense.open(COMPANY)).length
    expect(board.open.find(({ what }) => what === 'suspense')?.count ?? 0).toBe(suspense)
    const queue = await desk.approvals.list({ company: COMPANY, status: 'proposed' }, 0, 1)
    expect(board.open.find(({ what }) => what === 'awaiting-approval')?.count ?? 0).toBe(queue.total)
  })

  test('fetching a day’s files makes fewer files missing, never more', async () => {
    ports = await openPorts(newPlace, TODAY)
    const { database, ids, clock } = ports
    const missing = async () => {
      const board = await createShowBoard(ports)(COMPANY, {})
      if (isRefusal(board)) throw new Error(board.refused)
      const files = board.open.filter(({ what }) =>
        ['no-trade-bill', 'no-fund-flow', 'no-statement', 'not-reconciled'].includes(what),
      )
      return files.reduce((sum, { count }) => sum + count, 0)
    }
    expect(await missing()).toBe(0)
    await database.transaction((store) =>
      store.payments.insert({
        ...{
          id: ids.next(),
          company: COMPANY,
          source: 'wechat',
          transactionId: 'T1',
          orderNo: null,
          householdId: null,
        },
        ...{ amountFen: 100, paidAt: clock.now(), paidOn: FIRST, outcome: 'applied', refundedFen: 0, refundParts: 0 },
        recordedAt: clock.now(),
      }),
    )
    let before = await missing()
    expect(before).toBe(6 * 6)
    for (const [channel, bill] of BILLS) {
      for (const date of [FIRST, '2026-11-21']) {
        const run = { company: COMPANY, channel, bill, date, id: ids.next(), fileId: null, matched: 0, passes: {} }
        const none = { ourTotalFen: 0, theirTotalFen: 0, status: 'balanced', reason: null, ranAt: clock.now() } as const
        await database.transaction((store) => store.reconciliation.insertRun({ ...run, ...none }))
        const now = await missing()
        expect(now).toBeLessThanOrEqual(before)
        before = now
      }
    }
    expect(before).toBe(4 * 6)
  })
})
