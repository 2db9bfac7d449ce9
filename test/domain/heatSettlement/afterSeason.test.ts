import {
  agreementDueOn,
  isWithin,
  refundCalendar,
  refundsOnline,
  settlementDueOn,
} from '../../../server/domain/heatSettlement/afterSeason'
import { rulebookOf } from '../../support/estimate'

const binzhou = rulebookOf('binzhou')

describe('the calendar after a season', () => {
  test('LZ4: settled within two months of the season’s end: by May 31', () => {
    expect(settlementDueOn(rulebookOf('lanzhou'), '2025-2026')).toBe('2026-05-31')
  })

  test('BO8: published within 60 days of the end of heating, of its real end where that came late', () => {
    const baoji = rulebookOf('baoji')
    expect(settlementDueOn(baoji, '2025-2026')).toBe('2026-05-13') // 17 days of March, 30 of April, 13 of May
    const actual = [{ season: '2025-2026', endsOn: '2026-03-20', reason: '低温' }]
    expect(settlementDueOn({ ...baoji, season: { ...baoji.season, actual } }, '2025-2026')).toBe('2026-05-19')
    expect(settlementDueOn(binzhou, '2025-2026')).toBeUndefined()
  })

  test('BZ3, BZ4, BZ6: publicity, objections, applications, payout, top-ups, and if nobody acted', () => {
    expect(refundCalendar(binzhou, '2022-2023')).toEqual({
      publicity: { from: '2023-05-21', to: '2023-05-30' },
      applications: { from: '2023-05-21', to: '2023-06-30' },
      objections: { from: '2023-05-21', to: '2023-05-30' },
      payoutBefore: '2023-07-10',
      topUpBy: '2023-06-30',
      mergedFrom: '2023-07-01',
    })
    expect(refundCalendar(rulebookOf('baoji'), '2022-2023')).toBeUndefined()
  })

  test('BZ3: a window’s ends belong to it', () => {
    const { from, to } = { from: '2023-05-21', to: '2023-05-30' }
    expect(['2023-05-20', '2023-05-21', '2023-05-30', '2023-05-31'].map((on) => isWithin({ from, to }, on))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  test('BZ6: the meter-test agreement is signed within seven days of the objection', () => {
    expect(agreementDueOn(binzhou, '2023-05-30')).toBe('2023-06-06')
    expect(agreementDueOn(rulebookOf('baoji'), '2023-05-30')).toBeUndefined()
  })

  test('BZ8: 73 estates are served online, the others visit a hall', () => {
    expect(new Set(binzhou.refunds?.onlineEstates?.names).size).toBe(73)
    expect(refundsOnline(binzhou, '市立医院(丽园小区)')).toBe(true)
    expect(refundsOnline(binzhou, '爱情公寓')).toBe(true)
    expect(refundsOnline(binzhou, '幸福里')).toBe(false)
    expect(refundsOnline(rulebookOf('beijing'), '爱情公寓')).toBe(false)
  })
})
