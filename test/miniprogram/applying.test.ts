import type { ApplicationView } from '../../contract/applications'
import type { Problem } from '../../contract/problem'
import { good } from '../../miniprogram/api/send'
import { monthText, monthToConfirm, nextOf, stateOf } from '../../miniprogram/pages/application/ApplicationFoot'
import { listedOf } from '../../miniprogram/pages/applications/listed'
import { arrearsWithin } from '../../miniprogram/pages/bill/SeasonBillCard'
import { readGas } from '../../miniprogram/pages/gas/GasForm'
import { faultsIn, faultsOf, stepOf, tidyDetails } from '../../miniprogram/pages/refund/steps'
import { type Asked, offersOf } from '../../miniprogram/pages/services/offers'

const refused = (code: string, more: Partial<Problem> = {}): Problem => ({
  type: 'x',
  title: '没有办成',
  status: 422,
  code,
  detail: '没有受理。',
  ...more,
})

const report: ApplicationView = {
  id: 'A1',
  kind: 'temperature-report',
  household: { id: 'H1', userCode: '1', owner: '王秀英', address: '幸福里' },
  season: '2026-2027',
  status: 'asked',
  askedOn: '2026-12-01',
  words: null,
  mayWithdraw: true,
  steps: [{ step: 'asked', on: '2026-12-01', at: 10, by: 'resident', note: null }],
  service: null,
  temperature: { months: [], confirmedMonth: null, reduction: null },
  gas: null,
}

describe('What is offered', () => {
  const nothing = { kind: 'refused', problem: refused('not-offered') } as const
  const none: Asked = {
    service: { ok: false, failure: nothing },
    consent: { ok: false, failure: nothing },
    temperature: { ok: false, failure: nothing },
    gas: { ok: false, failure: nothing },
    settlement: { ok: false, failure: nothing },
  }

  test('is nothing where every service refuses', () => {
    expect(offersOf(none)).toEqual([])
  })

  test('leaves out parts that need no consent, and a company without a rule on suspension', () => {
    const base = { season: '2026-2027', minimumFirstFen: 1, balanceDueOn: null, arrearsFen: 0, applications: [] }
    const service = {
      service: 'heating',
      season: '2026-2027',
      windows: [],
      feeAfterwards: null,
      applications: [],
    } as const
    expect(
      offersOf({
        ...none,
        consent: good({ ...base, state: 'automatic' }),
        service: good({ ...service, windows: [], applications: [], state: 'no-rule' }),
      }),
    ).toEqual([])
    const offers = offersOf({
      ...none,
      consent: good({ ...base, state: 'not-asked' }),
      service: good({ ...service, windows: [], applications: [], service: 'suspended', state: 'closed' }),
    })
    expect(offers.map(({ page, name }) => [page, name])).toEqual([
      ['consent', '申请分次缴纳'],
      ['service', '恢复用热'],
    ])
  })
})

test('a bill says how much of it is of earlier seasons, where not all of it is', () => {
  const now = { season: '2026-2027', remainingFen: 162_000 }
  const before = { season: '2025-2026', remainingFen: 150_000 }
  expect(arrearsWithin([now, before], '2026-2027')).toBe(150_000)
  expect(arrearsWithin([now, { ...now, remainingFen: 22_000 }], '2026-2027')).toBe(0)
  expect(arrearsWithin([{ ...now, remainingFen: 0 }, before], '2026-2027')).toBe(0)
  expect(arrearsWithin([before], '2026-2027')).toBe(0)
})

describe('A cold home', () => {
  const month = { month: '2026-12', measurements: [], outcome: 'ground' as const, meanCelsius: '15.2' }

  test('is asked to confirm a month only when it is ground for a reduction, and once', () => {
    expect(monthToConfirm(report)).toBeUndefined()
    const warm = { ...month, outcome: 'warm-enough' as const }
    expect(
      monthToConfirm({ ...report, temperature: { months: [warm], confirmedMonth: null, reduction: null } }),
    ).toBeUndefined()
    const cold = { months: [warm, month], confirmedMonth: null, reduction: null }
    expect(monthToConfirm({ ...report, temperature: cold })).toEqual({ month: '2026-12', meanCelsius: '15.2' })
    expect(nextOf({ ...report, temperature: cold })).toContain('确认平均室温')
    expect(stateOf({ ...report, temperature: cold })).toBe('等您确认')
    expect(stateOf(report)).toBe('等待办理')
    expect(monthToConfirm({ ...report, status: 'confirmed', temperature: cold })).toBeUndefined()
    expect(monthToConfirm({ ...report, temperature: { ...cold, confirmedMonth: '2026-12' } })).toBeUndefined()
  })

  test('reads its month in words', () => {
    expect(monthText('2026-01')).toBe('2026年1月')
  })
})

