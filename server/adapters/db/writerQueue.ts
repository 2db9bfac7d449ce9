import type { QueryRunner } from 'typeorm'

interface Waiting {
  run(runner: QueryRunner): Promise<unknown>
  resolve(value: unknown): void
  reject(error: unknown): void
  /** Whether it could be done again from what is on the disk already. */
  repeatable: boolean
}

/** So many works share a commit at most, so that what goes ahead never waits for many. */
const AT_ONCE = 16

/** One turn of the event loop: lets everything that is on its way come, and answers leave. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

/**
 * The only way to write to SQLite: TypeORM shares one QueryRunner for all of a file's connections, so two transactions
 * at once would fall into each other (toolchain.md). All that arrived in one turn of the event loop is committed
 * together, each work behind its own savepoint: one fsync for many. A caller is answered only after
 * the COMMIT; when that fails, every one of them is told. Notifications go ahead of all other work (M1).
 */
export function createWriterQueue(runner: QueryRunner) {
  const ahead: Waiting[] = []
  const waiting: Waiting[] = []
  let running: Promise<void> | undefined

  /** How a commit reaches the disk; NORMAL: with the next FULL one, in its order. It changes between transactions only. */
  let synchronous: 'FULL' | 'NORMAL' = 'FULL'

  async function begin(repeatable: boolean): Promise<void> {
    const wanted = repeatable ? 'NORMAL' : 'FULL'
    if (wanted !== synchronous) await runner.query(`PRAGMA synchronous = ${wanted}`)
    synchronous = wanted
    await runner.query('BEGIN IMMEDIATE')
  }

  async function commitGroup(group: Waiting[]): Promise<void> {
    const done: { work: Waiting; value: unknown }[] = []
    await begin(group.every(({ repeatable }) => repeatable))
    try {
      for (const work of group) {
        await runner.query('SAVEPOINT work')
        try {
          done.push({ work, value: await work.run(runner) })
          await runner.query('RELEASE work')
        } catch (error) {
          await runner.query('ROLLBACK TO work')
          await runner.query('RELEASE work')
          work.reject(error)
        }
      }
      await runner.query('COMMIT')
    } catch (error) {
      await runner.query('ROLLBACK').catch(() => undefined)
      throw error
    }
    for (const { work, value } of done) work.resolve(value)
  }

  async function commitSome(of: Waiting[]): Promise<void> {
    await turn()
    const group = of.splice(0, AT_ONCE)
    if (group.length === 0) return
    await commitGroup(group).catch((error) => {
      for (const work of group) work.reject(error)
    })
  }

  async function drain(): Promise<void> {
    while (ahead.length + waiting.length > 0) {
      await commitSome(ahead)
      await commitSome(waiting)
    }
    // In the same step as the last look: what arrives a moment later has to find nobody draining.
    running = undefined
  }

  const enter =
    (line: Waiting[], repeatable = false) =>
    <T>(work: (runner: QueryRunner) => Promise<T>): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        line.push({ run: work, resolve: resolve as (value: unknown) => void, reject, repeatable })
        running ??= drain()
      })

  return {
    /** Runs `work` in a transaction, one after another with all others; resolves after the commit. */
    write: enter(waiting),
    /** The same before all that waits, at the next turn: for what is short and what somebody outside waits for. */
    writeAhead: enter(ahead),
    /**
     * Work whose every trace is wanted again by what is on the disk already, as bookings are by their notifications (M1): alone its
     * commit waits for no disk. The file's log keeps the order of commits, so nothing that builds on it can be there without it.
     */
    writeRepeatable: enter(waiting, true),
    /** Resolves when nothing is being written. */
    async idle(): Promise<void> {
      while (running) await running
    },
  }
}
