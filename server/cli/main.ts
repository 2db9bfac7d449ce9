import { Command, CommanderError } from 'commander'
import { linkTransfers } from '../application/integrity/exportedHeads'
import { BadSettings, readSettings, type Settings } from '../settings'
import { openBase } from '../wiring/base'
import { Refused, type WithBase, WrongUsage } from './command'
import { COMMANDS } from './commands'

/** What else is made at a first start, once all settings were judged: a sandbox's keys, which are not this program's. */
export type BeforeWriting = (settings: { mode: Settings['mode']; dataDir: string }) => void

function withBaseOf(beforeWriting: BeforeWriting | undefined): WithBase {
  return async (work) => {
    const settings: Settings = { ...readSettings(), logLevel: 'warn' }
    const base = await openBase(settings, { beforeWriting: () => beforeWriting?.(settings) })
    try {
      await work(base)
      // Where no server runs, too, what a command posts is in the ledger's chain when it ends.
      await linkTransfers(base)
    } finally {
      await base.close()
    }
  }
}

/** Runs `heatpay <arguments>`; gives the exit code: 0 done, 1 refused with a reason on standard error, 2 wrong usage. */
export async function runHeatpay(argumentsGiven: readonly string[], beforeWriting?: BeforeWriting): Promise<number> {
  const withBase = withBaseOf(beforeWriting)
  const program = new Command('heatpay')
    .description('热缴通: staff and operator commands')
    .helpCommand(true)
    .showHelpAfterError('(heatpay <command> --help shows how it is used)')
    .exitOverride()
  const called = COMMANDS.filter(({ names }) => names.includes(argumentsGiven[0] ?? ''))
  for (const { load } of called.length > 0 ? called : COMMANDS) (await load())(program, withBase)
  for (const command of program.commands) command.exitOverride()
  try {
    await program.parseAsync([...argumentsGiven], { from: 'user' })
    return 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (error instanceof WrongUsage) {
      process.stderr.write(`${error.message}\n`)
      return 2
    }
    if (error instanceof Refused || error instanceof BadSettings) {
      process.stderr.write(`${error.message}\n`)
      return 1
    }
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
}

if (require.main === module) {
  void runHeatpay(process.argv.slice(2)).then((code) => {
    process.exitCode = code
  })
}
