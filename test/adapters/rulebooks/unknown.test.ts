import { faultText, readRulebook } from '../../../server/adapters/rulebooks/loadRulebooks'
import { knownBanks } from '../../../server/adapters/rulebooks/unknownBanks'
import { PROJECT } from '../../support/ports'
import { rewritten, textOf } from '../../support/rulebookVersions'

const known = knownBanks(PROJECT)

function faults(company: string, ...changes: (readonly [string, string])[]): string[] {
  const read = readRulebook(`${company}.yaml`, rewritten(textOf(company), ...changes), known)
  return read.outcome === 'wrong' ? read.faults.map(faultText) : []
}

test('a seller stands in its company’s file; its check digit is held, unless it is for tests', () => {
  const seller = (text: string) => {
    const read = readRulebook('beijing.yaml', textOf('beijing').replace(/^seller: .*$/m, `seller: { ${text} }`), known)
    return read.outcome === 'read' ? read.rulebook.seller : read.faults.map(faultText)
  }
  const real = 'taxNumber: 91330106673959654P, province: 北京'
  expect(seller(real)).toEqual({ taxNumber: '91330106673959654P', province: '北京', test: false })
  expect(seller('taxNumber: 9111, province: 北京')).toContainEqual(expect.stringContaining('15 至 20 位'))
  // A provider's sandbox has a seller whose check digit is wrong (formats.md 6.3).
  expect(seller('taxNumber: 339902999999789113, province: 北京')).toEqual([expect.stringContaining('校验位不对')])
  expect(seller('taxNumber: 339902999999789113, province: 北京, test: true')).toMatchObject({ test: true })
})

test('no special invoice of what is exempt, and a tax code has 19 digits', () => {
  expect(faults('beijing', ['    unit: 季\n  - uses', '    documents: [special]\n  - uses'])).toEqual([
    expect.stringContaining('免税的采暖费不得开具增值税专用发票'),
  ])
  expect(faults('beijing', ['    unit: 季\n  - uses', '    taxCode: "1234"\n  - uses'])).toEqual([
    expect.stringContaining('税收分类编码为 19 位数字'),
  ])
})

describe('what a rulebook names and what is not there', () => {
  test('a bank or a statement without a file in config/banks is refused where it is named', () => {
    expect(faults('beijing', ['bankFiles: [icbc,', 'bankFiles: [icbk,'])).toEqual([
      expect.stringMatching(/^beijing\.yaml:\d+:\d+: payment\.bankFiles\.0: config\/banks 中没有银行“icbk”$/),
    ])
    expect(faults('beijing', ['statement: statement-camt053,', 'statement: statement-camt35,'])).toEqual([
      expect.stringContaining('payment.accounts.0.statement: config/banks 中没有对账单“statement-camt35”'),
    ])
    expect(faults('beijing', ['payment:\n', 'payment:\n  counterFees: { icbk: 0.1% }\n'])).toEqual([
      expect.stringContaining('payment.counterFees.icbk: config/banks 中没有银行“icbk”'),
    ])
  })

  test('C10: a season between two prices that has none is refused, and is named', () => {
    const first = [
      '  - uses: [residential]\n    rule: BO1',
      '  - uses: [residential]\n    seasons: { to: 2023-2024 }\n    rule: BO1',
    ] as const
    const later = (from: string) =>
      [
        'meteredPrices:\n',
        `  - uses: [residential]\n    seasons: { from: ${from} }\n    rule: BO1\n    source: price-2011\n    lines:\n      - { label: 采暖费（居民）, per: building, price: 20.4 }\n      - { label: 换热站运行费用, per: building, price: 1.6 }\nmeteredPrices:\n`,
      ] as const
    expect(faults('baoji', first, later('2025-2026'))).toEqual([
      expect.stringContaining(
        'areaPrices.3.seasons.from: 2024-2025 采暖季没有价格：前一条到 2023-2024 为止，这一条从 2025-2026 起',
      ),
    ])
    expect(faults('baoji', first, later('2024-2025'))).toEqual([])
  })
})
