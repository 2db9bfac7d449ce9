import type { DayRow } from '../../support/bankDay'
import {
  type BankMatchingStory,
  CLEARING,
  COMPANY,
  LI,
  NUMBER,
  onEachBankMatchingStory,
  WANG,
} from '../../support/bankMatching'

const ZHAO: DayRow = { userCode: '6201000001', traceNo: 'BK0000000003', amountFen: 10_000 }

onEachBankMatchingStory('a changed file whose money has arrived by the file before', (story) => {
  /** 1,500.00 are in our account when the bank sends the day's file again, and a second person approves it. */
  async function changedTo(rows: readonly DayRow[], { file, statement, files, trade, openInFile }: BankMatchingStory) {
    await file([LI, WANG])
    await statement(1, [{ amountFen: 150_000, ourReference: NUMBER }])
    await file(rows)
    expect(await openInFile()).toEqual([])
    await files.accept(trade, 2)
    const items = (await openInFile()).map(({ id, kind, key, ourFen, theirFen, owner }) => {
      return { id, kind, key, ourFen, theirFen, owner }
    })
    return items.sort((one, other) => (one.kind < other.kind ? -1 : 1))
  }
  const gap = (theirFen: number) => ({ kind: 'amount', key: NUMBER, ourFen: 150_000, theirFen, owner: 'finance-desk' })

  test('says more: the gap is a work item; what is still to come is on its way, missed, and found', async () => {
    const all = story()
    const { resolving, balances, statement, openOnStatement, openInFile, file } = all
    const found = await changedTo([LI, WANG, ZHAO], all)
    expect(found).toMatchObject([gap(160_000)])
    expect(await balances(CLEARING, 'bank')).toEqual([10_000, 150_000])
    // Told again it is the same work.
    await file([LI, WANG, ZHAO])
    expect((await openInFile()).map(({ id }) => id)).toEqual([found[0]?.id])
    const id = found[0]?.id ?? ''
    expect(await resolving.propose(id, 'correct-amount')).toEqual({ refused: 'resolution-does-not-fit' })
    expect((await resolving.resolve(id, 'await-rest')).summary).toContain('还应到账的 100.00 元 记为在途')
    expect(await file([LI, WANG, ZHAO])).toMatchObject({ status: 'balanced' })
    const missedOn = await statement(2, [])
    expect(await openOnStatement(missedOn)).toMatchObject([{ kind: 'ours-only', ourFen: 10_000 }])
    await statement(3, [{ amountFen: 10_000 }])
    expect(await openOnStatement(missedOn)).toEqual([])
    expect(await balances(CLEARING, 'bank')).toEqual([0, 160_000])
  })

  test('says more, and the rest has come already: it is found at once', async () => {
    const all = story()
    const { resolving, balances, statement, openOnStatement } = all
    const [item] = await changedTo([LI, WANG, ZHAO], all)
    const came = await statement(2, [{ amountFen: 10_000 }])
    expect(await openOnStatement(came)).toMatchObject([{ kind: 'channel-only', theirFen: 10_000 }])
    await resolving.resolve(item?.id ?? '', 'await-rest')
    expect([await openOnStatement(came), await balances(CLEARING, 'bank')]).toEqual([[], [0, 160_000]])
  })

  test('says less: what came beyond it waits in suspense, once, and clearing comes to nothing', async () => {
    const all = story()
    const { resolving, balances, ports, file, openInFile } = all
    const found = await changedTo([LI], all)
    expect(found).toMatchObject([
      gap(100_000),
      { kind: 'ours-only', key: WANG.traceNo, ourFen: 50_000, theirFen: null },
    ])
    const [beyond, gone] = found.map(({ id }) => id)
    await resolving.resolve(gone ?? '', 'take-back-payment')
    expect(await balances(CLEARING, 'bank')).toEqual([-50_000, 150_000])
    await resolving.resolve(beyond ?? '', 'to-suspense')
    expect(await balances(CLEARING, 'bank', 'suspense')).toEqual([0, 150_000, -50_000])
    expect(await ports.database.read.suspense.open(COMPANY)).toMatchObject([
      { reason: 'settled-beyond', amountFen: 50_000, owner: 'finance-desk' },
    ])
    await file([LI])
    expect(await openInFile()).toEqual([])
    await resolving.differences.reopen(COMPANY, { id: 'S-MAKER', loginName: 'maker' }, beyond ?? '', '再看一次')
    expect(await resolving.approve(await resolving.propose(beyond ?? '', 'to-suspense'))).toEqual({
      refused: 'books-changed',
    })
  })

  test('says a little else: within the limit it is written off', async () => {
    const all = story()
    const { resolving, balances } = all
    const [item] = await changedTo([LI, WANG, { ...ZHAO, amountFen: 50 }], all)
    expect(await balances(CLEARING)).toEqual([50])
    await resolving.resolve(item?.id ?? '', 'write-off')
    expect(await balances(CLEARING, 'cash-differences')).toEqual([0, 50])
  })
})
