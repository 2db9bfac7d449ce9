import { createHash } from 'node:crypto'
import type { DataSource, QueryRunner } from 'typeorm'

/** How often it is asked whether a mark arrived, while the database cannot be reached. */
const MAX_ASKS = 8

/** A mark that nobody has written again for so long is of a process that has ended. */
const KEPT_MS = 7 * 24 * 3_600_000

/**
 * How a COMMIT whose answer was lost is told from one that never arrived (M4). Each transaction writes a number into a row of its
 * own, as its last statement. When the answer to its COMMIT does not come, the row is read and locked by another connection: that
 * waits until the database has ended the first one, and then the number is there or it is not. MySQL's words: an SQLite
 * installation commits within its own process, and nothing is lost on the way.
 */
export async function openCommitMarks(writer: DataSource) {
  // Of this process alone, whatever machine it is on.
  const [row]: { id: string }[] = await writer.query('SELECT UUID() AS id')
  const process = createHash('sha256').update(String(row?.id)).digest('hex').slice(0, 32)
  await writer.query('DELETE FROM commit_marks WHERE marked_at < UNIX_TIMESTAMP() * 1000 - ? LIMIT 1000', [KEPT_MS])
  const free: string[] = []
  let slots = 0
  let last = 0

  async function look(slot: string): Promise<number | undefined> {
    const runner = writer.createQueryRunner()
    try {
      await runner.startTransaction('READ COMMITTED')
      const [row] = await runner.query('SELECT mark FROM commit_marks WHERE slot = ? FOR UPDATE', [slot])
      await runner.rollbackTransaction()
      return row === undefined ? undefined : Number(row.mark)
    } finally {
      await runner.release().catch(() => undefined)
    }
  }

  return {
    /** A row for one transaction at a time; given back when its fate is known. */
    take: (): string => free.pop() ?? `${process}-${++slots}`,
    giveBack: (slot: string): void => void free.push(slot),

    /** Writes the transaction's number; the last statement before its COMMIT. */
    async put(runner: QueryRunner, slot: string): Promise<number> {
      const mark = ++last
      await runner.query(
        `INSERT INTO commit_marks (slot, mark, marked_at) VALUES (?, ?, UNIX_TIMESTAMP() * 1000)
         ON DUPLICATE KEY UPDATE mark = VALUES(mark), marked_at = VALUES(marked_at)`,
        [slot, mark],
      )
      return mark
    },

    /** Whether the transaction with this number was committed; throws when the database does not say within some seconds. */
    async arrived(slot: string, mark: number): Promise<boolean> {
      for (let asked = 1; ; asked++) {
        try {
          return (await look(slot)) === mark
        } catch (error) {
          if (asked >= MAX_ASKS) throw error
          await new Promise((resolve) => setTimeout(resolve, Math.min(2000, 50 * 2 ** asked)))
        }
      }
    },
  }
}
