import { isRefusal } from '../../../server/application/common/refusal'
import { addDays } from '../../../server/domain/calendar/civilDate'
import {
  type BankMatchingStory,
  CLEARING,
  COMPANY,
  DAY,
  LI,
  NUMBER,
  onEachBankMatchingStory,
  STATEMENT,
  WANG,
} from '../../support/bankMatching'
import { claimOf } from '../../support/channelClaims'
import { maker } from '../../support/desk'

const REFERENCE = 'BK9900000001'

type Rows = Parameters<BankMatchingStory['statement']>[1]

onEachBankMatchingStory('a re-sent statement that contradicts a movement that is booked', (story) => {
  /** The statement of a day comes again with these rows, a second person approves it; gives the open differences of the day. */
  async function resent(
    { statement, files, openOnStatement }: BankMatchingStory,
    after: number,
    rows: Rows,
    version = 2,
  ) {
    const date = await statement(after, rows)
    await files.accept({ company: COMPANY, channel: STATEMENT, bill: 'statement', date }, version)
    return openOnStatement(date)
  }
  const possible = async ({ resolving }: BankMatchingStory, id: string) => {
    const shown = await resolving.differences.show({ company: '*' }, COMPANY, id)
    if (isRefusal(shown)) throw new Error(shown.refused)
    return shown.possible.map(({ resolution }) => resolution)
  }

  test('says less: the entry is reversed, what came is booked, the rest is on its way', async () => {
    const all = story()
    const { file, statement, resolving, balances, openOnStatement } = all
    await file([LI, WANG])
    await statement(1, [{ amountFen: 150_000, ourReference: NUMBER, bankReference: REFERENCE }])
    expect(await balances('bank', CLEARING)).toEqual([150_000, 0])
    const told = { amountFen: 149_000, ourReference: NUMBER, bankReference: REFERENCE }
    const [item, ...others] = await resent(all, 1, [told])
    expect([item?.kind, item?.ourFen, item?.theirFen, others]).toEqual(['amount', 150_000, 149_000, []])
    const id = item?.id ?? ''
    expect(await possible(all, id)).toEqual(['follow-statement'])
    await resolving.entries()
    const { summary } = await resolving.resolve(id, 'follow-statement')
    expect(summary).toContain('冲回')
    expect(await resolving.entries()).toEqual([
      `channel-settled bank ${CLEARING} 149000`,
      `reversal ${CLEARING} bank 150000`,
    ])
    expect(await balances('bank', CLEARING)).toEqual([149_000, 1_000])
    // The same statement once more is the statement that is booked.
    expect(await resent(all, 1, [told], 2).catch(() => openOnStatement(addDays(DAY, 1)))).toEqual([])
    await statement(3, [{ amountFen: 1_000, ourReference: NUMBER }])
    expect(await balances('bank', CLEARING)).toEqual([150_000, 0])
  })

  test('goes back to its first word, and comes with the second one again: each time it is followed', async () => {
    const all = story()
    const { file, statement, resolving, balances } = all
    await file([LI, WANG])
    const told = (amountFen: number): Rows => [{ amountFen, ourReference: NUMBER, bankReference: REFERENCE }]
    await statement(1, told(150_000))
    for (const [index, amountFen] of [149_000, 150_000, 149_000].entries()) {
      // Each version has something of its own, so that it is another file.
      const own = { amountFen: index + 1, bankReference: `X${index}` }
      const items = await resent(all, 1, [...told(amountFen), own], index + 2)
      expect(items).toHaveLength(2)
      const item = items.find(({ key }) => key === REFERENCE)
      await resolving.resolve(item?.id ?? '', 'follow-statement')
      expect(await balances('bank', CLEARING)).toEqual([amountFen, 150_000 - amountFen])
    }
  })

  test('says more: all of it is booked, and what is beyond waits in suspense', async () => {
    const all = story()
    const { file, statement, resolving, balances } = all
    await file([LI, WANG])
    await statement(1, [{ amountFen: 150_000, ourReference: NUMBER, bankReference: REFERENCE }])
    const [item] = await resent(all, 1, [{ amountFen: 152_000, ourReference: NUMBER, bankReference: REFERENCE }])
    await resolving.resolve(item?.id ?? '', 'follow-statement')
    expect(await balances('bank', CLEARING, 'suspense')).toEqual([152_000, 0, -2_000])
  })

  test('tells of it no more: the entry is reversed, and the money is on its way again and missed', async () => {
    const all = story()
    const { file, statement, resolving, balances, openOnStatement } = all
    await file([LI, WANG])
    await statement(1, [{ amountFen: 150_000, ourReference: NUMBER, bankReference: REFERENCE }])
    const [item] = await resent(all, 1, [])
    expect([item?.kind, item?.ourFen, item?.theirFen]).toEqual(['ours-only', 150_000, null])
    expect(await possible(all, item?.id ?? '')).toEqual(['follow-statement'])
    await resolving.resolve(item?.id ?? '', 'follow-statement')
    expect(await balances('bank', CLEARING)).toEqual([0, 150_000])
    const missedOn = await statement(2, [])
    expect(await openOnStatement(missedOn)).toMatchObject([{ kind: 'ours-only', ourFen: 150_000 }])
    await statement(3, [{ amountFen: 150_000, bankReference: REFERENCE }])
    expect(await balances('bank', CLEARING)).toEqual([150_000, 0])
  })

  test('is followed once: opened again, or told by two proposals, nothing is booked a second time', async () => {
    const all = story()
    const { file, statement, resolving, balances } = all
    await file([LI, WANG])
    await statement(1, [{ amountFen: 150_000, ourReference: NUMBER, bankReference: REFERENCE }])
    const [item] = await resent(all, 1, [{ amountFen: 149_000, ourReference: NUMBER, bankReference: REFERENCE }])
    const id = item?.id ?? ''
    await resolving.resolve(id, 'follow-statement')
    await resolving.differences.reopen(COMPANY, maker, id, '再看一次')
    expect(await resolving.propose(id, 'follow-statement')).toEqual({ refused: 'resolution-does-not-fit' })
    expect(await balances('bank', CLEARING)).toEqual([149_000, 1_000])
  })

  test('one of several parts: all of them are reversed, those that stand are booked as they were', async () => {
    const all = story()
    const { file, statement, resolving, balances } = all
    await file([LI, WANG])
    const parts = (second: number): Rows => [
      { amountFen: 100_000, ourReference: NUMBER, bankReference: REFERENCE },
      { amountFen: second, ourReference: NUMBER, bankReference: 'BK9900000002' },
    ]
    await statement(1, parts(50_000))
    expect(await balances('bank', CLEARING)).toEqual([150_000, 0])
    const [item] = await resent(all, 1, parts(49_000))
    await resolving.resolve(item?.id ?? '', 'follow-statement')
    expect(await balances('bank', CLEARING)).toEqual([149_000, 1_000])
  })

  test('of a fee that the bank kept: the fee is reversed with it, and booked as it comes out now', async () => {
    const all = story()
    const { file, statement, resolving, balances } = all
    await file([LI, WANG])
    const date = await statement(1, [{ amountFen: 149_000, ourReference: NUMBER, bankReference: REFERENCE }])
    const [short] = await all.openOnStatement(date)
    await resolving.resolve(short?.id ?? '', 'accept-fee')
    expect(await balances('bank', CLEARING, 'channel-fees')).toEqual([149_000, 0, 1_000])
    const [item] = await resent(all, 1, [{ amountFen: 149_400, ourReference: NUMBER, bankReference: REFERENCE }])
    await resolving.resolve(item?.id ?? '', 'follow-statement')
    expect(await balances('bank', CLEARING, 'channel-fees')).toEqual([149_400, 0, 600])
  })

  test('of what somebody paid in: the payment counts with what came, if nothing was done with it', async () => {
    const all = story()
    const { statement, resolving, balances } = all
    const CLEARED = `clearing:${STATEMENT}`
    const deposit = (amountFen: number): Rows => [{ amountFen, bankReference: REFERENCE, remark: '张三 采暖费' }]
    const date = await statement(1, deposit(80_000))
    const [item] = await all.openOnStatement(date)
    await resolving.resolve(item?.id ?? '', 'to-suspense')
    expect(await balances('bank', CLEARED, 'suspense')).toEqual([80_000, 0, -80_000])
    const [less] = await resent(all, 1, deposit(70_000))
    expect(await resolving.approve(await resolving.propose(less?.id ?? '', 'follow-statement'))).toEqual({
      refused: 'suspense-first',
    })
    expect(await balances('bank', CLEARED, 'suspense')).toEqual([80_000, 0, -80_000])
    await resolving.reject(less?.id ?? '')
    const [more] = await resent(all, 1, deposit(81_000), 3)
    await resolving.resolve(more?.id ?? '', 'follow-statement')
    expect(await balances('bank', CLEARED, 'suspense')).toEqual([81_000, 0, -81_000])
  })

  test('of what somebody paid into our account, and is not told of any more: nobody paid it', async () => {
    const all = story()
    const { statement, resolving, balances } = all
    const date = await statement(1, [{ amountFen: 80_000, bankReference: REFERENCE }])
    const [item] = await all.openOnStatement(date)
    await resolving.resolve(item?.id ?? '', 'to-suspense')
    const [gone] = await resent(all, 1, [])
    await resolving.resolve(gone?.id ?? '', 'follow-statement')
    expect(await balances('bank', `clearing:${STATEMENT}`, 'suspense')).toEqual([0, 0, 0])
    expect(await all.openOnStatement(await statement(3, []))).toEqual([])
  })

  test('of a claim that it ended: the claim is open again, and what came is looked at anew', async () => {
    const all = story()
    const { statement, resolving, balances, ports } = all
    await ports.database.transaction((store) => claimOf(store, ports, { company: COMPANY, amountFen: 60_000, on: DAY }))
    const date = await statement(1, [{ amountFen: 50_000, bankReference: REFERENCE, remark: '微信支付退回' }])
    const [back] = await all.openOnStatement(date)
    expect(await possible(all, back?.id ?? '')).toContain('claim-returned')
    await resolving.entries()
    await resolving.resolve(back?.id ?? '', 'claim-returned')
    expect(await resolving.entries()).toEqual(['claim-returned bank channel-claims 50000'])
    expect(await balances('bank', 'channel-claims')).toEqual([50_000, 10_000])
    // What ended a claim is no payment as well.
    await resolving.differences.reopen(COMPANY, maker, back?.id ?? '', '再看一次')
    expect(await resolving.propose(back?.id ?? '', 'to-suspense')).toEqual({ refused: 'resolution-does-not-fit' })
    await resolving.resolve(back?.id ?? '', 'acknowledge')
    const [item] = await resent(all, 1, [{ amountFen: 45_000, bankReference: REFERENCE, remark: '微信支付退回' }])
    await resolving.resolve(item?.id ?? '', 'follow-statement')
    expect(await balances('bank', 'channel-claims')).toEqual([0, 60_000])
    const [anew] = await all.openOnStatement(date)
    expect(anew).toMatchObject({ kind: 'channel-only', theirFen: 45_000, owner: 'finance-desk' })
    await resolving.resolve(anew?.id ?? '', 'claim-returned')
    expect(await balances('bank', 'channel-claims')).toEqual([45_000, 15_000])
    const { rows } = await resolving.differences.claims({ company: COMPANY, openOnly: true }, 0, 10)
    expect(rows).toMatchObject([{ status: 'partly', openFen: 15_000 }])
    const returned = rows.flatMap(({ returns }) => returns.map(({ amountFen }) => amountFen))
    expect(returned.sort((one, other) => one - other)).toEqual([-50_000, 45_000, 50_000])
  })

  test('on a closed day the reversal counts on the first open one', async () => {
    const all = story()
    const { file, statement, resolving, balances, ports } = all
    await file([LI, WANG])
    await statement(1, [{ amountFen: 150_000, ourReference: NUMBER, bankReference: REFERENCE }])
    const closed = addDays(DAY, 2)
    for (const day of [DAY, addDays(DAY, 1), closed]) {
      const outcome = await resolving.closings.close(COMPANY, day, { id: 'S', loginName: 'wang' })
      if (isRefusal(outcome) && outcome.refused !== 'day-closed') throw new Error(JSON.stringify(outcome))
    }
    const [item] = await resent(all, 1, [{ amountFen: 149_000, ourReference: NUMBER, bankReference: REFERENCE }])
    await resolving.resolve(item?.id ?? '', 'follow-statement')
    const rows = await ports.database.writer.query(
      "SELECT event, effective_on FROM transfers WHERE event = 'reversal' OR amount_fen = 149000 ORDER BY event",
    )
    expect(rows).toEqual([
      { event: 'channel-settled', effective_on: addDays(closed, 1) },
      { event: 'reversal', effective_on: addDays(closed, 1) },
    ])
    expect(await balances('bank', CLEARING)).toEqual([149_000, 1_000])
  })
})
