import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { prepareSandbox } from '../../sandbox/prepare'
import { addDays } from '../../server/domain/calendar/civilDate'
import { readSettings } from '../../server/settings'
import { type Base, openBase } from '../../server/wiring/base'
import { bankDay, type DayRow } from '../support/bankDay'
import { claimOf, movementOf } from '../support/channelClaims'
import { type EmptyPlace, onEachEngine } from '../support/engines'
import { startHeatpay } from '../support/heatpay'
import { heatpayHere } from '../support/heatpayHere'
import { withBill } from '../support/households'
import { codeNow, hire } from '../support/staff'

const COMPANY = 'lanzhou'
const PASSWORD = 'correct horse battery'
const FIRST: DayRow = { userCode: '62010001', traceNo: 'BK0000000001', amountFen: 100_000 }
const SECOND: DayRow = { userCode: '62010001', traceNo: 'BK0000000001', amountFen: 20_000 }

onEachEngine('claims and second payments on the command line', (newPlace) => {
  let place: EmptyPlace
  let base: Base
  let day: string
  beforeAll(async () => {
    place = await newPlace()
    prepareSandbox(place.folder)
    base = await openBase(
      readSettings({ DATA_DIR: place.folder, DATABASE_URL: place.databaseUrl, LOG_LEVEL: 'silent' }),
    )
    day = addDays(base.clock.today(), -1)
    await withBill(base, { company: COMPANY, userCode: FIRST.userCode }, '2026-2027', day)
    await hire(base, 'li.fang', 'accountant', { company: COMPANY })
    await hire(base, 'wang', 'manager')
    await hire(base, 'zhao', 'manager')
    await hire(base, 'sun', 'accountant', { company: COMPANY })
  })
  afterAll(async () => {
    await base?.close()
    await place?.remove()
  })

  const here = (...words: string[]) => heatpayHere(place, ...words, '--company', COMPANY)
  /** A process of somebody who hands password and one-time code over on standard input. */
  async function asStaff(login: string, ...words: string[]) {
    const { child, ended } = startHeatpay(place, ...words, '--login', login, '--json')
    child.stdin.end(`${PASSWORD}\n${codeNow(base)}\n`)
    const { code, stdout, stderr } = await ended
    if (code !== 0) throw new Error(stderr)
    return JSON.parse(stdout)
  }
  const resolve = (login: string, id: string, ...words: string[]) =>
    asStaff(login, 'resolve', id, '--company', COMPANY, '--reason', '已核对', ...words)

  test('what is claimed is listed by channel with its age; what came back ends it', async () => {
    const { id, claim } = await base.database.transaction(async (store) => {
      const difference = await claimOf(store, base, { company: COMPANY, amountFen: 60_000, on: day })
      const [made] = await store.channelClaims.ofDifference(difference)
      const of = { company: COMPANY, amountFen: 45_000, on: day, key: 'FLOW1' }
      return { id: await movementOf(store, base, of), claim: made?.id ?? '' }
    })
    const listed = await here('differences', 'claims')
    expect(listed.stdout).toContain('微信支付  未退回 600.00 元  1 笔')
    expect(listed.stdout).toContain(claim)
    expect((await here('differences', 'show', id)).stdout).toContain('claim-returned')
    const { approvalId, summary, payloadHash } = await resolve(
      'li.fang',
      id,
      '--as',
      'claim-returned',
      '--claim',
      claim,
    )
    expect(summary).toContain('渠道已退回追索款')
    await asStaff('wang', 'approve', approvalId, '--hash', payloadHash)
    const { stdout } = await here('differences', 'claims', '--all', '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      openFen: 15_000,
      rows: [{ id: claim, status: 'partly', returnedFen: 45_000, openFen: 15_000 }],
    })
    expect((await heatpayHere(place, 'verify-ledger')).code).toBe(0)
    expect((await heatpayHere(place, 'differences', 'claims', '--company', 'nowhere')).code).toBe(1)
  })

  test('a second payment of one number wants the bank’s word, and is booked by it', async () => {
    const file = path.join(place.folder, 'twice.txt')
    writeFileSync(file, (await bankDay(place.folder, COMPANY, day, [FIRST, SECOND])).bytes)
    await here('files', 'upload', file, '--channel', 'bank:partner', '--date', day)
    const { rows } = JSON.parse((await here('differences', 'list', '--kind', 'duplicate-row', '--json')).stdout)
    const as = ['--as', 'book-second']
    await expect(resolve('sun', rows[0].id, ...as)).rejects.toThrow('evidence-needed')
    const evidence = ['--evidence', '银行王经理 2026-11-22 来函']
    const { approvalId, payloadHash } = await asStaffAgain(rows[0].id, [...as, ...evidence])
    await asStaff('zhao', 'approve', approvalId, '--hash', payloadHash)
    const booked = await base.database.read.payments.byTransaction(COMPANY, 'bank:partner', `${FIRST.traceNo}@${day}`)
    expect(booked).toMatchObject({ amountFen: SECOND.amountFen, outcome: 'applied' })
  })

  /** A one-time code is good once: somebody else makes the proposal. */
  async function asStaffAgain(id: string, words: string[]) {
    await hire(base, 'qian', 'accountant', { company: COMPANY })
    return resolve('qian', id, ...words)
  }
})
