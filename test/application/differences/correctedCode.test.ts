import { applyFromSuspense } from '../../../server/application/suspense/applyFromSuspense'
import type { ChannelFileDay } from '../../../server/domain/reconciliation/channelFile'
import type { CounterRow } from '../../../server/domain/reconciliation/row'
import { openThreeBills, registerHomes } from '../../support/books'
import { openDifferenceDesk } from '../../support/differences'
import { openFilesDesk } from '../../support/files'
import { onEachSoundStory } from '../../support/integrity'
import { openPorts } from '../../support/ports'
import { openDesk } from '../../support/reconciliation'

const DAY = '2026-11-18'

const COMPANY = 'lanzhou'

const BANK = 'bank:icbc'

const OF_DAY: ChannelFileDay = { company: COMPANY, channel: BANK, bill: 'trade', date: DAY }

const [WANG, LI, ZHAO] = ['6201000001', '6201000002', '6201000003'] as const

const NOBODY = '6209999999'

type Row = Omit<CounterRow, 'line'>

const PAID: Row = { userCode: WANG, traceNo: 'BK0000000001', amountFen: 100_000, paidOn: DAY }

const OTHER: Row = { userCode: ZHAO, traceNo: 'BK0000000002', amountFen: 50_000, paidOn: DAY }

async function openStory(newPlace: Parameters<typeof openPorts>[0]) {
  const ports = await openPorts(newPlace, '2026-11-20')
  await openThreeBills(ports)
  await registerHomes(ports, COMPANY, [ZHAO])
  return { ports, desk: openDesk(ports), files: openFilesDesk(ports), resolving: openDifferenceDesk(ports) }
}

onEachSoundStory('a bank corrects the user code of a payment', openStory, (story) => {
  let version = 0
  beforeEach(() => {
    version = 0
  })
  async function file(userCode: string) {
    const { desk, ports, files } = story()
    const company = ports.rulebooks.get(COMPANY)?.name ?? ''
    await desk.banks.get('icbc')?.write(desk.folder, { company, date: DAY, rows: [{ ...PAID, userCode }, OTHER] })
    const result = await desk.reconcile(COMPANY, BANK, DAY, 'bank-icbc.txt')
    version += 1
    if (version > 1) await files.accept(OF_DAY, version)
    return result
  }
  const open = async () =>
    (await story().ports.database.read.reconciliation.itemsOf(OF_DAY)).filter(({ status }) => status === 'open')
  /** What was paid for a household, in fen: on its bills and as credit. */
  async function paidFor(userCode: string): Promise<number> {
    const { read } = story().ports.database
    const household = await read.households.byUserCode(COMPANY, userCode)
    if (!household) throw new Error(`no household ${userCode}`)
    const applied = await read.bills.applicationsOf(household.id)
    return applied.reduce((sum, { principalFen, lateFeeFen }) => sum + principalFen + lateFeeFen, household.creditFen)
  }
  const paid = async () => [await paidFor(WANG), await paidFor(LI), await paidFor(ZHAO)]
  const suspended = async () => {
    const items = await story().ports.database.read.suspense.open(COMPANY)
    return items.map(({ amountFen }) => amountFen)
  }
  const change = async () => {
    const { files } = story()
    const shown = await files.show.one(
      { company: COMPANY, loginName: 'li' },
      (await files.versionOf(OF_DAY, version)).id,
    )
    return 'refused' in shown ? undefined : shown.change
  }
  async function moved(): Promise<string> {
    const [item] = await open()
    expect([item?.kind, item?.ourFen, item?.theirFen]).toEqual(['payer', 100_000, 100_000])
    await story().resolving.resolve(item?.id ?? '', 'move-payment')
    return item?.reason ?? ''
  }

  test('the money moves to the other household by two people; the version says whose it was and is', async () => {
    await file(WANG)
    expect(await paid()).toEqual([100_000, 0, 50_000])
    await file(LI)
    expect(await change()).toMatchObject({
      changed: 1,
      rows: [{ key: PAID.traceNo, before: { userCode: WANG }, after: { userCode: LI, amountFen: 100_000 } }],
    })
    expect(await paid()).toEqual([100_000, 0, 50_000])
    expect(await moved()).toContain(`${LI}`)
    expect(await paid()).toEqual([0, 100_000, 50_000])
    expect(await story().desk.reconcile(COMPANY, BANK, DAY, 'bank-icbc.txt')).toMatchObject({
      status: 'balanced',
      ourTotalFen: 150_000,
      theirTotalFen: 150_000,
    })
    expect(await open()).toEqual([])
  })

  test('a code corrected twice, and back again, takes the money along each time', async () => {
    await file(WANG)
    for (const [code, expected] of [
      [LI, [0, 100_000, 50_000]],
      [ZHAO, [0, 0, 150_000]],
    ] as const) {
      await file(code)
      await moved()
      expect(await paid()).toEqual(expected)
    }

    await story().files.accept(OF_DAY, 1)
    await moved()
    expect(await paid()).toEqual([100_000, 0, 50_000])
    await story().files.accept(OF_DAY, 2)
    await moved()
    expect(await paid()).toEqual([0, 100_000, 50_000])
  })

  test('a code that nobody knew and is put right takes the money out of suspense', async () => {
    await file(NOBODY)
    expect(await suspended()).toEqual([100_000])
    await file(LI)
    await moved()
    expect(await suspended()).toEqual([])
    expect(await paid()).toEqual([0, 100_000, 50_000])
  })

  test('a code that is corrected to one that nobody knows puts the money into suspense', async () => {
    await file(WANG)
    await file(NOBODY)
    expect(await moved()).toContain(NOBODY)
    expect(await suspended()).toEqual([100_000])
    expect(await paid()).toEqual([0, 0, 50_000])
  })

  test('money taken out of suspense already is not moved: that is looked at, and told', async () => {
    await file(NOBODY)
    const { ports, resolving } = story()
    const [waiting] = await ports.database.read.suspense.open(COMPANY)
    const to = await ports.database.read.households.byUserCode(COMPANY, LI)
    await ports.database.transaction(async (store) => {
      const payment = await store.payments.byId(waiting?.paymentId ?? '')
      if (!payment || !to) throw new Error('no payment in suspense')
      await store.suspense.resolve(waiting?.id ?? '', 'apply-to-bill', ports.clock.now())
      await applyFromSuspense(store, { payment, householdId: to.id, toBills: true, by: payment.id }, ports)
    })
    const again = await story().desk.reconcile(COMPANY, BANK, DAY, 'bank-icbc.txt')
    expect(again).toMatchObject({ status: 'balanced' })
    await file(LI)
    const [item] = await open()
    expect(await resolving.propose(item?.id ?? '', 'move-payment')).toMatchObject({
      refused: 'resolution-does-not-fit',
    })
    await resolving.resolve(item?.id ?? '', 'acknowledge')
    expect(await paid()).toEqual([0, 100_000, 50_000])
    expect(await story().desk.reconcile(COMPANY, BANK, DAY, 'bank-icbc.txt')).toMatchObject({ status: 'balanced' })
  })
})
