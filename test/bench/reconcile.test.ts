import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { emptyPlace } from '../support/engines'
import { PROJECT } from '../support/ports'

/** A contender that misses a planted difference, or tells one that is none, ends the run with an error. */
test('the bench finds all planted differences, and only those, three ways', async () => {
  const { folder, remove } = await emptyPlace('sqlite')
  try {
    const results = path.join(folder, 'results.json')
    const given = ['--rows', '4000', '--planted', '10', '--runs', '1', '--json', results]
    await promisify(execFile)(process.execPath, [path.join(PROJECT, 'bench', 'reconcile', 'run.mjs'), ...given])
    const [{ results: measured }] = JSON.parse(readFileSync(results, 'utf8')).all
    expect(Object.keys(measured)).toEqual(['heatpay', 'duckdb', 'obvious'])
    for (const figures of Object.values(measured)) {
      expect(figures).toEqual({
        seconds: expect.any(Number),
        cpuSeconds: expect.any(Number),
        peakMiB: expect.any(Number),
      })
    }
  } finally {
    await remove()
  }
})
