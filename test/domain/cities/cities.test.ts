import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { feeDueOn } from '../../../server/domain/calendar/season'
import { isRefused } from '../../../server/domain/tariff/area'
import { answerOf, askOf, cityOf, exampleCities } from '../../support/cities'
import { rulebooks } from '../../support/estimate'

const kWh = (quantity: string) => ({ billing: 'metered', heat: { quantity, unit: 'kWh' } })
const building = (buildingArea: string) => ({ buildingArea })
const others = { use: 'non-residential', buildingArea: '100' }
const inner = (area: string) => ({ areas: { inner: area } })

describe('twelve cities as their notices read (cities.md)', () => {
  test('each is a file that loads, marked as an example, and none is on', () => {
    expect(exampleCities()).toHaveLength(12)
    for (const { example, id } of exampleCities()) {
      expect(example).toBe('published')
      expect(rulebooks.get(id)).toBeUndefined()
    }
  })

  /** City, what is asked, what comes out in fen: the whole, and its lines where they are told. */
  const fees: [string, Record<string, unknown>, number, number[]?][] = [
    ['xian', building('100'), 232_000, [212_000, 20_000]],
    ['xian', { ...others, storeyHeight: '4.5' }, 450_000],
    ['xian', { ...others, storeyHeight: '9' }, 900_000],
    ['xian', { ...building('100'), service: 'suspended' }, 69_600],
    ['zhengzhou', inner('100'), 228_000],
    ['zhengzhou', building('100'), 205_200],
    ['zhengzhou', others, 336_000],
    ['jinan', inner('100'), 267_000],
    ['jinan', { ...inner('90'), parts: [{ part: 'balcony', area: '10' }] }, 253_650],
    ['jinan', { use: 'school', ...building('100') }, 267_000],
    ['jinan', { ...inner('100'), service: 'suspended' }, 40_050],
    ['taiyuan', building('100'), 180_000],
    ['taiyuan', { ...others, storeyHeight: '3.5' }, 408_750],
    ['taiyuan', { ...building('100'), service: 'suspended' }, 54_000],
    ['taiyuan', { use: 'low-income', ...building('100') }, 88_200, [16_200, 72_000]],
    ['shijiazhuang', building('100'), 198_000],
    ['shijiazhuang', { ...building('100'), categories: ['high-rise'] }, 187_000],
    ['shijiazhuang', { ...building('100'), service: 'suspended' }, 39_600],
    ['shenyang', building('100'), 260_000],
    ['shenyang', { ...building('100'), categories: ['no-subsidy'] }, 233_000],
    ['shenyang', { ...others, storeyHeight: '3.6' }, 352_000],
    ['shenyang', { ...others, storeyHeight: '4.1' }, 384_000],
    ['shenyang', { use: 'garage', ...building('100') }, 160_000],
    ['shenyang', { ...building('100'), service: 'suspended' }, 52_000],
    ['harbin', { usableArea: '100' }, 383_200],
    ['harbin', { usableArea: '100', service: 'suspended' }, 76_640],
    ['changchun', building('100'), 270_000],
    ['changchun', { ...others, storeyHeight: '3.5' }, 325_500],
    ['changchun', { ...others, storeyHeight: '6' }, 465_000],
    ['changchun', { ...others, storeyHeight: '9' }, 465_000],
    ['changchun', { ...building('100'), service: 'suspended' }, 54_000],
    ['tianjin', building('100'), 250_000],
    ['dalian', building('100'), 260_000, [258_000, 2_000]],
    ['dalian', { ...others, storeyHeight: '4.3' }, 340_800, [338_800, 2_000]],
    ['dalian', { ...others, storeyHeight: '6' }, 402_400, [400_400, 2_000]],
    [
      'dalian',
      { ...building('80'), parts: [{ part: 'unregistered', area: '20', height: '1.8' }] },
      254_800,
      [252_840, 1_960],
    ],
    ['hefei', building('200'), 438_400, [309_600, 128_800]],
    ['wuchang', { ...building('100'), storeyHeight: '3' }, 400_000],
    ['wuchang', { ...building('100'), storeyHeight: '4' }, 624_000],
    ['wuchang', { ...building('100'), storeyHeight: '5' }, 800_000],
  ]
  test.each(fees.map(([city, asked, fen, lines = null]) => [city, asked, fen, lines] as const))(
    '%s: the fee of %j is %d fen',
    (city, asked, fen, lines) => {
      const { prepay } = answerOf(cityOf(city), asked)
      expect(prepay.totalFen).toBe(fen)
      if (lines) expect(prepay.lines.map(({ amountFen }) => amountFen)).toEqual(lines)
    },
  )

  test.each([
    ['xian', { ...building('100'), ...kWh('10000') }, 229_600, -2_400],
    ['jinan', { ...inner('100'), ...kWh('20000') }, 480_100, 26_700],
    ['tianjin', { ...building('100'), ...kWh('10000'), factors: { position: '0.85' } }, 185_500, -64_500],
    ['wuchang', { ...building('60'), ...kWh('500') }, 50_000, -166_000],
  ])('%s: the meter of %j comes to %d fen, adjusted by %d', (city, asked, metered, adjustmentFen) => {
    const answer = answerOf(cityOf(city), asked)
    expect(answer.metered?.totalFen).toBe(metered)
    expect(answer.settlement).toEqual({ adjustmentFen })
  })

  test.each([
    ['shijiazhuang', { ...building('100'), paying: { on: '2026-09-20', through: 'counter' } }, 195_030],
    ['tianjin', { ...building('100'), paying: { on: '2026-06-15', through: 'online' } }, 242_500],
    ['tianjin', { ...building('100'), paying: { on: '2026-06-15', through: 'counter' } }, 250_000],
    ['wuchang', { ...building('100'), storeyHeight: '3', paying: { on: '2026-09-15', through: 'online' } }, 330_000],
  ])('%s: %j is paid with %d fen', (city, asked, fen) => {
    expect(answerOf(cityOf(city), asked).paying?.totalFen).toBe(fen)
  })

  test.each([
    ['harbin', { usableArea: '100', asOf: '2027-01-03' }, 383_200, 1_150],
    ['changchun', { ...building('100'), asOf: '2026-11-01' }, 270_000, 13_500],
    ['changchun', { ...building('100'), asOf: '2027-02-01' }, 270_000, 13_500],
    ['tianjin', { ...building('100'), asOf: '2026-12-31' }, 250_000, 0],
    ['tianjin', { ...building('100'), asOf: '2027-01-01' }, 250_000, 500],
  ])('%s: of %j is owed %d fen and a late fee of %d', (city, asked, principalFen, lateFeeFen) => {
    expect(answerOf(cityOf(city), asked).owed).toMatchObject({ principalFen, lateFeeFen })
  })

  test('Xi’an gives back half of three days’ fee at 15 °C; a metered home’s without the base part', () => {
    const cold = { ...building('100'), coldDays: [{ days: 3, celsius: '15' }] }
    expect(answerOf(cityOf('xian'), cold).coldRefund?.totalFen).toBe(2_876)
    // (2320 − 696) ÷ 121 × 3 × 50 %
    expect(answerOf(cityOf('xian'), { ...cold, billing: 'metered' }).coldRefund?.totalFen).toBe(2_013)
    const warm = { ...building('100'), coldDays: [{ days: 3, celsius: '18' }] }
    expect(answerOf(cityOf('xian'), warm).coldRefund).toEqual({ lines: [], totalFen: 0 })
  })

  test('Zhengzhou’s bill says days, not months', () => {
    const [line] = answerOf(cityOf('zhengzhou'), inner('100')).prepay.lines
    expect(line?.formula).toBe('100.00 m² × 0.19 元/(天·m²) × 120 天')
  })

  test('Jinan has no price for a home whose inner area is not on file', () => {
    const refused = askOf(cityOf('jinan'), building('100'))
    expect(isRefused(refused) && refused.reason).toContain('套内面积')
  })

  test('Shenyang’s two payers stand apart: what the city pays is no line of the household', () => {
    const { prepay } = answerOf(cityOf('shenyang'), { ...building('100'), categories: ['no-subsidy'] })
    expect(prepay.others).toMatchObject([{ payer: 'city', name: '市财政', totalFen: 27_000 }])
    expect(prepay.lines.map(({ amountFen }) => amountFen)).toEqual([233_000])
  })

  test('Harbin takes half at first and the rest until the year ends; Tianjin is due then', () => {
    expect(answerOf(cityOf('harbin'), { usableArea: '100' }).instalments).toEqual({
      allowed: true,
      minimumFirstFen: 191_600,
      balanceDueOn: '2026-12-31',
    })
    expect(feeDueOn(cityOf('tianjin'), '2026-2027')).toBe('2026-12-31')
  })

  test('Hefei prolongs heat by days, and settles a provisional price by the final one', () => {
    expect(answerOf(cityOf('hefei'), { ...building('100'), extraDays: 10 }).extraDays?.totalFen).toBe(23_889)
    const published = cityOf('hefei', (text) =>
      text.replace(
        'tiers: [{ upTo: 144, price: 21.5 }, { price: 23 }]',
        'provisional: true\n        tiers: [{ upTo: 144, price: 21.5, final: 22.0 }, { price: 23, final: 23 }]',
      ),
    )
    const answer = answerOf(published, building('100'))
    expect(answer.rebilling).toMatchObject({ totalFen: 5_000, lines: [{ formula: '2200.00 元 − 2150.00 元' }] })
    expect(answer.prepay.lines[0]?.label).toContain('暂定价')
    expect(answerOf(cityOf('hefei'), building('100')).rebilling).toBeUndefined()
  })

  test('no code names a city of the examples', () => {
    const names = exampleCities().flatMap(({ id, city }) => [`'${id}'`, city.replace('市', '')])
    // A municipality is a province, too, where provinces are listed.
    const listed = /^ +'\p{Script=Han}{2,3}',$/gmu
    const found = sourceFiles(join(__dirname, '../../../server')).flatMap(({ file, text }) =>
      names.filter((name) => text.replace(listed, '').includes(name)).map((name) => `${file}: ${name}`),
    )
    expect(found).toEqual([])
  })
})

function sourceFiles(folder: string): { file: string; text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name)
      return { file, text: readFileSync(file, 'utf8') }
    })
}
