import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { judgeStart } from '../../judgeStart'
import { createRehearse } from '../../rehearsal/season/rehearse'
import { heldThroughout, reportText } from '../../rehearsal/season/report'
import { readSettings } from '../../settings'
import { openRehearsal } from '../../wiring/rehearsal'
import { type AddCommand, createProgress, orRefused, printAnswer, Refused, WrongUsage } from '../command'
import { givenSeason } from '../given'

const FEWEST = 20
const MOST = 5000

interface Options {
  company: string
  season: string
  households: string
  seed: string
  out?: string
  json?: boolean
}

/** `heatpay rehearse`: a whole season of a company in one go, on a database of its own, with a report. */
export const rehearseCommand: AddCommand = (program) => {
  program
    .command('rehearse')
    .summary('rehearse a whole season of a company on a database of its own')
    .description(
      'Plays a season with invented households, day by day: bills, payments in both channels and at a bank, late ones and\n' +
        'parts, suspension, settlement, objections, refunds paid by the bank with one that comes back, top-ups, and the next\n' +
        'season’s opening. The books are examined at every month’s end. It uses DATA_DIR/rehearsals/<company>-<season>, made\n' +
        'anew each time, and touches nothing else. The same seed gives the same report. Exit code 1 when a check fails.',
    )
    .requiredOption('--company <id>', 'the heating company, e.g. binzhou')
    .requiredOption('--season <years>', 'the season to rehearse, e.g. 2025-2026')
    .option('--households <n>', `how many households, ${FEWEST} to ${MOST}`, '120')
    .option('--seed <text>', 'any text or number', '1')
    .option('--out <folder>', 'where report.md is written; DATA_DIR/rehearsals/<company>-<season> when left out')
    .option('--json', 'print one JSON document')
    .action(async (options: Options) => {
      const households = Number(options.households)
      if (!Number.isInteger(households) || households < FEWEST || households > MOST) {
        throw new WrongUsage(`--households: a whole number from ${FEWEST} to ${MOST}`)
      }
      const { company, seed } = options
      const season = givenSeason(options.season)
      // It becomes part of a folder's name, as the season does.
      if (!/^[a-z][a-z0-9-]{1,31}$/.test(company)) throw new Refused(`no such company: ${company}`)
      const settings = readSettings()
      // It needs nothing of the installation's, but writes below its DATA_DIR.
      await judgeStart(settings, 'command')
      const rehearsal = await openRehearsal(settings, { company, season, seed })
      if (!rehearsal) throw new Refused(`no such company: ${company}`)
      const progress = createProgress('deeds')
      const input = { company, season, households, seed, onProgress: progress.show }
      const report = await createRehearse(rehearsal.ports)(input)
        .then(orRefused)
        .finally(async () => {
          progress.end()
          await rehearsal.close()
        })
      const folder = path.resolve(options.out ?? rehearsal.folder)
      mkdirSync(folder, { recursive: true })
      const file = path.join(folder, 'report.md')
      const text = reportText(report)
      writeFileSync(file, text)
      const verified = heldThroughout(report)
      printAnswer(options.json, { ...report, verified, report: file }, `${text}\n${file}`)
      if (!verified) throw new Refused('the books did not hold at every month’s end')
    })
}
