import path from 'node:path'
import { readTable } from '../../adapters/files/readTable'
import { operatorName } from '../../adapters/system/ids'
import { createImportHouseholds } from '../../application/households/importHouseholds'
import type { TableFault } from '../../application/ports/system'
import { type AddCommand, printAnswer, Refused } from '../command'

const MAX_LISTED = 100

/** `heatpay import-households`: registers a company's households from a CSV or Excel file, all of it or nothing. */
export const importHouseholdsCommand: AddCommand = (program, withBase) => {
  program
    .command('import-households')
    .summary('register households of a company from a CSV or Excel file')
    .description(
      'Registers households from a CSV (UTF-8, UTF-16 or GBK) or Excel (.xlsx) file: all rows or none. Headings may be\n' +
        'English or Chinese, e.g. userCode/用户编码, owner/户主, estate/小区, use/用热性质, buildingArea/建筑面积. A household that is\n' +
        'registered already with the same data is left unchanged; one with other data is an error. Rows whose company\n' +
        'column names another company are skipped and counted.',
    )
    .requiredOption('--company <id>', 'the heating company, e.g. lanzhou')
    .requiredOption('--file <path>', 'the file to read')
    .option('--json', 'print one JSON document')
    .action((options: { company: string; file: string; json?: boolean }) =>
      withBase(async (base) => {
        const read = await readTable(path.resolve(options.file))
        if (read.outcome === 'wrong') throw new Refused(listed(options.file, read.faults))
        const done = await createImportHouseholds(base)({
          company: options.company,
          table: read.table,
          actor: operatorName(),
          fileName: path.basename(options.file),
        })
        if (done.outcome === 'unknown-company') throw new Refused(`no such company: ${options.company}`)
        if (done.outcome === 'wrong') throw new Refused(listed(options.file, done.faults))
        const { imported, unchanged, otherCompanies, withoutPrice } = done
        printAnswer(
          options.json,
          { imported, unchanged, otherCompanies, withoutPrice },
          [
            `${imported} imported, ${unchanged} unchanged, ${otherCompanies} rows of other companies skipped`,
            ...withoutPrice.map(({ line, userCode, reason }) => `row ${line}, ${userCode}: no price: ${reason}`),
          ].join('\n'),
        )
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
