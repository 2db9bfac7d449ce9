import { addDays } from '../../../server/domain/calendar/civilDate'
import { type BankMatchingStory, COMPANY, DAY, onEachBankMatchingStory, STATEMENT } from '../../support/bankMatching'

const NUMBER = '000001'

onEachBankMatchingStory('a bank that begins its numbers again', (story) => {
  const kept = async ({ ports }: BankMatchingStory, ...after: number[]) => {
    const days = await Promise.all(
      after.map((days) => ports.database.read.bankMatching.entriesStated(COMPANY, STATEMENT, addDays(DAY, days))),
    )
    return days.flat().map(({ bankReference, amountFen }) => [bankReference, amountFen])
  }
  const openOn = async (all: BankMatchingStory, after: number) =>
    (await all.openOnStatement(addDays(DAY, after))).map(({ key, theirFen }) => [key, theirFen])

  test('each day’s movement is kept and booked by itself, whatever had its number before', async () => {
    const all = story()
    const { statement, resolving, balances } = all
    await statement(1, [{ amountFen: 80_000, bankReference: NUMBER }])
    await statement(2, [{ amountFen: 80_000, bankReference: NUMBER }])
    await statement(3, [{ amountFen: 30_000, bankReference: NUMBER }])
    const ofDay = (after: number) => `${NUMBER}@${addDays(DAY, after)}`
    expect(await kept(all, 1, 2, 3)).toEqual([
      [NUMBER, 80_000],
      [ofDay(2), 80_000],
      [ofDay(3), 30_000],
    ])
    for (const after of [1, 2, 3]) {
      const [item, ...others] = await all.openOnStatement(addDays(DAY, after))
      expect(others).toEqual([])
      await resolving.resolve(item?.id ?? '', 'to-suspense')
    }
    expect(await balances('bank', 'suspense')).toEqual([190_000, -190_000])
  })

  test('a movement told again is the one that is kept; a corrected amount is its own day’s', async () => {
    const all = story()
    const { statement, files } = all
    await statement(1, [{ amountFen: 80_000, bankReference: NUMBER }])
    const own = [{ amountFen: 50_000, bankReference: NUMBER }]
    await statement(2, own)
    const again = { ...own[0], amountFen: 51_000, bookedOn: addDays(DAY, 2) }
    const date = await statement(2, [again, { amountFen: 10_000, bankReference: '000002' }])
    await files.accept({ company: COMPANY, channel: STATEMENT, bill: 'statement', date }, 2)
    expect(await kept(all, 1, 2)).toEqual([
      [NUMBER, 80_000],
      [`${NUMBER}@${date}`, 51_000],
      ['000002', 10_000],
    ])
    expect(await openOn(all, 1)).toEqual([[NUMBER, 80_000]])
    // The next day's statement tells of it once more, under the day on which it was booked.
    await statement(3, [again])
    expect(await kept(all, 1, 2, 3)).toHaveLength(3)
  })

  test('another amount of the same day and number in another statement is another movement', async () => {
    const all = story()
    const { statement } = all
    await statement(1, [{ amountFen: 80_000, bankReference: NUMBER }])
    await statement(2, [{ amountFen: 5_000, bankReference: NUMBER, bookedOn: addDays(DAY, 1) }])
    expect(await kept(all, 1, 2)).toEqual([
      [NUMBER, 80_000],
      [`${NUMBER}@${addDays(DAY, 1)}`, 5_000],
    ])
  })

  test('a movement taken back at once is that day’s, not that of the day that had its number first', async () => {
    const all = story()
    const { statement } = all
    await statement(1, [{ amountFen: 80_000, bankReference: NUMBER }])
    const back = { direction: 'debit' as const, reversal: true, bankReference: `${NUMBER}#R` }
    await statement(2, [
      { amountFen: 80_000, bankReference: NUMBER },
      { ...back, amountFen: 80_000 },
    ])
    expect(await openOn(all, 1)).toEqual([[NUMBER, 80_000]])
    expect(await openOn(all, 2)).toEqual([])
  })
})
