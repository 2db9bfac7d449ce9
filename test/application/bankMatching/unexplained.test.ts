import { isRefusal } from '../../../server/application/common/refusal'
import type { Transit } from '../../../server/domain/bankMatching/transit'
import { addDays } from '../../../server/domain/calendar/civilDate'
import { type BankMatchingStory, COMPANY, DAY, onEachBankMatchingStory, STATEMENT } from '../../support/bankMatching'
import { maker } from '../../support/desk'

const PAYOUT = 'P20261118000001'

onEachBankMatchingStory('a movement on our account that nothing explains', (story) => {
  /** What our books have paid out, or what came back of it, as our account will see it. */
  async function paidOut(
    { ports }: BankMatchingStory,
    direction: Transit['direction'],
    amountFen: number,
  ): Promise<void> {
    const numbers = { reference: PAYOUT, otherReference: '', bundle: '', evidenceId: 'P1' }
    const open = { arrivalId: null, overdueOn: null, missedIn: null }
    const money = { direction, amountFen, netFen: amountFen, sentOn: DAY }
    await ports.database.transaction((store) =>
      store.bankMatching.insertTransit({ id: 'T1', company: COMPANY, party: 'payout', ...numbers, ...open, ...money }),
    )
  }
  const possible = async ({ resolving }: BankMatchingStory, id: string) => {
    const shown = await resolving.differences.show({ company: '*' }, COMPANY, id)
    if (isRefusal(shown)) throw new Error(shown.refused)
    return shown.possible.map(({ resolution }) => resolution)
  }
  async function shown(all: BankMatchingStory, after: number): Promise<string> {
    const [item, ...others] = await all.openOnStatement(addDays(DAY, after))
    expect(others).toEqual([])
    return item?.id ?? ''
  }
  const debit = (amountFen: number, more = {}) => ({ amountFen, direction: 'debit' as const, ...more })

  test('a payout of which the bank paid less: the rest stays on its way, and the bank pays it', async () => {
    const all = story()
    await paidOut(all, 'debit', 50_000)
    await all.statement(1, [debit(48_000, { ourReference: PAYOUT })])
    const id = await shown(all, 1)
    expect(await possible(all, id)).toEqual(['await-rest'])
    await all.resolving.resolve(id, 'await-rest')
    expect(await all.ports.database.read.bankMatching.onTheWay(COMPANY, DAY, DAY)).toMatchObject([
      { direction: 'debit', amountFen: 2_000, party: 'payout' },
    ])
    await all.statement(2, [debit(2_000, { ourReference: PAYOUT })])
    expect(await all.openOnStatement(addDays(DAY, 2))).toEqual([])
  })

  test('a payout of which the bank paid more: it owes us what is beyond', async () => {
    const all = story()
    await paidOut(all, 'debit', 50_000)
    await all.statement(1, [debit(51_000, { ourReference: PAYOUT })])
    const id = await shown(all, 1)
    expect(await possible(all, id)).toEqual(['claim-debit'])
    await all.resolving.resolve(id, 'claim-debit')
    // The payout itself is in the books since it was reported.
    expect(await all.balances('bank', 'channel-claims')).toEqual([-1_000, 1_000])
  })

  test('a payout’s return of which less came waits for the rest, which is claimed at last', async () => {
    const all = story()
    await paidOut(all, 'credit', 50_000)
    await all.statement(1, [{ amountFen: 49_000, ourReference: PAYOUT }])
    await all.resolving.resolve(await shown(all, 1), 'await-rest')
    await all.statement(3, [])
    const id = await shown(all, 3)
    expect(await possible(all, id)).toEqual(['await-arrival', 'ask-bank', 'claim-debit'])
    await all.resolving.resolve(id, 'claim-debit')
    expect(await all.balances('bank', 'channel-claims')).toEqual([-1_000, 1_000])
  })

  test('a return of which more came is money that waits in suspense', async () => {
    const all = story()
    await paidOut(all, 'credit', 50_000)
    await all.statement(1, [{ amountFen: 51_000, ourReference: PAYOUT }])
    const id = await shown(all, 1)
    expect(await possible(all, id)).toEqual(['to-suspense'])
    await all.resolving.resolve(id, 'to-suspense')
    expect(await all.balances('bank', 'suspense')).toEqual([51_000, -51_000])
  })

  test('a claimed debit that the bank takes out of its statement again is claimed no more', async () => {
    const all = story()
    const date = await all.statement(1, [debit(80_000, { bankReference: 'BK1' })])
    await all.resolving.resolve(await shown(all, 1), 'claim-debit')
    expect(await all.balances('bank', 'channel-claims')).toEqual([-80_000, 80_000])
    await all.statement(1, [])
    await all.files.accept({ company: COMPANY, channel: STATEMENT, bill: 'statement', date }, 2)
    const id = await shown(all, 1)
    await all.resolving.resolve(id, 'follow-statement')
    expect(await all.balances('bank', 'channel-claims')).toEqual([0, 0])
  })

  test('opened again after it was booked, a word ends it and nothing is booked twice', async () => {
    const all = story()
    await all.statement(1, [{ amountFen: 80_000, remark: '采暖费' }])
    const id = await shown(all, 1)
    await all.resolving.resolve(id, 'to-suspense')
    await all.resolving.differences.reopen(COMPANY, maker, id, '再看一次')
    expect(await possible(all, id)).toEqual(['acknowledge'])
    await all.resolving.resolve(id, 'acknowledge')
    expect(await all.balances('bank', 'suspense')).toEqual([80_000, -80_000])
  })
})
