import { openDatabase } from '../../server/adapters/db/database'
import { type EmptyPlace, onEachEngine, testSealing } from '../support/engines'
import { heatpay } from '../support/heatpay'

onEachEngine('an auditor examines the books of the demo', (newPlace) => {
  let place: EmptyPlace
  beforeEach(async () => {
    place = await newPlace()
  })
  afterEach(() => place.remove())

  test('sound; then a fen is changed behind the ledger’s back: exit 1, the row, what it should say', async () => {
    const seeded = await heatpay(place, 'seed-demo', '--json')
    expect(JSON.parse(seeded.stdout)).toMatchObject({ outcome: 'seeded', households: 89 })
    const sound = await heatpay(place, 'verify-ledger', '--json')
    expect(sound).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(sound.stdout)).toMatchObject({ status: 'sound', firstBroken: null })

    const database = await openDatabase(place.place, testSealing)
    const [bill] = await database.writer.query('SELECT id FROM bills WHERE billed_fen = 223325 ORDER BY id')
    await database.writer.query('UPDATE bills SET billed_fen = billed_fen + 1 WHERE id = ?', [bill.id])
    await database.close()

    const broken = await heatpay(place, 'verify-ledger', '--json')
    expect(broken.code).toBe(1)
    expect(JSON.parse(broken.stdout)).toMatchObject({
      status: 'broken',
      firstBroken: { check: 'bill-lines', table: 'bills', id: bill.id, expected: '223325', found: '223326' },
    })
    expect(broken.stderr).toContain(`bill-lines: bills ${bill.id}: expected 223325, found 223326`)
    expect(broken.stderr).toContain(`bill-billed: bills ${bill.id}: expected 223325, found 223326`)
  })

  test('on an empty installation there is nothing to complain about', async () => {
    const empty = await heatpay(place, 'verify-ledger', '--json')
    expect(JSON.parse(empty.stdout)).toMatchObject({ status: 'sound', transfers: 0, auditEntries: 5 })
  })
})
