import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { openDatabase } from '../../server/adapters/db/database'
import type { DatabaseLocation } from '../../server/adapters/db/dataSource'
import { onEachEngine, testSealing } from '../support/engines'
import { heatpay, startHeatpay } from '../support/heatpay'

const SEASON = '2026-2027'

async function counts(place: DatabaseLocation): Promise<{ bills: number; posted: number; households: number }> {
  const database = await openDatabase(place, testSealing)
  const [row] = await database.writer.query(
    `SELECT (SELECT COUNT(*) FROM bills) AS bills, (SELECT COUNT(DISTINCT household_id) FROM bills) AS households,
      (SELECT COUNT(DISTINCT household_id) FROM transfers WHERE event = 'bill-opened') AS posted`,
  )
  await database.close()
  return { bills: Number(row.bills), posted: Number(row.posted), households: Number(row.households) }
}

onEachEngine('ten thousand households get their bills', (newPlace) => {
  test('killed half-way and run again: each has one bill and one ledger entry', async () => {
    const place = await newPlace()
    const file = path.join(place.folder, 'households.csv')
    const rows = Array.from(
      { length: 10_000 },
      (_, n) => `${6_201_100_000 + n},李演示,演示家园,residential,coal,${50 + (n % 90)}.${10 + (n % 89)}`,
    )
    writeFileSync(file, ['userCode,owner,estate,use,heatSource,buildingArea', ...rows].join('\n'))
    const imported = await heatpay(place, 'import-households', '--company', 'lanzhou', '--file', file, '--json')
    expect(JSON.parse(imported.stdout)).toMatchObject({ imported: 10_000 })

    const { child, ended } = startHeatpay(place, 'open-bills', '--company', 'lanzhou', '--season', SEASON)
    child.stderr.on('data', (chunk: Buffer) => {
      if (/^[3-9]000\/10000/m.test(chunk.toString())) child.kill('SIGKILL')
    })
    expect((await ended).signal).toBe('SIGKILL')
    const half = await counts(place.place)
    expect(half.bills).toBeGreaterThanOrEqual(3000)
    expect(half.bills).toBeLessThan(10_000)
    expect(half.posted).toBe(half.bills)

    const again = await heatpay(place, 'open-bills', '--company', 'lanzhou', '--season', SEASON, '--json')
    expect(again.stderr).toMatch(/10000\/10000 households/)
    expect(JSON.parse(again.stdout)).toMatchObject({ opened: 10_000 - half.bills, alreadyOpen: half.bills })
    expect(await counts(place.place)).toEqual({ bills: 10_000, posted: 10_000, households: 10_000 })
    await place.remove()
  })
})
