import type { DataSource, QueryRunner } from 'typeorm'
import { ConcurrencyConflict, type Database, type Store } from '../../application/ports/database'
import { isOutrun, workInBatch } from './batch'
import type { Sealing } from './columns'
import { openCommitMarks } from './commitMarks'
import { type DatabaseLocation, openDataSource } from './dataSource'
import { asAway, isPassing } from './errors'
import { unguardedTables } from './guards'
import { createInboxLane } from './inboxLane'
import { isMigrated, migrate } from './migrate'
import { createStore } from './stores'
import { createWriterQueue } from './writerQueue'

const MAX_TRIES = 12
/** A cluster that has lost a node answers again within seconds: four of them, and still within what WeChat Pay waits for. */
const MAX_TRIES_ON_NODES = 24
const MAX_ANSWER_MS = 2000

/** A database that can be closed; `writer` is for migrations, bulk work of adapters and tests. */
export interface OpenDatabase extends Database {
  writer: DataSource
  /** Runs bulk work of adapters/db with the driver's own statements, in one transaction. */
  bulk<T>(work: (runner: QueryRunner) => Promise<T>): Promise<T>
  /** Whether it answers a question at this moment, within two seconds. */
  answers(): Promise<boolean>
  /** Whether it has all that this software's migrations make. */
  isMigrated(): Promise<boolean>
  /** Tables of entries that are written once, and that this database does not itself keep from being changed. */
  unguarded(): Promise<string[]>
  close(): Promise<void>
}

/**
 * Opens the database at a place, runs the migrations that it lacks, and gives the Database port. A transaction is tried
 * again, a bounded number of times, on dead-locks, lost connections and ConcurrencyConflict (M2, M4). When the answer to its COMMIT
 * is lost, the database is asked whether it arrived (commitMarks): then the work is done, and does not run into its own traces.
 * While no server of it answers, all ends with DatabaseAway, at once; `told` hears when that begins and ends.
 */
export async function openDatabase(
  place: DatabaseLocation,
  sealing: Sealing,
  told?: (away: boolean) => void,
): Promise<OpenDatabase> {
  const writer = await openDataSource(place, sealing, 'write', told)
  try {
    await migrate(writer)
  } catch (error) {
    // Closed, so that the process can end.
    await writer.destroy()
    throw error
  }
  const sqlite = place.engine === 'sqlite'
  const reader = sqlite ? await openDataSource(place, sealing, 'read') : writer
  const sharedRunner = sqlite ? writer.createQueryRunner() : undefined
  const queue = sharedRunner && createWriterQueue(sharedRunner)
  const marks = sqlite ? undefined : await openCommitMarks(writer)

  /** `commit` ends the transaction: all that was written of it is known to be there when it resolves. */
  async function ownConnection<T>(
    work: (runner: QueryRunner) => Promise<T>,
    commit: (runner: QueryRunner) => Promise<void>,
  ): Promise<T> {
    const runner = writer.createQueryRunner()
    try {
      await runner.startTransaction('READ COMMITTED')
      const value = await work(runner)
      await commit(runner)
      return value
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined)
      throw error
    } finally {
      await runner.release().catch(() => undefined)
    }
  }

  async function commitMarked(runner: QueryRunner): Promise<void> {
    if (!marks) return runner.commitTransaction()
    const slot = marks.take()
    try {
      const mark = await marks.put(runner, slot)
      try {
        await runner.commitTransaction()
      } catch (error) {
        if (!(await marks.arrived(slot, mark).catch(() => false))) throw error
      }
    } finally {
      marks.giveBack(slot)
    }
  }

  type Transaction = <T>(work: (runner: QueryRunner) => Promise<T>) => Promise<T>
  const onOwn =
    (commit: (runner: QueryRunner) => Promise<void>): Transaction =>
    (work) =>
      ownConnection(work, commit)
  // What finds its own traces when it runs again needs no mark.
  const plain: Transaction = queue?.write ?? onOwn((runner) => runner.commitTransaction())
  const marked: Transaction = queue?.write ?? onOwn(commitMarked)
  const ahead: Transaction = queue?.writeAhead ?? plain
  const repeatable: Transaction = queue?.writeRepeatable ?? plain

  const tries = place.engine === 'mariadb' && place.nodes.length > 1 ? MAX_TRIES_ON_NODES : MAX_TRIES

  async function tryAgain<T>(work: (runner: QueryRunner) => Promise<T>, transaction = plain): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await transaction(work)
      } catch (error) {
        if (attempt >= tries || !(error instanceof ConcurrencyConflict || isPassing(error))) throw asAway(error)
        await new Promise((resolve) => setTimeout(resolve, Math.min(200, 2 ** attempt)))
      }
    }
  }

  const inbox = createInboxLane((work) => tryAgain(work, ahead))

  return {
    writer,
    read: sqlite ? createStore(reader.manager) : sayingAway(createStore(reader.manager)),
    transaction: <T>(work: (store: Store) => Promise<T>) =>
      tryAgain((runner) => work(createStore(runner.manager)), marked),
    keep: inbox.keep,
    async together(entries, work) {
      try {
        return await tryAgain(({ manager }) => workInBatch(manager, entries, work), repeatable)
      } catch (error) {
        if (isOutrun(error)) return entries
        throw error
      }
    },
    bulk: (work) => tryAgain(work),
    // Of a table: a node that is out of its cluster would still count to one.
    answers: () => withinTime(reader.query('SELECT mode FROM installation')),
    isMigrated: () => isMigrated(writer),
    unguarded: () => unguardedTables(writer),
    async close() {
      await inbox.idle()
      await queue?.idle()
      if (reader !== writer) await reader.destroy()
      await writer.destroy()
    },
  }
}

/** A store whose questions end with DatabaseAway when the server does not answer them. */
function sayingAway(store: Store): Store {
  const said = (result: unknown): unknown =>
    result instanceof Promise
      ? result.catch((error: unknown) => {
          throw asAway(error)
        })
      : result
  const roomOf = (room: object) =>
    Object.fromEntries(
      Object.entries(room).map(([name, ask]) => [
        name,
        typeof ask === 'function' ? (...given: unknown[]) => said(ask.apply(room, given)) : ask,
      ]),
    )
  return Object.fromEntries(Object.entries(store).map(([name, room]) => [name, roomOf(room)])) as unknown as Store
}

async function withinTime(asked: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), MAX_ANSWER_MS)
  })
  const answered = asked.then(
    () => true,
    () => false,
  )
  return Promise.race([answered, late]).finally(() => clearTimeout(timer))
}
