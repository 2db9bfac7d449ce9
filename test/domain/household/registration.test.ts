import { seasonBill } from '../../../server/domain/billing/seasonBill'
import { columnOf, factsOf } from '../../../server/domain/household/columns'
import { identityCheck, isIdentityNumber } from '../../../server/domain/household/household'
import { particularsText, readParticulars } from '../../../server/domain/household/particulars'
import { type Cells, differences, readRegistration } from '../../../server/domain/household/registration'
import { cityOf, templateRulebook } from '../../support/cities'

const nothing = { areas: {}, categories: {}, devices: {}, factors: {}, parts: {}, uses: {} }
const rulebook = { ...nothing, userCode: { pattern: '^\\d{10}$', label: '用户编码', shape: '10 位数字', help: '' } }
const row: Cells = { userCode: '6201000001', owner: '张演示', estate: '演示家园', use: '居民', buildingArea: '89.33' }
const faultsOf = (cells: Cells) => {
  const read = readRegistration(rulebook, { ...row, ...cells })
  return read.outcome === 'wrong' ? read.faults.map(({ column }) => column) : []
}

describe('identity numbers (GB 11643)', () => {
  test.each(['11010519491231002X', '440524188001010014', '110105199003071239'])('the specimen %s', (number) => {
    expect(identityCheck(number.slice(0, 17))).toBe(number[17])
  })
  test('a check digit off by one, a day that never was, a lower-case x, 15 digits', () => {
    expect(isIdentityNumber('110105199003071239')).toBe(true)
    expect(isIdentityNumber('110105199003071230')).toBe(false)
    const feb30 = '11010519900230123'
    expect(isIdentityNumber(feb30 + identityCheck(feb30))).toBe(false)
    expect(isIdentityNumber('11010519491231002x')).toBe(false)
    expect(isIdentityNumber('110105491231002')).toBe(false)
  })
})

describe('a row of a household file', () => {
  test('the least a company must know of a household; the rest has its ordinary value', () => {
    expect(readRegistration(rulebook, row)).toEqual({
      outcome: 'read',
      registration: {
        userCode: '6201000001',
        owner: '张演示',
        identityNumber: null,
        phone: null,
        bankCard: null,
        estate: '演示家园',
        building: '',
        unit: '',
        room: '',
        use: 'residential',
        heatSource: null,
        billing: 'area',
        buildingArea: '89.33',
        usableArea: null,
        storeys: null,
        storeyHeight: null,
        service: 'heating',
        cardHolder: true,
        movedOutOn: null,
        lowIncomeApprovedFor: null,
        particulars: null,
      },
    })
  })

  test('Chinese words, full-width digits, slashed dates, areas without decimals mean the same', () => {
    const chinese = readRegistration(rulebook, {
      ...row,
      userCode: '６２０１０００００１',
      use: '办公、教学、医院',
      heatSource: '燃煤',
      billing: '热计量',
      buildingArea: '0100',
      usableArea: '75.5',
      storeys: '楼房',
      storeyHeight: '3.6',
      service: '停热',
      cardHolder: '否',
      movedOutOn: '2026/1/5',
      identityNumber: '11010519491231002x',
    })
    expect(chinese).toMatchObject({
      registration: {
        userCode: '6201000001',
        use: 'office',
        heatSource: 'coal',
        billing: 'metered',
        buildingArea: '100.00',
        usableArea: '75.50',
        storeys: 'multi',
        storeyHeight: '3.60',
        service: 'suspended',
        cardHolder: false,
        movedOutOn: '2026-01-05',
        identityNumber: '11010519491231002X',
      },
    })
  })

  test.each<[string, Cells, string]>([
    ['a code of another shape', { userCode: '62010000' }, 'userCode'],
    ['no owner', { owner: ' ' }, 'owner'],
    ['an unknown use', { use: '仓库' }, 'use'],
    ['an area of nothing', { buildingArea: '0' }, 'buildingArea'],
    ['an area below nothing', { buildingArea: '-5' }, 'buildingArea'],
    ['an area with three decimals', { buildingArea: '89.333' }, 'buildingArea'],
    ['more usable than built', { usableArea: '90' }, 'usableArea'],
    ['a wrong identity number', { identityNumber: '110105199003071230' }, 'identityNumber'],
    ['a telephone of letters', { phone: '请勿拨打' }, 'phone'],
    ['a storey height of nothing', { storeyHeight: '0' }, 'storeyHeight'],
    ['a day that never was', { movedOutOn: '2026-02-30' }, 'movedOutOn'],
    ['years that do not follow', { lowIncomeApprovedFor: '2026-2028' }, 'lowIncomeApprovedFor'],
    ['neither yes nor no', { cardHolder: '也许' }, 'cardHolder'],
    ['a bell in a name', { owner: '张\u0007三' }, 'owner'],
    ['an estate longer than a line', { estate: '长'.repeat(65) }, 'estate'],
  ])('%s is a fault of its column', (_, cells, column) => {
    expect(faultsOf(cells)).toEqual([column])
  })

  test('every fault is found, and none repeats what may be personal', () => {
    const read = readRegistration(rulebook, { ...row, identityNumber: '110105199003071230', owner: '', phone: 'x' })
    expect(read.outcome === 'wrong' && read.faults).toHaveLength(3)
    expect(JSON.stringify(read)).not.toContain('110105199003071230')
  })

  test('two registrations differ in the columns that differ', () => {
    const one = readRegistration(rulebook, row)
    const other = readRegistration(rulebook, { ...row, buildingArea: '90', phone: '10000000001' })
    if (one.outcome !== 'read' || other.outcome !== 'read') throw new Error('both are right')
    expect(differences(one.registration, other.registration)).toEqual(['buildingArea', 'phone'])
    expect(differences(one.registration, one.registration)).toEqual([])
  })
})

