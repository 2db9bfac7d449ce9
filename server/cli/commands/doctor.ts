import { examine } from '../../doctor'
import type { Finding } from '../../doctor/finding'
import { type AddCommand, printAnswer, Refused } from '../command'

const SIGNS: Readonly<Record<Finding['standing'], string>> = {
  ok: '  ok     ',
  warning: '! warning',
  fault: 'X FAULT  ',
}

const lineOf = ({ check, standing, says, todo }: Finding) =>
  `${SIGNS[standing]}  ${check}: ${says}${todo === null ? '' : `\n             → ${todo}`}`

/** `heatpay doctor`: what an installation needs, looked at from the machine that it runs on; changes nothing. */
export const doctorCommand: AddCommand = (program) => {
  program
    .command('doctor')
    .summary('look at all that this installation needs, and say what to do')
    .description(
      'Looks at settings, database, channels’ clocks, keys and certificates, banks’ folders, disks, pages and fonts, with the settings of the surroundings. Writes nothing and needs no running server. Ends with 1 when something is at fault.',
    )
    .option('--call', 'try the robot that is told of alarms')
    .option('--json', 'print one JSON document')
    .action(async ({ call, json }: { call?: boolean; json?: boolean }) => {
      const checks = await examine({ call: call === true })
      printAnswer(json, { checks }, checks.map(lineOf).join('\n'))
      const faults = checks.filter(({ standing }) => standing === 'fault').length
      if (faults > 0) throw new Refused(`${faults} ${faults === 1 ? 'fault' : 'faults'}`)
    })
}
