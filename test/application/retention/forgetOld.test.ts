import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { dropOldFiles } from '../../../server/adapters/files/oldFiles'
import { createForgetOld } from '../../../server/application/retention/forgetOld'
import { wordsTyped } from '../../../server/domain/household/searchWords'
import { examine, oneBill, pay } from '../../support/books'
import { onEachEngine } from '../../support/engines'
import { household } from '../../support/households'
import { openPorts, type StoryPorts } from '../../support/ports'
import { testSealing } from '../../support/sealing'

const DAY = 86_400_000

onEachEngine('what is kept for a time only', (newPlace) => {
  let ports: StoryPorts
  const dropped: string[] = []
  beforeEach(async () => {
    dropped.length = 0
    ports = await openPorts(newPlace, '2026-11-20')
  })
  afterEach(() => ports.remove())

  const forget = () =>
    createForgetOld({
      ...ports,
      retention: { notifications: 1095, messages: 730, photos: 365, identity: 1825 },
      photos: { drop: async (name) => void dropped.push(name) },
      dropGasPhotos: (before) => dropOldFiles(path.join(ports.place.folder, 'gas-photos'), before),
    })()
  const count = async (table: string) => {
    const [row] = await ports.database.writer.query(`SELECT COUNT(*) AS number FROM ${table}`)
    return Number(row.number)
  }

  test('a notification goes when it is old, and its payment stays with the books whole', async () => {
    const home = await oneBill(ports, '6200000001')
    await pay(ports, { householdId: home, amountFen: 1000 })
    expect(await forget()).toBe(0)
    ports.clock.set('2029-11-19')
    expect(await forget()).toBe(0)
    ports.clock.set('2029-11-21')
    expect(await forget()).toBe(1)
    expect([await count('inbox'), await count('payments')]).toEqual([0, 1])
    // The channel says the same once more, years later: it is known by its transaction (M3).
    expect((await examine(ports)).checks.filter(({ broken }) => broken)).toEqual([])
  })

  test('a notification that is not booked stays, however old', async () => {
    await ports.database.transaction((store) =>
      store.inbox.insert({
        ...{
          id: ports.ids.next(),
          company: 'lanzhou',
          channel: 'wechat',
          eventId: 'EV',
          headers: {},
          body: Buffer.from('{}'),
        },
        event: { eventId: 'EV', what: { kind: 'nothing', reason: 'test' } },
        ...{ receivedAt: 1, processedAt: null, attempts: 3, nextTryAt: 1 },
      }),
    )
    expect(await forget()).toBe(0)
    expect(await count('inbox')).toBe(1)
  })

  test('who moved out long ago loses identity number, telephone and card, and is not found by them', async () => {
    const people = [
      household(ports, {
        company: 'lanzhou',
        userCode: '6200000001',
        identityNumber: '620102199001010011',
        phone: '13800000001',
        movedOutOn: '2021-11-01',
      }),
      household(ports, {
        company: 'lanzhou',
        userCode: '6200000002',
        identityNumber: '620102199001010022',
        phone: '13800000002',
        movedOutOn: '2025-11-01',
      }),
      household(ports, {
        company: 'lanzhou',
        userCode: '6200000003',
        identityNumber: '620102199001010033',
        phone: '13800000003',
      }),
    ]
    await ports.database.transaction((store) => store.households.insertMany(people))
    const byPhone = (phone: string) => ports.database.read.households.byWords('lanzhou', wordsTyped(phone), 10)
    expect(await byPhone('13800000001')).toHaveLength(1)
    expect(await forget()).toBe(1)
    expect(await forget()).toBe(0)
    const kept = await ports.database.read.households.byUserCodes('lanzhou', ['6200000001', '6200000002', '6200000003'])
    const numbers = Object.fromEntries(
      kept.map(({ userCode, identityNumber, phone, owner }) => [
        userCode,
        [identityNumber, phone, owner === people[0]?.owner],
      ]),
    )
    expect(numbers).toEqual({
      '6200000001': [null, null, true],
      '6200000002': ['620102199001010022', '13800000002', true],
      '6200000003': ['620102199001010033', '13800000003', true],
    })
    expect(await byPhone('13800000001')).toEqual([])
    expect(await byPhone('13800000003')).toHaveLength(1)
  })

  test('photos of ended applications go, those of open ones stay; gas meters’ go by age', async () => {
    const now = ports.clock.now()
    const application = (id: string, status: string) =>
      ports.database.writer.query(
        `INSERT INTO refund_applications (id, company, settlement_id, household_id, season, status, amount_fen, owner, identity_number, bank_card, photo_ids, applied_on, applied_at)
         VALUES (?, 'lanzhou', 'S', 'H', '2024-2025', ?, 1, ?, NULL, ?, '[]', '2020-01-01', ?)`,
        [id, status, testSealing.seal('张建国'), testSealing.seal('6217000000000000012'), now - 400 * DAY],
      )
    const photo = (id: string, applicationId: string | null, age: number) =>
      ports.database.writer.query(
        `INSERT INTO refund_photos (id, company, resident_id, household_id, kind, type, bytes, name, uploaded_at, application_id)
         VALUES (?, 'lanzhou', 'R', 'H', 'bank-card', 'image/jpeg', 1, ?, ?, ?)`,
        [id, `${id}.jpg`, now - age * DAY, applicationId],
      )
    await application('PAID', 'paid')
    await application('OPEN', 'checked')
    await photo('P1', 'PAID', 400)
    await photo('P2', 'OPEN', 400)
    await photo('P3', null, 400)
    await photo('P4', 'PAID', 300)
    const folder = path.join(ports.place.folder, 'gas-photos')
    mkdirSync(folder)
    for (const [name, age] of [
      ['old.jpg', 400],
      ['new.jpg', 300],
    ] as const) {
      writeFileSync(path.join(folder, name), 'x')
      utimesSync(path.join(folder, name), (now - age * DAY) / 1000, (now - age * DAY) / 1000)
    }
    expect(await forget()).toBe(3)
    expect([dropped.sort(), await count('refund_photos'), readdirSync(folder)]).toEqual([
      ['P1.jpg', 'P3.jpg'],
      2,
      ['new.jpg'],
    ])
  })

  test('identity numbers of people who were paid out go, those of who still waits stay', async () => {
    const old = ports.clock.now() - 1900 * DAY
    for (const [id, status] of [
      ['A1', 'paid'],
      ['A2', 'applied'],
    ])
      await ports.database.writer.query(
        `INSERT INTO refund_applications (id, company, settlement_id, household_id, season, status, amount_fen, owner, identity_number, bank_card, photo_ids, applied_on, applied_at)
         VALUES (?, 'lanzhou', 'S', 'H', '2020-2021', ?, 1, ?, ?, ?, '[]', '2020-01-01', ?)`,
        [
          id,
          status,
          testSealing.seal('张建国'),
          testSealing.seal('620102199001010011'),
          testSealing.seal('6217000000000000012'),
          old,
        ],
      )
    expect(await forget()).toBe(1)
    const rows: { id: string; identity_number: string | null }[] = await ports.database.writer.query(
      'SELECT id, identity_number FROM refund_applications ORDER BY id',
    )
    expect(rows.map(({ id, identity_number }) => [id, identity_number === null])).toEqual([
      ['A1', true],
      ['A2', false],
    ])
  })
})
