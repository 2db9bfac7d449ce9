import { closeSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Presets, SingleBar } from 'cli-progress'
import type { Command } from 'commander'
import { problemOfRefusal } from '../adapters/http/problems'
import { isRefusal, type Refusal, type RefusalCode } from '../application/common/refusal'
import type { Approval } from '../domain/approval/approval'
import type { Base } from '../wiring/base'

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

/** What a verb gave; a refusal ends the command with its code and its Chinese sentence, as the API tells it. */
export function orRefused<T extends object>(outcome: T | Refusal<RefusalCode>): T {
  if (!isRefusal(outcome)) return outcome
  const { code, detail } = problemOfRefusal(outcome)
  throw new Refused(`${code}: ${detail}`)
}

/** A file that is about to be written: its place is taken before the work, so that nothing is recorded that cannot be written. */
export interface OutFile {
  /** Puts the bytes there, whole, in place of what was there before. */
  write(bytes: Uint8Array): void
  /** Leaves no trace when nothing was written; safe after `write`. */
  drop(): void
}

/** `--out` as a file that can be written; refused when its folder is not there or may not be written to, or it is a folder. */
export function outFile(given: string): OutFile {
  const file = path.resolve(given)
  if (given === '' || statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Refused(`not a file: ${given === '' ? '(no name)' : given}`)
  }
  const part = `${file}.${process.pid}.part`
  try {
    closeSync(openSync(part, 'wx'))
  } catch (error) {
    throw new Refused(`cannot write ${given}: ${error instanceof Error ? error.message : String(error)}`)
  }
  return {
    write(bytes) {
      writeFileSync(part, bytes)
      renameSync(part, file)
    },
    drop: () => rmSync(part, { force: true }),
  }
}

/** Shows how far long work is, on standard error: a bar for a person at a terminal, else a line for each tenth. */
export interface Progress {
  show(done: number, total: number): void
  end(): void
}

/** Takes what is counted, e.g. `households`. */
export function createProgress(what: string): Progress {
  return process.stderr.isTTY ? bar(what) : lines(what)
}

function bar(what: string): Progress {
  const shown = new SingleBar(
    { stream: process.stderr, format: `{bar} {value}/{total} ${what}` },
    Presets.shades_classic,
  )
  let begun = false
  return {
    show(done, total) {
      if (begun) shown.setTotal(total)
      else shown.start(total, 0)
      begun = true
      shown.update(done)
    },
    end: () => shown.stop(),
  }
}

function lines(what: string): Progress {
  let tenths = 0
  return {
    show(done, total) {
      const reached = Math.floor((10 * done) / total)
      if (reached <= tenths) return
      tenths = reached
      process.stderr.write(`${done}/${total} ${what}\n`)
    },
    end: () => undefined,
  }
}

/** Says that something was proposed, and how another person approves it. */
export function printProposed(asJson: boolean | undefined, { id, summary, amountFen, payloadHash }: Approval): void {
  const text = `${summary}\nproposed: ${id}; somebody else approves it:\n  heatpay approve ${id} --hash ${payloadHash} --login <name>`
  printAnswer(asJson, { approvalId: id, summary, amountFen, payloadHash }, text)
}
