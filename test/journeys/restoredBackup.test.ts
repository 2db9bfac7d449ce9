import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { ApprovalView } from '../../contract/console'
import type { DifferencesAnswer } from '../../contract/consoleDifferences'
import { payoutNumbers } from '../../server/application/heatSettlement/payoutNumbers'
import { createReconcileDay } from '../../server/application/reconciliation/reconcileDay'
import { openReconciliation } from '../../server/wiring/reconciliation'
import { onEachEngine } from '../support/engines'
import { heatpay } from '../support/heatpay'
import { withBill } from '../support/households'
import { onDuty } from '../support/staff'
import { enter, eventually, startWorld, type World } from '../support/world'

const COMPANY = 'lanzhou'
const HOUR = 3_600_000
const HOMES = [
  ['wechat', '6200000001'],
  ['alipay', '6200000002'],
  ['wechat', '6200000003'],
] as const

onEachEngine('last night’s backup is restored after a morning of payments', (newPlace) => {
  test('the channels’ files alone say whose money it was; no invoice number is given twice', async () => {
    const empty = await newPlace()
    const env = { AUDIT_HEAD_COPY: path.join(empty.folder, 'elsewhere', 'heads.log') }
    const place = { ...empty, env }
    const emptyDatabase = await newPlace('bare')
    let at = place
    let stopped = false
    let world: World = await startWorld(place, env)
    const day = world.base.clock.today()
    const invoiceFolder = path.join(place.folder, 'invoices', COMPANY)

    const pay = async (channel: 'wechat' | 'alipay', userCode: string) => {
      const payer = await enter(world, COMPANY, channel, `payer-${userCode}`)
      const { body: card } = await payer.lookUp(userCode)
      const { body: asked } = await payer.order({ kind: 'whole', householdId: card.id })
      await payer.pay(asked.order.orderNo)
      await eventually(
        () => payer.show(asked.order.orderNo),
        ({ body }) => body.state === 'paid',
      )
      return { payer, orderNo: asked.order.orderNo }
    }
    const invoiceOf = async ({ payer, orderNo }: Awaited<ReturnType<typeof pay>>) => {
      const { headers } = payer
      const title = { kind: 'personal', name: '张建国' }
      const asked = await world.call<{ id: string }>('POST', '/api/invoices', { body: { orderNo, title }, headers })
      const issued = await eventually(
        () => world.call<{ state: string; number: string }>('GET', `/api/invoices/${asked.body.id}`, { headers }),
        ({ body }) => body.state === 'issued',
      )
      return issued.body.number
    }
    const owed = async (userCode: string) => {
      const { read } = world.base.database
      const home = await read.households.byUserCode(COMPANY, userCode)
      const bills = await read.bills.byHousehold(home?.id ?? '')
      return bills.reduce((fen, bill) => fen + bill.billedFen - bill.reversedFen - bill.appliedFen, 0)
    }

    try {
      for (const userCode of [...HOMES.map(([, code]) => code), '6200000004']) {
        const home = { company: COMPANY, userCode, buildingArea: '100.00' }
        await withBill(world.base, home, '2026-2027', '2026-10-31')
      }
      const backedUp = await heatpay(at, 'backup', '--to', path.join(place.folder, 'backups'), '--json')
      expect([backedUp.code, backedUp.stderr]).toEqual([0, ''])
      const { folder: backup } = JSON.parse(backedUp.stdout)

      const paid = []
      for (const [channel, userCode] of HOMES) paid.push(await pay(channel, userCode))
      const [first] = paid
      if (!first) throw new Error('nobody paid')
      const number = await invoiceOf(first)
      const printed = readFileSync(path.join(invoiceFolder, `${number}.pdf`))

      await world.stop()
      stopped = true
      const occupied = await heatpay(place, 'restore', backup)
      expect([occupied.code, occupied.stderr]).toEqual([1, expect.stringContaining('the database is not empty')])
      at = { ...emptyDatabase, folder: place.folder, env }
      // Heads are copied after the tables: here as late as can be, with all that was exported since.
      copyFileSync(path.join(place.folder, 'audit', 'heads.log'), path.join(backup, 'heads.log'))
      const restored = await heatpay(at, 'restore', backup, '--json')
      expect([restored.code, restored.stderr]).toEqual([0, ''])
      const { headsBefore } = JSON.parse(restored.stdout)
      expect(headsBefore.map((file: string) => existsSync(file))).toEqual([true, true])
      world = await startWorld(at, env)
      stopped = false
      const nextBatch = await world.base.database.transaction((store) =>
        store.sequences.next(COMPANY, payoutNumbers(world.base.clock.today())),
      )
      expect(nextBatch).toBeGreaterThan(100)
      expect(await Promise.all(HOMES.map(([, userCode]) => owed(userCode)))).toEqual([250_000, 250_000, 250_000])

      // Whoever pays now gets an invoice of his own, and the earlier payer's lies where it lay.
      const late = await pay('wechat', '6200000004')
      expect(await invoiceOf(late)).not.toBe(number)
      expect(readFileSync(path.join(invoiceFolder, `${number}.pdf`)).equals(printed)).toBe(true)

      // The next morning's files have the lost payments; two people book what the channel confirms.
      await world.sandboxCall('PUT', '/sandbox/api/clock', { now: `${day}T00:00:00+08:00` })
      await world.sandboxCall('PUT', '/sandbox/api/clock', { advance: 35 * HOUR })
      const reconcileDay = createReconcileDay(openReconciliation(world.base))
      const reconciled = async (channel: 'wechat' | 'alipay') => {
        const done = await reconcileDay({ company: COMPANY, channel, date: day, actor: 'li.fang' })
        return done.outcome === 'refused' ? done.reason : done.result
      }
      expect(await reconciled('wechat')).toMatchObject({ status: 'differences', matched: 1 })
      expect(await reconciled('alipay')).toMatchObject({ status: 'differences', matched: 0 })
      const li = await onDuty(world, 'li.fang', 'accountant', { company: COMPANY })
      const wang = await onDuty(world, 'wang', 'manager')
      const { body: list } = await li.get<DifferencesAnswer>(`/differences?company=${COMPANY}`)
      expect(list.rows.map(({ suggestion }) => suggestion?.resolution)).toEqual(HOMES.map(() => 'book-payment'))
      for (const { id } of list.rows) {
        const proposed = await li.post<{ approvalId: string }>(`/differences/${id}/proposals`, {
          company: COMPANY,
          resolution: 'book-payment',
          reason: '恢复备份后补记',
        })
        expect([proposed.status, proposed.text]).toEqual([201, expect.any(String)])
      }
      const { body: waiting } = await wang.get<{ rows: ApprovalView[] }>(
        `/approvals?company=${COMPANY}&status=proposed`,
      )
      for (const { id, payloadHash } of waiting.rows) {
        const decided = await wang.post<ApprovalView>(`/approvals/${id}/approve`, { payloadHash })
        expect(decided.body).toMatchObject({ status: 'executed' })
      }

      expect(await Promise.all(HOMES.map(([, userCode]) => owed(userCode)))).toEqual([0, 0, 0])
      expect(await world.base.database.read.suspense.open(COMPANY)).toEqual([])
      for (const channel of ['wechat', 'alipay'] as const)
        expect(await reconciled(channel)).toMatchObject({ status: 'balanced', differences: [] })
    } finally {
      if (!stopped) await world.stop()
    }
    expect(await heatpay(at, 'verify-ledger')).toMatchObject({ code: 0, stderr: '' })
    await emptyDatabase.remove()
    await place.remove()
  }, 300_000)
})
