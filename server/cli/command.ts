import type { Command } from 'commander'
import type { Base } from '../compose'

/** A refusal with its reason: the command ends with exit code 1 and the reason on standard error (contract.md, Commands). */
export class Refused extends Error {}

/** Wrong usage: exit code 2. */
export class WrongUsage extends Error {}

/** Opens the base, runs the work, closes it again, whatever happens. */
export type WithBase = (work: (base: Base) => Promise<void>) => Promise<void>

/** Adds one command to the program. */
export type AddCommand = (program: Command, withBase: WithBase) => void

/** Prints the one JSON document of `--json`, or a text for people, on standard output. */
export function printAnswer(asJson: boolean | undefined, document: unknown, text: string): void {
  process.stdout.write(asJson ? `${JSON.stringify(document)}\n` : text.endsWith('\n') ? text : `${text}\n`)
}
