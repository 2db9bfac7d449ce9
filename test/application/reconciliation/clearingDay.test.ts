import { addDays } from '../../../server/domain/calendar/civilDate'
import type { ChannelFileDay } from '../../../server/domain/reconciliation/channelFile'
import type { CounterRow } from '../../../server/domain/reconciliation/row'
import { openThreeBills } from '../../support/books'
import { openDifferenceDesk } from '../../support/differences'
import { openFilesDesk } from '../../support/files'
import { onEachSoundStory } from '../../support/integrity'
import { openPorts } from '../../support/ports'
import { openDesk } from '../../support/reconciliation'

const DAY = '2026-11-18'

const NEXT = addDays(DAY, 1)

const COMPANY = 'lanzhou'

const BANK = 'bank:icbc'

type Row = Omit<CounterRow, 'line'>

const NOON: Row = { userCode: '6201000001', traceNo: 'BK0000000001', amountFen: 100_000, paidOn: DAY }

const EVENING: Row = { userCode: '6201000002', traceNo: 'BK0000000002', amountFen: 50_000, paidOn: DAY }

const NEXT_NOON: Row = { ...NOON, traceNo: 'BK0000000003', amountFen: 20_000, paidOn: NEXT }

async function openStory(newPlace: Parameters<typeof openPorts>[0]) {
  const ports = await openPorts(newPlace, addDays(DAY, 3))
  await openThreeBills(ports)
  return { ports, desk: openDesk(ports), files: openFilesDesk(ports), resolving: openDifferenceDesk(ports) }
}

onEachSoundStory('a bank’s clearing day is not a civil day', openStory, (story) => {
  const dayOf = (date: string): ChannelFileDay => ({ company: COMPANY, channel: BANK, bill: 'trade', date })
  async function file(date: string, rows: readonly Row[]) {
    const { desk, ports } = story()
    const company = ports.rulebooks.get(COMPANY)?.name ?? ''
    await desk.banks.get('icbc')?.write(desk.folder, { company, date, rows })
    return desk.reconcile(COMPANY, BANK, date, 'bank-icbc.txt')
  }
  const items = async (date: string) =>
    (await story().ports.database.read.reconciliation.itemsOf(dayOf(date))).map(
      ({ kind, status }) => `${kind} ${status}`,
    )
  const evening = () => story().ports.database.read.payments.byTransaction(COMPANY, BANK, EVENING.traceNo)

  test('an evening’s payment in the next day’s file is that day’s: both days balance, every time', async () => {
    expect(await file(DAY, [NOON])).toMatchObject({ status: 'balanced', theirTotalFen: 100_000 })
    const next = { status: 'balanced', matched: 2, ourTotalFen: 70_000, theirTotalFen: 70_000 }
    expect(await file(NEXT, [EVENING, NEXT_NOON])).toMatchObject(next)
    expect(await file(DAY, [NOON])).toMatchObject({ status: 'balanced', ourTotalFen: 100_000 })
    expect(await file(NEXT, [EVENING, NEXT_NOON])).toMatchObject(next)
    expect([...(await items(DAY)), ...(await items(NEXT))]).toEqual([])
    // It was paid on its own day: the late fee runs to that.
    expect(await evening()).toMatchObject({ paidOn: DAY, filedOn: NEXT, outcome: 'applied' })
  })

  test('a payment that a re-sent file has moved to the next day is not taken back, nor short', async () => {
    const { files, resolving, ports } = story()
    await file(DAY, [NOON, EVENING])
    await file(DAY, [NOON])
    await files.accept(dayOf(DAY), 2)
    const [short] = (await ports.database.read.reconciliation.itemsOf(dayOf(DAY))).filter(
      ({ status }) => status === 'open',
    )
    expect([short?.kind, short?.key]).toEqual(['ours-only', EVENING.traceNo])
    const proposed = await resolving.propose(short?.id ?? '', 'take-back-payment')
    expect(await file(NEXT, [EVENING, NEXT_NOON])).toMatchObject({ status: 'balanced' })
    expect(await resolving.approve(proposed)).toMatchObject({ refused: expect.any(String) })
    expect(await items(DAY)).toEqual(['ours-only closed'])
    expect(await evening()).toMatchObject({ filedOn: NEXT, refundedFen: 0 })
    await file(NEXT, [EVENING, NEXT_NOON])
    expect(await items(DAY)).toEqual(['ours-only closed'])
  })

  test('what two days’ files both hold counts once, on the first; the second row says where it is', async () => {
    await file(DAY, [NOON, EVENING])
    await file(NEXT, [EVENING, NEXT_NOON])
    expect(await items(DAY)).toEqual([])
    expect(await items(NEXT)).toEqual(['channel-only open'])
    expect((await evening())?.filedOn ?? null).toBeNull()
    const [item] = await story().ports.database.read.reconciliation.itemsOf(dayOf(NEXT))
    expect(await story().resolving.propose(item?.id ?? '', 'book-payment')).toMatchObject({
      refused: 'resolution-does-not-fit',
    })
  })
})
