import type { QueryRunner } from 'typeorm'

interface Waiting {
  run(runner: QueryRunner): Promise<unknown>
  resolve(value: unknown): void
  reject(error: unknown): void
}

/**
 * The only way to write to SQLite: TypeORM shares one QueryRunner for all of a file's connections, so two transactions
 * at once would fall into each other (toolchain.md). All that arrived in one turn of the event loop is committed
 * together, each work behind its own savepoint: one fsync for many notifications. A caller is answered only after
 * the COMMIT; when that fails, every one of them is told.
 */
export function createWriterQueue(runner: QueryRunner) {
  let waiting: Waiting[] = []
  let running: Promise<void> | undefined

  async function commitGroup(group: Waiting[]): Promise<void> {
    const done: { work: Waiting; value: unknown }[] = []
    await runner.query('BEGIN IMMEDIATE')
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

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      // One turn of the loop lets everything that is on its way join the group.
      await new Promise((resolve) => setImmediate(resolve))
      const group = waiting
      waiting = []
      await commitGroup(group).catch((error) => {
        for (const work of group) work.reject(error)
      })
    }
    // In the same step as the last look at `waiting`: what arrives a moment later has to find nobody draining.
    running = undefined
  }

  return {
    /** Runs `work` in a transaction, one after another with all others; resolves after the commit. */
    write<T>(work: (runner: QueryRunner) => Promise<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        waiting.push({ run: work, resolve: resolve as (value: unknown) => void, reject })
        running ??= drain()
      })
    },
    /** Resolves when nothing is being written. */
    async idle(): Promise<void> {
      while (running) await running
    },
  }
}
