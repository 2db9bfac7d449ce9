import { renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { prepareSandbox } from '../../sandbox/prepare'
import { isRefusal } from '../../server/application/common/refusal'
import { addDays } from '../../server/domain/calendar/civilDate'
import type { Payment } from '../../server/domain/payment/payment'
import { readSettings } from '../../server/settings'
import { type Base, openBase } from '../../server/wiring/base'
import { composeStaff } from '../../server/wiring/staff'
import { bankDay, type DayRow } from '../support/bankDay'
import { type EmptyPlace, onEachEngine } from '../support/engines'
import { type Ended, heatpay, startHeatpay } from '../support/heatpay'
import { heatpayHere } from '../support/heatpayHere'
import { withBill } from '../support/households'
import { codeNow, hire } from '../support/staff'

const COMPANY = 'lanzhou'
const PASSWORD = 'correct horse battery'
const LI: DayRow = { userCode: '62010001', traceNo: 'BK0000000001', amountFen: 100_000 }
const WANG: DayRow = { userCode: '62010002', traceNo: 'BK0000000002', amountFen: 50_000 }
const ZHAO: DayRow = { userCode: '62010002', traceNo: 'BK0000000003', amountFen: 40_000 }

onEachEngine('what is approved on the command line, while no server runs', (newPlace) => {
  let place: EmptyPlace
  let base: Base
  let day: string
  beforeAll(async () => {
    place = await newPlace()
    const env = { DATA_DIR: place.folder, DATABASE_URL: place.databaseUrl, LOG_LEVEL: 'silent' }
    prepareSandbox(place.folder)
    base = await openBase(readSettings(env))
    day = addDays(base.clock.today(), -1)
    for (const { userCode } of [LI, WANG]) await withBill(base, { company: COMPANY, userCode }, '2026-2027', day)
    await hire(base, 'li.fang', 'accountant', { company: COMPANY })
    await hire(base, 'wang', 'manager')
    await hire(base, 'zhao', 'manager')
  })
  afterAll(async () => {
    await base?.close()
    await place?.remove()
  })

  const answer = (ended: Omit<Ended, 'signal'>) => {
    if (ended.code !== 0) throw new Error(`${ended.code}: ${ended.stderr}`)
    return JSON.parse(ended.stdout)
  }
  /** Commands that only lead up to the story. */
  const run = async (...words: string[]) => answer(await heatpayHere(place, ...words, '--json'))
  let offsetMs = 0
  /** Each one-time code works once: time goes on, on the sandbox's clock, until there is another. */
  async function halfAMinute(): Promise<void> {
    offsetMs += 31_000
    const file = path.join(place.folder, 'sandbox', 'clock.json')
    writeFileSync(`${file}.tmp`, JSON.stringify({ offsetMs }))
    renameSync(`${file}.tmp`, file)
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
  /** A process of somebody who hands password and one-time code over on standard input. */
  async function asStaff(login: string, ...words: string[]) {
    await halfAMinute()
    const { child, ended } = startHeatpay(place, ...words, '--login', login, '--json')
    child.stdin.end(`${PASSWORD}\n${codeNow(base)}\n`)
    return answer(await ended)
  }
  const upload = async (name: string, rows: readonly DayRow[]) => {
    const file = path.join(place.folder, name)
    writeFileSync(file, (await bankDay(place.folder, COMPANY, day, rows)).bytes)
    return run('files', 'upload', file, '--company', COMPANY, '--channel', 'bank:partner', '--date', day)
  }
  const differences = async () => {
    const { rows } = answer(await heatpay(place, 'differences', 'list', '--company', COMPANY, '--json'))
    return rows.map(({ kind, status, ourFen, theirFen }: Record<string, unknown>) => [kind, status, ourFen, theirFen])
  }
  const waiting = async () => (await run('approve')).rows[0]

  test('a changed re-send: its payments and differences are in the books when the command ends', async () => {
    expect((await upload('first.txt', [LI, WANG])).result).toMatchObject({ status: 'balanced', matched: 2 })
    const { file } = await upload('again.txt', [LI, ZHAO])
    expect(file.status).toBe('awaiting')
    await asStaff('li.fang', 'files', 'propose', file.id, '--company', COMPANY)
    const { id, payloadHash } = await waiting()
    expect(await asStaff('wang', 'approve', id, '--hash', payloadHash)).toMatchObject({ status: 'executed' })
    expect(await differences()).toEqual([['ours-only', 'open', 50_000, null]])
    const { read } = base.database
    expect(await read.payments.byTransaction(COMPANY, 'bank:partner', ZHAO.traceNo)).toMatchObject({
      amountFen: 40_000,
      outcome: 'applied',
    })
    const day1 = { company: COMPANY, channel: 'bank:partner', bill: 'trade', date: day } as const
    expect(await read.reconciliation.latestRun(day1)).toMatchObject({ fileId: file.id })
    // Nothing is left for a server to do again.
    expect(await read.jobs.due(base.clock.now() + 3_600_000, 10, ['reconcile-file'])).toEqual([])
  })

  test('a difference: its entries are made and it is closed when the command ends', async () => {
    const { rows } = await run('differences', 'list', '--company', COMPANY)
    const words = ['resolve', rows[0].id, '--company', COMPANY, '--as', 'take-back-payment', '--reason', '银行已更正']
    const { approvalId, payloadHash } = await asStaff('li.fang', ...words)
    await asStaff('zhao', 'approve', approvalId, '--hash', payloadHash)
    expect(await differences()).toEqual([['ours-only', 'closed', 50_000, null]])
    const household = await base.database.read.households.byUserCode(COMPANY, WANG.userCode)
    const transfers = await base.database.read.ledger.ofHousehold(household?.id ?? '')
    expect(transfers.map(({ event, amountFen }) => `${event} ${amountFen}`)).toContain('payment-corrected 50000')
  })

  test('several are approved with one code, each by itself; one that is refused leaves the others', async () => {
    const { database, ids, clock } = base
    const { verbs } = composeStaff(base)
    const maker = await database.read.staff.byLoginName('li.fang')
    if (!maker) throw new Error('nobody')
    const proposals = []
    for (const amountFen of [100, 200, 300]) {
      const payment: Payment = {
        ...{ id: ids.next(), company: COMPANY, source: 'wechat', transactionId: ids.next(), orderNo: null },
        ...{ householdId: null, amountFen, paidAt: clock.now(), paidOn: base.clock.today(), outcome: 'suspense' },
        ...{ refundedFen: 0, refundParts: 0, recordedAt: clock.now() },
      }
      const itemId = ids.next()
      await database.transaction(async (store) => {
        await store.payments.insert(payment)
        await store.suspense.insert({
          ...{ id: itemId, company: COMPANY, paymentId: payment.id, reason: 'unknown-order', amountFen, exit: null },
          ...{ owner: 'finance-desk', status: 'open', openedAt: clock.now(), resolvedAt: null },
        })
      })
      const exit = { itemId, exit: 'credit-next-season', userCode: LI.userCode } as const
      const proposed = await verbs.moneyWork.resolveSuspense(COMPANY, maker, exit)
      if (isRefusal(proposed)) throw new Error(proposed.refused)
      proposals.push(proposed)
    }
    const given = proposals.map(({ id, payloadHash }, n) => `${id}:${n === 1 ? 'f'.repeat(64) : payloadHash}`)
    await halfAMinute()
    const { child, ended } = startHeatpay(place, 'approve', ...given, '--login', 'wang', '--json')
    child.stdin.end(`${PASSWORD}\n${codeNow(base)}\n`)
    const { code, stdout } = await ended
    expect(code).toBe(1)
    expect(JSON.parse(stdout).results.map(({ done }: { done: boolean }) => done)).toEqual([true, false, true])
    const statuses = await Promise.all(proposals.map(({ id }) => database.read.approvals.byId(id)))
    expect(statuses.map((approval) => approval?.status)).toEqual(['executed', 'proposed', 'executed'])
  })
})
