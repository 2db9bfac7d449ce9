import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { openDatabase } from '../../server/adapters/db/database'
import { SEALED_TABLES } from '../../server/adapters/db/reseal'
import { createSealing } from '../../server/adapters/system/secrets'
import { judgeStart } from '../../server/judgeStart'
import { readSettings } from '../../server/settings'
import { openBase } from '../../server/wiring/base'
import { oneBill } from '../support/books'
import { type EmptyPlace, onEachEngine } from '../support/engines'
import { heatpayHere } from '../support/heatpayHere'
import { fiveCompanies, PROJECT, type StoryPorts, sourceName } from '../support/ports'

const OLD = Buffer.from('0123456789abcdefghijklmnopqrstuv')
const NEW = Buffer.from('vutsrqponmlkjihgfedcba9876543210')
const given = (...keys: Buffer[]) => keys.map((key) => key.toString('base64')).join(',')
const idOf = (key: Buffer) => createSealing([key]).seal('').slice(0, 8)

onEachEngine('heatpay reseal', (newPlace) => {
  let place: EmptyPlace
  beforeEach(async () => {
    place = await newPlace('bare')
  })
  afterEach(async () => {
    delete process.env.FIELD_KEYS
    await place.remove()
  })
  const baseWith = (...keys: Buffer[]) =>
    openBase(
      readSettings(
        {
          DATA_DIR: place.folder,
          DATABASE_URL: place.databaseUrl,
          FIELD_KEYS: given(...keys),
          DEMO_DATA: 'off',
          LOG_LEVEL: 'silent',
        },
        PROJECT,
      ),
    )

  test('seals cells, guarded ones too, and photos again, so that the old key can be taken away', async () => {
    const base = await baseWith(OLD)
    const old = createSealing([OLD])
    const ports = { ...base, place, rulebooks: fiveCompanies(), sourceName } as unknown as StoryPorts
    const home = await oneBill(ports, '6200000001')
    const { writer } = base.database
    await writer.query(
      "INSERT INTO work_comments (id, company, kind, subject, at, `by`, words) VALUES ('C1', 'lanzhou', 'suspense', 'S', 1, 'li', ?)".replaceAll(
        '`',
        place.place.engine === 'sqlite' ? '"' : '`',
      ),
      [old.seal('张建国来过电话')],
    )
    await base.close()
    const photo = path.join(place.folder, 'photos', '01ARZ3NDEKTSV4RRFFQ69G5FAV.jpg')
    mkdirSync(path.dirname(photo), { recursive: true })
    writeFileSync(photo, old.seal(Buffer.from('a photo').toString('base64')), 'latin1')

    process.env.FIELD_KEYS = given(NEW, OLD)
    const before = JSON.parse((await heatpayHere(place, 'reseal', '--check', '--json')).stdout)
    expect(before).toMatchObject({ newest: idOf(NEW), resealed: 0 })
    expect(before.inUse[idOf(OLD)]).toBeGreaterThan(3)
    const done = await heatpayHere(place, 'reseal', '--json')
    expect(done.code).toBe(0)
    expect(JSON.parse(done.stdout)).toMatchObject({
      resealed: before.inUse[idOf(OLD)],
      inUse: { [idOf(NEW)]: before.inUse[idOf(OLD)] + (before.inUse[idOf(NEW)] ?? 0) },
    })
    expect(JSON.parse((await heatpayHere(place, 'reseal', '--json')).stdout)).toMatchObject({ resealed: 0 })

    process.env.FIELD_KEYS = given(NEW)
    await judgeStart(
      readSettings({ DATA_DIR: place.folder, DATABASE_URL: place.databaseUrl, FIELD_KEYS: given(NEW) }, PROJECT),
      'command',
    )
    const sealing = createSealing([NEW])
    const database = await openDatabase(place.place, sealing)
    expect(await database.read.households.byId(home)).toMatchObject({ owner: '赵演示', userCode: '6200000001' })
    const [comment] = await database.writer.query("SELECT words FROM work_comments WHERE id = 'C1'")
    expect(sealing.open(comment.words)).toBe('张建国来过电话')
    expect(Buffer.from(sealing.open(readFileSync(photo, 'latin1')), 'base64').toString()).toBe('a photo')
    // The guards are back, and nothing anywhere needs the old key.
    expect(await database.unguarded()).toEqual([])
    await expect(database.writer.query("UPDATE work_comments SET words = 'x' WHERE id = 'C1'")).rejects.toThrow(
      'insert-only',
    )
    for (const { name, columns } of SEALED_TABLES)
      for (const column of columns) {
        const rows = await database.writer.query(`SELECT 1 FROM ${name} WHERE ${column.name} LIKE '${idOf(OLD)}.%'`)
        expect([name, column.name, rows]).toEqual([name, column.name, []])
      }
    await database.close()
    expect(await heatpayHere(place, 'verify-ledger')).toMatchObject({ code: 0 })
  })

  test('without a key that is needed it changes nothing and says which', async () => {
    await (await baseWith(OLD)).close()
    process.env.FIELD_KEYS = given(NEW)
    const refused = await heatpayHere(place, 'reseal')
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining(`key id ${idOf(OLD)}`) })
  })
})
