import { faultText, readRulebook } from '../../../server/adapters/rulebooks/loadRulebooks'
import { knownBanks } from '../../../server/adapters/rulebooks/unknownBanks'
import { PROJECT } from '../../support/ports'
import { rewritten, textOf } from '../../support/rulebookVersions'

const known = knownBanks(PROJECT)

function faults(company: string, ...changes: (readonly [string, string])[]): string[] {
  const read = readRulebook(`${company}.yaml`, rewritten(textOf(company), ...changes), known)
  return read.outcome === 'wrong' ? read.faults.map(faultText) : []
}

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
