import type { QueryRunner } from 'typeorm'
import { createWriterQueue } from '../../../server/adapters/db/writerQueue'

const quiet = { query: async () => undefined } as unknown as QueryRunner

test('a write that arrives at any moment after another one’s answer is done, never forgotten', async () => {
  for (let turns = 0; turns < 20; turns++) {
    const queue = createWriterQueue(quiet)
    await queue.write(async () => 'first')
    for (let turn = 0; turn < turns; turn++) await undefined
    const forgotten = new Promise((resolve) => setTimeout(() => resolve(`forgotten after ${turns} turns`), 200).unref())
    expect(await Promise.race([queue.write(async () => 'second'), forgotten])).toBe('second')
    await queue.idle()
  }
})