test('headings are known in English and Chinese, with the brackets and spaces that people type', () => {
  expect(['userCode', 'USERCODE', '卡号', ' 建筑面积（m²） ', '户 主', '身份证号'].map(columnOf)).toEqual([
    'userCode',
    'userCode',
    'userCode',
    'buildingArea',
    'owner',
    'identityNumber',
  ])
  expect(columnOf('备注')).toBeUndefined()
})

describe('what a company registers besides the ordinary columns', () => {
  const template = templateRulebook()

  test('in its own words: areas, parts, sorts, factors, devices, who manages, how it is fitted', () => {
    const cell =
      '套内面积 90；封闭阳台 10；阁楼 12 高 1.8；高层住宅；位置修正系数 0.85；换热器 2；代管；分户；首次用热 2026-12-01'
    const read = readParticulars(template, cell)
    expect(read.outcome === 'read' && particularsText(template, read.particulars ?? {})).toBe(cell)
    expect(read).toEqual({
      outcome: 'read',
      particulars: {
        areas: { inner: '90' },
        parts: [
          { part: 'balcony', area: '10' },
          { part: 'loft', area: '12', height: '1.8' },
        ],
        categories: ['high-rise'],
        factors: { position: '0.85' },
        devices: { exchanger: 2 },
        managedBy: 'estate',
        separatelyFitted: true,
        firstHeatedOn: '2026-12-01',
      },
    })
    expect(readParticulars(template, ' ')).toEqual({ outcome: 'read', particulars: null })
  })

  test.each(['地下室 20', '套内面积', '套内面积 九十', '换热器 2.5', '阁楼 12 宽 1.8', '首次用热 明天', '高层住宅 1'])(
    '“%s” is refused, with the words that may be written',
    (cell) => {
      expect(readParticulars(template, cell)).toEqual({
        outcome: 'wrong',
        reason: expect.stringContaining('套内面积 90、'),
      })
    },
  )

  test('a bill is worked out from it', () => {
    const jinan = cityOf('jinan')
    const cells = { ...row, buildingArea: '110', particulars: '套内面积 90；封闭阳台 10' }
    const read = readRegistration(jinan, cells)
    if (read.outcome === 'wrong') throw new Error(JSON.stringify(read.faults))
    expect(seasonBill(jinan, factsOf(read.registration), '2026-2027')).toMatchObject({ totalFen: 253_650 })
    expect(differences(read.registration, { ...read.registration, particulars: null })).toEqual(['particulars'])
  })
})
