import { payoutLayout } from '../../adapters/banks/payout/layout'
import { operatorName } from '../../adapters/system/ids'
import { createSeedDemo } from '../../rehearsal/demo/seedDemo'
import { demoFiles } from '../../wiring/demoFiles'
import { seasonPorts } from '../../wiring/season'
import { type AddCommand, printAnswer, Refused } from '../command'

/** `heatpay seed-demo`: the demo households of sandbox/demo with their bills; never in production. */
export const seedDemoCommand: AddCommand = (program, withBase) => {
  program
    .command('seed-demo')
    .summary('put the demo households and their bills in (sandbox mode only)')
    .option('--json', 'print one JSON document')
    .action((options: { json?: boolean }) =>
      withBase(async (base) => {
        if (base.settings.mode === 'production')
          throw new Refused('demo data are never put into a production installation')
        const done = await createSeedDemo({
          ...seasonPorts(base),
          layout: payoutLayout,
          files: demoFiles(base.settings.projectDir),
        })(operatorName())
        if (done.outcome === 'wrong') throw new Refused(done.reasons.join('\n'))
        const text =
          done.outcome === 'unchanged'
            ? 'the demo data are there already'
            : `${done.households} demo households and ${done.bills} bills put in`
        printAnswer(options.json, done, text)
      }),
    )
}
