import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { writeBankFile } from '../../../server/adapters/banks'
import { readBankFile } from '../../../server/adapters/banks/readBankFile'
import type { BankTemplate } from '../../../server/adapters/banks/template'
import { startOfDay } from '../../../server/domain/calendar/civilDate'
import type { CounterRow } from '../../../server/domain/reconciliation/row'
import { bankTemplateOf, BANK_COMPANY as COMPANY, BANK_DAY as DAY, LAYOUTS, layoutFixture } from '../../support/banks'
import { golden } from '../../support/golden'
import { ROOT } from '../../support/sources'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'heatpay-layouts-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('every layout that is kept has a file here that is read', () => {
  const kept = readdirSync(path.join(ROOT, 'config', 'banks', 'layouts')).map((file) => path.basename(file, '.yaml'))
  expect(LAYOUTS.map(([, layout]) => layout).sort()).toEqual(kept.sort())
})

test.each(LAYOUTS)('%s: a file of layout %s is read to the last cell', async (_, __, bank, input) => {
  const reading = await readBankFile(bankTemplateOf(bank), layoutFixture(input), { company: COMPANY, date: DAY })
  expect(reading).toEqual(golden(layoutFixture(`${input}.json`), reading))
  expect(reading.outcome).toBe('read')
})

/** What a template can say of a row: its number where it has one, the time where it writes one. */
function asTold(
  { row, dates, traceNoFrom }: BankTemplate,
  written: Omit<CounterRow, 'line'>,
): Omit<CounterRow, 'line'> {
  const has = (name: string) => row.some((field) => field.name === name)
  const tellsTime = has('time') || row.some((field) => field.name === 'date' && (field.as ?? dates) === 'MMddHHmmss')
  const { paidAt: _, ...dayOnly } = written
  const told = tellsTime && has('date') ? written : dayOnly
  return traceNoFrom && !has('traceNo') ? { ...told, traceNo: `20261101-000001-${told.userCode}` } : told
}

const payment = fc.record({
  amountFen: fc.integer({ min: 1, max: 99_999_999 }),
  second: fc.integer({ min: 0, max: 86_399 }),
  isReversal: fc.boolean(),
})

test.each(LAYOUTS)('%s: what is written in layout %s is read again, whatever was paid', (_, __, bank) => {
  const own = bankTemplateOf(bank)
  // A reversal that bears its payment's own number, or no amount, cannot report another day's payment.
  const canTakeBack = own.reversal?.original !== undefined
  return fc.assert(
    fc.asyncProperty(fc.array(payment, { maxLength: 12 }), async (payments) => {
      const written = payments.map(({ amountFen, second, isReversal }, at) => ({
        userCode: `10002${String(at).padStart(5, '0')}`,
        traceNo: `BK${String(at).padStart(10, '0')}`,
        amountFen,
        paidOn: DAY,
        paidAt: startOfDay(DAY) + second * 1000,
        ...(isReversal && canTakeBack ? { reverses: `BK99${String(at).padStart(8, '0')}` } : {}),
      }))
      const { path: file } = await writeBankFile(own, folder, { company: COMPANY, date: DAY, rows: written })
      const reading = await readBankFile(own, file, { company: COMPANY, date: DAY })
      if (reading.outcome === 'quarantined') throw new Error(reading.reason)
      expect(reading.rows.map(({ line: _line, ...row }) => row)).toEqual(written.map((row) => asTold(own, row)))
      const totalFen = written.reduce((sum, row) => sum + ('reverses' in row ? -1 : 1) * row.amountFen, 0)
      expect(reading.totals).toMatchObject({ rows: written.length, totalFen })
    }),
    { numRuns: 25 },
  )
})
