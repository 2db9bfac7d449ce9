import fc from 'fast-check'
import { payoutSerial, requestFileName, resultFileName } from '../../../server/domain/heatSettlement/payout'
import { isAbsurd } from '../../../server/domain/heatSettlement/reading'
import {
  differingDetails,
  maskCard,
  passesLuhn,
  plainCard,
} from '../../../server/domain/heatSettlement/refundApplication'
import { keepsInDoubt, objectionOn } from '../../../server/domain/heatSettlement/settlement'

const ALL = ['owner', 'identity-number', 'bank-card', 'phone'] as const

const registered = {
  owner: '张建国',
  identityNumber: '11010519491231002X',
  bankCard: '6217000000000000012',
  phone: '13800000001',
}

describe('who asks for a refund', () => {
  test('BZ5: the same person, as people write themselves', () => {
    const said = {
      owner: ' 张 建国',
      identityNumber: '11010519491231002x',
      bankCard: '6217 0000-0000 0000 012',
      phone: '＋8613800000001',
    }
    expect(differingDetails(ALL, registered, said)).toEqual([])
    const named = { ...registered, owner: '阿依古丽·买买提' }
    expect(differingDetails(ALL, named, { ...said, owner: '阿依古丽 • 买买提' })).toEqual([])
  })

  test('BZ5: one sign off in any of the four is a difference; only the rulebook’s fields count', () => {
    fc.assert(
      fc.property(fc.subarray([...ALL], { minLength: 1 }), (wrong) => {
        const said = {
          owner: wrong.includes('owner') ? '张建军' : registered.owner,
          identityNumber: wrong.includes('identity-number') ? '110105194912310020' : registered.identityNumber,
          bankCard: wrong.includes('bank-card') ? '6217000000000000020' : registered.bankCard,
          phone: wrong.includes('phone') ? '13800000002' : registered.phone,
        }
        expect(differingDetails(ALL, registered, said)).toEqual(wrong)
        expect(differingDetails([], registered, said)).toEqual([])
      }),
    )
  })

  test('BZ5: an empty file matches nobody, not even an empty answer', () => {
    const empty = { owner: '', identityNumber: null, bankCard: null, phone: '' }
    expect(differingDetails(ALL, empty, { owner: '', identityNumber: '', bankCard: '', phone: '' })).toEqual([...ALL])
  })

  test('formats.md 7: the check digit of a card; a wrong one is a warning and no more', () => {
    expect(passesLuhn('6217000000000000012')).toBe(true)
    expect(passesLuhn('6222020200000000006')).toBe(true)
    expect(passesLuhn('6217000000000000013')).toBe(false)
    expect(passesLuhn('0000000000')).toBe(false)
    expect(plainCard('６２１７ 0000-0000 0000 012')).toBe('6217000000000000012')
    expect([maskCard('6217000000000000012'), maskCard('123')]).toEqual(['6217****0012', '****'])
  })
})

describe('days and numbers after a season', () => {
  test('BZ6: an objection lapses the day after the last day for signing, unless it was signed', () => {
    const made = { status: 'made' as const, agreementDueOn: '2026-06-06' }
    expect([objectionOn(made, '2026-06-06'), objectionOn(made, '2026-06-07')]).toEqual(['made', 'lapsed'])
    expect([keepsInDoubt(made, '2026-06-06'), keepsInDoubt(made, '2026-06-07')]).toEqual([true, false])
    expect(keepsInDoubt({ ...made, status: 'agreement-signed' }, '2027-01-01')).toBe(true)
    expect(keepsInDoubt({ ...made, status: 'test-passed' }, '2026-06-06')).toBe(false)
  })

  test('formats.md 5.5: files and serials of a batch; a serial is at most 20 letters and digits', () => {
    const batch = { madeOn: '2026-07-05', number: 7, bank: 'other' as const }
    expect(requestFileName(batch)).toBe('req_outer_20260705_007.txt')
    expect(resultFileName(requestFileName(batch))).toBe('res_outer_20260705_007.txt')
    expect(payoutSerial(batch, 5000)).toBe('SP260705007005000')
    expect(payoutSerial(batch, 5000)).toMatch(/^[0-9A-Z]{10,20}$/)
  })

  test('C3: a quantity that no dwelling can have used is a mistake in the unit', () => {
    expect(isAbsurd({ quantity: '100000', unit: 'kWh' }, '100')).toBe(false)
    expect(isAbsurd({ quantity: '100000.001', unit: 'kWh' }, '100')).toBe(true)
    expect(isAbsurd({ quantity: '100', unit: 'MWh' }, '100')).toBe(false)
    expect(isAbsurd({ quantity: '360.001', unit: 'GJ' }, '100')).toBe(true)
  })
})
