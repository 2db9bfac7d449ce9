import { type DayCut, NO_DAY_CUT } from '../../../server/domain/reconciliation/dayCut'
import { at, kinds, ourPayment, reconcileRows, theirs } from '../../support/matching'

const beforeMidnight = ourPayment(1, { at: at('23:59:59') })
const afterMidnight = ourPayment(2, { at: at('24:00:01') })
const noon = ourPayment(3, { at: at('12:00:00') })
const item = (row: { key: string }, side: 'ours' | 'theirs', closedByCut = false) => ({
  id: `item ${row.key}`,
  rowKind: 'payment' as const,
  key: row.key,
  side,
  closedByCut,
})
const cutOf = (after: Partial<DayCut['after']>, own: DayCut['own'] = []): DayCut => ({
  ...NO_DAY_CUT,
  after: { ...NO_DAY_CUT.after, ...after },
  own,
})

describe('the day’s cut', () => {
  test('ours at 23:59:59, not in the file: carried over, and short once tomorrow lacks it too', () => {
    expect(kinds(reconcileRows([beforeMidnight], []))).toEqual(['carried-over'])
    expect(kinds(reconcileRows([beforeMidnight], [], cutOf({ reconciled: true })))).toEqual(['ours-only'])
  })

  test('ours at noon is never carried over', () => {
    expect(kinds(reconcileRows([noon], []))).toEqual(['ours-only'])
  })

  test('a row that tomorrow’s run saw as ours of today closes it, and the totals agree', () => {
    const told = reconcileRows(
      [beforeMidnight],
      [],
      cutOf({ reconciled: true, items: [item(beforeMidnight, 'theirs')] }),
    )
    expect(told.differences).toEqual([])
    expect(told.cut).toEqual({
      matched: 1,
      closes: [`item ${beforeMidnight.key}`],
      movedFen: -beforeMidnight.amountFen,
    })
    expect(told.ourTotalFen).toBe(told.theirTotalFen)
  })

  test('a row of theirs that we have tomorrow: carried over first, matched when tomorrow waits', () => {
    const file = [theirs(afterMidnight, { at: at('23:59:59') })]
    expect(kinds(reconcileRows([], file, cutOf({ border: [afterMidnight] })))).toEqual(['carried-over'])
    const told = reconcileRows(
      [],
      file,
      cutOf({ border: [afterMidnight], reconciled: true, items: [item(afterMidnight, 'ours')] }),
    )
    expect(told.differences).toEqual([])
    expect(told.cut.closes).toEqual([`item ${afterMidnight.key}`])
    expect(told.ourTotalFen).toBe(told.theirTotalFen)
  })

  test('matched again after tomorrow has taken its half, theirs stays matched', () => {
    const file = [theirs(afterMidnight, { at: at('23:59:59') })]
    const cut = cutOf({ border: [afterMidnight], reconciled: true }, [item(afterMidnight, 'theirs', true)])
    expect(reconcileRows([], file, cut).differences).toEqual([])
  })

  test('a row that tomorrow’s own file had already is foreign here', () => {
    const told = reconcileRows(
      [],
      [theirs(afterMidnight, { at: at('23:59:59') })],
      cutOf({ border: [afterMidnight], reconciled: true }),
    )
    expect(kinds(told)).toEqual(['foreign'])
  })

  test('matched again after tomorrow has closed it, today stays closed', () => {
    const told = reconcileRows([beforeMidnight], [], cutOf({ reconciled: true }, [item(beforeMidnight, 'ours', true)]))
    expect(told.differences).toEqual([])
  })

  test('a row across midnight is no other day’s row when our books have it on this one', () => {
    const told = reconcileRows([beforeMidnight], [theirs(beforeMidnight, { at: at('24:00:00') })])
    expect(told.differences).toEqual([])
  })
})
