import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { faultText, loadRulebooks, readRulebook } from '../../../server/adapters/rulebooks/loadRulebooks'

const text = (company: string) => readFileSync(join(__dirname, `../../../config/rulebooks/${company}.yaml`), 'utf8')

/** The rulebook with one piece of text changed, and the line on which that piece begins. */
function changed(company: string, from: string, to: string): { faults: string[]; line: number } {
  const yaml = text(company)
  const at = yaml.indexOf(from)
  if (at < 0) throw new Error(`not in ${company}.yaml: ${from}`)
  const read = readRulebook(`${company}.yaml`, yaml.replace(from, to))
  return {
    faults: read.outcome === 'wrong' ? read.faults.map(faultText) : [],
    line: yaml.slice(0, at).split('\n').length,
  }
}

describe('a wrong rulebook is refused with file, line and reason', () => {
  test.each([
    ['baoji', 'price: 20.4', 'price: 20.4a', 'areaPrices.0.lines.0.price: 价格应为最多三位小数的数字'],
    ['baoji', 'price: 20.4', 'price: 0', 'areaPrices.0.lines.0.price: 价格应大于 0'],
    ['baoji', 'hotline: 0917', 'hotlime: 0917', 'hotlime: 没有这个字段'],
    ['baoji', 'end: 03-14', 'end: 02-30', 'season.end: 应为每年都有的日子，写作 MM-DD'],
    ['baoji', 'end: 03-14', 'end: 12-14', 'season.end: 采暖季应跨年：结束的月日应早于开始的月日'],
    ['baoji', 'uses: [residential]', 'uses: [villa]', 'areaPrices.0.uses.0: 应为其中之一：residential、'],
    ['lanzhou', 'firstShare: 50%', 'firstShare: 0.5', 'instalments.firstShare: 应写作百分数，例如 50%'],
    ['lanzhou', 'consent: automatic', 'consent: maybe', 'instalments.consent: 应为其中之一：automatic、staff'],
    ['lanzhou', '{ upTo: 480', '{ upTo: 300', 'gasTiers.homes.ordinary: 各档上限应逐档升高，最后一档没有上限'],
    ['tangshan', 'source: price-2009', 'source: price-2010', 'meteredPrices.0.source: sources 中没有“price-2010”'],
    ['beijing', 'pattern: ^\\d{12}$', 'pattern: \\d{12}', 'userCode.pattern: 应为以 ^ 开头、以 $ 结尾的正则表达式'],
  ])('%s: “%s” → “%s”', (company, from, to, reason) => {
    const { faults, line } = changed(company, from, to)
    expect(faults).toHaveLength(1)
    // The fault points at the changed line, or at the map around it that does not fit together.
    const [, at, said] = /^\w+\.yaml:(\d+):\d+: (.*)$/.exec(faults[0] ?? '') ?? []
    expect(said?.startsWith(reason)).toBe(true)
    expect(Math.abs(Number(at) - line)).toBeLessThanOrEqual(reason.startsWith('gasTiers') ? 2 : 0)
  })

  test('a missing field is reported at the map that lacks it', () => {
    const { faults } = changed('tangshan', '  usable: { divisor: 1.333, rule: TS1 }\n', '')
    expect(faults).toEqual([
      expect.stringContaining('areaPrices.0.lines.0: 按 usable 计价需要 areas.usable'),
      expect.stringContaining('areaPrices.1.lines.0: 按 usable 计价需要 areas.usable'),
    ])
    const missing = changed('tangshan', 'city: 唐山市\n', '')
    expect(missing.faults).toEqual([expect.stringMatching(/^tangshan\.yaml:2:1: city: 缺少这个字段$/)])
  })

  test('a monthly price needs the months', () => {
    const { faults } = changed('lanzhou', 'months: 5, ', '')
    expect(faults[0]).toContain('按月计价需要 season.months')
  })

  test('two prices for one household are refused, since the bill would depend on their order', () => {
    const { faults, line } = changed('beijing', 'heatSources: [coal-direct]', 'heatSources: [district, coal-direct]')
    expect(faults).toEqual([
      `beijing.yaml:${line - 1}:5: areaPrices.1: 与 areaPrices 第 1 条重叠：同一用户同一采暖季有两个价格`,
    ])
  })

  test('a metered price without a settlement rule, or half published, is refused', () => {
    expect(changed('binzhou', 'uses: [residential], direction', 'uses: [hotel], direction').faults[0]).toContain(
      '居民住宅没有 settlement 规则',
    )
    const energy = '    energy: { label: 计量热费, per: kWh, price: 0.14 }\n'
    expect(changed('binzhou', energy, '').faults[0]).toContain('应同时有 base 和 energy')
  })

  test('a price that no longer gives its worked example is caught, with what it gives', () => {
    const { faults } = changed('binzhou', 'per: kWh, price: 0.14', 'per: kWh, price: 0.15')
    expect(faults[0]).toMatch(
      /^binzhou\.yaml:\d+:\d+: examples\.0\.expect\.metered: “案例1（公告）：100 m²、10000 kWh，退 140 元”应为 2060\.00，算得 2160\.00$/,
    )
    const gas = changed('lanzhou', 'price: 2.04', 'price: 2.05')
    expect(gas.faults[0]).toContain('gasExamples.0.expect.total')
    const refused = changed('lanzhou', 'expect: { refused: true }', 'expect: { prepay: 3900 }')
    expect(refused.faults[0]).toContain('算得 ')
  })

  test('broken YAML and a key written twice are refused at their line', () => {
    expect(changed('baoji', 'heatSources: [district]', 'heatSources: [district').faults[0]).toMatch(
      /^baoji\.yaml:\d+:\d+: 不是正确的 YAML：缩进有误，或前面的括号没有收尾$/,
    )
    const twice = changed('baoji', 'city: 宝鸡市', 'city: 宝鸡市\ncity: 宝鸡')
    expect(twice.faults[0]).toMatch(new RegExp(`^baoji\\.yaml:${twice.line + 1}:1: 不是正确的 YAML：同一个键写了两次`))
    expect(readRulebook('x.yaml', '').outcome).toBe('wrong')
    expect(readRulebook('x.yaml', '- a\n- b').outcome).toBe('wrong')
  })
})

describe('a folder of rulebooks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rulebooks-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  test('is refused when empty, when a file’s name is not its id, and for one wrong file', () => {
    expect(loadRulebooks(folder)).toMatchObject({ outcome: 'wrong', faults: [{ file: folder }] })
    writeFileSync(join(folder, 'peking.yaml'), text('beijing'))
    expect(loadRulebooks(folder)).toMatchObject({
      outcome: 'wrong',
      faults: [{ reason: expect.stringContaining('beijing') }],
    })
    rmSync(join(folder, 'peking.yaml'))
    writeFileSync(join(folder, 'beijing.yaml'), text('beijing'))
    expect(loadRulebooks(folder).outcome).toBe('loaded')
    writeFileSync(join(folder, 'lanzhou.yaml'), text('lanzhou').replace('price: 5.00', 'price: five'))
    const wrong = loadRulebooks(folder)
    expect(wrong.outcome === 'wrong' && wrong.faults.map(faultText)[0]).toContain(`${join(folder, 'lanzhou.yaml')}:`)
  })
})
