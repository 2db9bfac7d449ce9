import { Presets, SingleBar } from 'cli-progress'

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
