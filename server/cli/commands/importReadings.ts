import path from 'node:path'
import { readTable } from '../../adapters/files/readTable'
import { operatorName } from '../../adapters/system/ids'
import { createImportReadings } from '../../application/heatSettlement/importReadings'
import type { TableFault } from '../../application/ports/system'
import { type AddCommand, orRefused, printAnswer, Refused } from '../command'
import { givenCompany, givenSeason } from '../given'

const MAX_LISTED = 100

/** `heatpay import-readings`: what heat meters showed after a season, all of a file or nothing. */
export const importReadingsCommand: AddCommand = (program, withBase) => {
  program
    .command('import-readings')
    .summary('import heat meter readings of a season from a CSV or Excel file')
    .description(
      'Imports heat meter readings from a CSV (UTF-8, UTF-16 or GBK) or Excel (.xlsx) file: all rows or none. Columns:\n' +
        'userCode/用户编码, unit/单位 (kWh, MWh, GJ), and quantity/用热量, or startReading/起码 and endReading/止码; optional\n' +
        'season/采暖季 and faulty/热表故障. A household that has a reading gets a correction after it, until its result is public.',
    )
    .requiredOption('--company <id>', 'the heating company, e.g. binzhou')
    .requiredOption('--season <years>', 'the season that has ended, e.g. 2025-2026')
    .requiredOption('--file <path>', 'the file to read')
    .option('--json', 'print one JSON document')
    .action((options: { company: string; season: string; file: string; json?: boolean }) =>
      withBase(async (base) => {
        const [season, company] = [givenSeason(options.season), givenCompany(base, options.company)]
        const read = await readTable(path.resolve(options.file))
        if (read.outcome === 'wrong') throw new Refused(listed(options.file, read.faults))
        const fileName = path.basename(options.file)
        const input = { company, season, table: read.table, actor: operatorName(), fileName }
        const done = orRefused(await createImportReadings(base)(input))
        if (done.outcome === 'wrong') throw new Refused(listed(options.file, done.faults))
        const { outcome: _, ...answer } = done
        const text = `${done.imported} imported, ${done.corrected} corrected, ${done.unchanged} unchanged, ${done.otherCompanies} rows of other companies skipped`
        printAnswer(options.json, answer, text)
      }),
    )
}

function listed(file: string, faults: readonly TableFault[]): string {
  const shown = faults
    .slice(0, MAX_LISTED)
    .map(({ line, reason }) => (line === null ? reason : `row ${line}: ${reason}`))
  const more = faults.length > MAX_LISTED ? [`… and ${faults.length - MAX_LISTED} more`] : []
  return [`${file}: nothing imported, ${faults.length} fault(s):`, ...shown, ...more].join('\n')
}