test('a finished application promises nothing more', () => {
  for (const status of ['effective', 'accepted', 'reduced', 'refused', 'withdrawn'] as const)
    expect(nextOf({ ...report, status })).toBeUndefined()
})

test('applications and claims are listed newest first, whatever they are', () => {
  const claim = {
    id: 'C1',
    orderNo: 'HP1',
    amountFen: 10_000,
    from: { userCode: '101000000001', owner: '王*', address: '幸福里***' },
    to: { userCode: '101000000002', owner: '张*', address: '幸福里***' },
    status: 'asked' as const,
    reason: 'x',
    answer: null,
    askedAt: 20,
    decidedAt: null,
  }
  const later = { ...report, id: 'A2', steps: report.steps.map((step) => ({ ...step, at: 30 })) }
  const listed = listedOf({ applications: [report, later], claims: [claim], settled: [] })
  expect(listed.map(({ key }) => key)).toEqual(['A2', 'C1', 'A1'])
})

describe('A gas meter', () => {
  test.each(['1234.5', ' 1,234.567 ', '1234。5', '0'])('reads %s', (typed) => {
    expect(readGas(typed, '1234').wrong.reading).toBe(false)
  })
  test.each(['', '-1', '1.2345', '12345678', '1e3'])('does not read "%s"', (typed) => {
    expect(readGas(typed, '1234').wrong.reading).toBe(true)
  })
  test('has a number of four signs or more, spaces left out', () => {
    expect(readGas('1', 'AB 12-3').meterNumber).toBe('AB12-3')
    expect(readGas('1', '123').wrong.meter).toBe(true)
  })
})

describe('A refund application', () => {
  const details = {
    owner: ' 王秀英 ',
    identityNumber: '3723 0119 6001 0100 2x',
    bankCard: '6217 0000-0000 0012',
    phone: '138 0000 0000',
  }

  test('is sent without the spaces of cards and telephones', () => {
    expect(tidyDetails(details)).toEqual({
      owner: '王秀英',
      identityNumber: '37230119600101002X',
      bankCard: '6217000000000012',
      phone: '13800000000',
    })
    expect(faultsOf(tidyDetails(details))).toEqual({})
  })

  test('tells each field that is missing, and a card that cannot be one', () => {
    expect(Object.keys(faultsOf({ owner: '', identityNumber: '', bankCard: '123', phone: '' }))).toEqual([
      'owner',
      'identityNumber',
      'phone',
      'bankCard',
    ])
  })

  test('a refusal stands beside the fields that it names', () => {
    const wrong = faultsIn(refused('details-differ', { fields: '户主姓名、联系电话' }))
    expect(wrong).toMatchObject({ owner: '与登记的不一样，请核对。登记有变请到营业厅办理。', refusal: '没有受理。' })
    expect(wrong.phone).toBeDefined()
    expect(wrong.bankCard).toBeUndefined()
    expect(stepOf(wrong)).toBe(1)
  })

  test('a missing photo stands beside its own, and any other refusal is told as it is', () => {
    const missing = faultsIn(refused('photo-missing', { photos: '银行卡' }))
    expect(missing).toEqual({ 'bank-card': '还差这张照片。' })
    expect(stepOf(missing)).toBe(2)
    expect(faultsIn(refused('outside-window'))).toEqual({ refusal: '没有受理。' })
    expect(faultsIn(refused('invalid-request', { path: 'phone', detail: '电话：最多 32 个字' }))).toEqual({
      phone: '最多 32 个字',
    })
  })
})
