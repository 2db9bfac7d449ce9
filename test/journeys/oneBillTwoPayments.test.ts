import type { Problem } from '../../contract/problem'
import { createReconcileDay } from '../../server/application/reconciliation/reconcileDay'
import { openReconciliation } from '../../server/wiring/reconciliation'
import { onEachEngine } from '../support/engines'
import { withBill } from '../support/households'
import { ownWorld } from '../support/ownWorld'
import { enter, eventually, type World } from '../support/world'

onEachEngine('one bill, two payments', (newPlace) => {
  let world: World
  ownWorld(newPlace, (begun) => {
    world = begun
  })

  test('a Lanzhou household pays half in WeChat and the rest in Alipay', async () => {
    await withBill(world.base, { company: 'lanzhou', userCode: '6200000001' }, '2026-2027', '2026-10-31')
    const inWechat = await enter(world, 'lanzhou', 'wechat', 'daughter')

    const { body: card } = await inWechat.lookUp('6200000001')
    expect(card).toMatchObject({
      owner: '***',
      address: '幸福里***2单元',
      verified: false,
      due: { totalFen: 223_325, remainingFen: 223_325 },
    })

    await inWechat.proves('6200000001')
    const { body: bill } = await inWechat.bill(card.id)
    expect(bill.bills[0]?.lines[0]).toMatchObject({ amountFen: 223_325, rule: 'LZ1' })
    expect(bill.bills[0]?.lines[0]?.formula).toContain('89.33 m²')
    expect(bill.payable.instalments).toMatchObject({
      allowed: true,
      minimumFen: 111_663,
      firstPaid: false,
      balanceDueOn: '2027-01-01',
    })

    // LZ2: one fen below half is refused, and the message names the minimum.
    const tooLittle = await inWechat.order({ kind: 'part', householdId: card.id, partFen: 111_662 })
    expect(tooLittle.status).toBe(422)
    expect(tooLittle.body as unknown as Problem).toMatchObject({ code: 'below-minimum', minimumFen: 111_663 })
    expect((tooLittle.body as unknown as Problem).detail).toContain('1,116.63 元')

    const first = await inWechat.order({ kind: 'part', householdId: card.id, partFen: 111_663 })
    expect(first.status).toBe(201)
    expect(first.body.pay).toMatchObject({ channel: 'wechat', signType: 'RSA' })
    await inWechat.pay(first.body.order.orderNo)
    const paid = await eventually(
      () => inWechat.show(first.body.order.orderNo),
      ({ body }) => body.state === 'paid',
    )
    expect(paid.body.remainingFen).toBe(111_662)

    const inAlipay = await enter(world, 'lanzhou', 'alipay', 'father')
    await inAlipay.proves('6200000001')
    const rest = await inAlipay.order({ kind: 'whole', householdId: card.id })
    expect(rest.body.order.amountFen).toBe(111_662)
    expect(rest.body.pay).toMatchObject({ channel: 'alipay' })
    await inAlipay.pay(rest.body.order.orderNo)
    await eventually(
      () => inAlipay.show(rest.body.order.orderNo),
      ({ body }) => body.state === 'paid',
    )

    const { body: settled } = await inAlipay.bill(card.id)
    expect(settled.bills[0]).toMatchObject({ paidFen: 223_325, remainingFen: 0 })
    expect(settled.payable).toMatchObject({ open: false, wholeFen: 0 })
    const transfers = await world.base.database.read.ledger.ofHousehold(card.id)
    const credited = transfers.filter(({ creditAccount }) => creditAccount === 'receivable')
    expect(credited.map(({ debitAccount, amountFen }) => [debitAccount, amountFen])).toEqual([
      ['clearing:wechat', 111_663],
      ['clearing:alipay', 111_662],
    ])

    // The invoice is issued by a job, and only its owner has it.
    const title = { kind: 'personal', name: '张建国' }
    const asked = await world.call<{ id: string }>('POST', '/api/invoices', {
      body: { orderNo: first.body.order.orderNo, title },
      headers: inWechat.headers,
    })
    const invoice = `/api/invoices/${asked.body.id}`
    const issued = await eventually(
      () => world.call<{ state: string; number: string }>('GET', invoice, { headers: inWechat.headers }),
      ({ body }) => body.state === 'issued',
    )
    expect(issued.body.number).toMatch(/^MN\d+$/)
    const pdf = await world.call<string>('GET', `${invoice}/pdf`, { headers: inWechat.headers })
    expect(pdf.text.startsWith('%PDF')).toBe(true)
    expect((await world.call('GET', `${invoice}/pdf`, { headers: inAlipay.headers })).status).toBe(404)

    // Next day the channels' files are fetched, and reconcile to zero.
    const date = world.base.clock.today()
    await world.sandboxCall('PUT', '/sandbox/api/clock', { advance: 36 * 3_600_000 })
    await eventually(
      async () => world.base.clock.today(),
      (today) => today > date,
    )
    const reconcileDay = createReconcileDay(openReconciliation(world.base))
    for (const channel of ['wechat', 'alipay'] as const) {
      expect(await reconcileDay({ company: 'lanzhou', channel, date, actor: 'test' })).toMatchObject({
        outcome: 'reconciled',
        result: { matched: 1, differences: [], status: 'balanced' },
      })
    }
  })

  test('a Beijing bill is paid whole; the same order asked for twice with one key is one order', async () => {
    await withBill(
      world.base,
      { company: 'beijing', userCode: '010000000001', heatSource: 'district', buildingArea: '100.00' },
      '2026-2027',
      '2026-11-15',
    )
    const resident = await enter(world, 'beijing', 'wechat', 'demo')
    const { body: card } = await resident.lookUp('010000000001')
    const [one, two] = [
      await resident.order({ kind: 'whole', householdId: card.id }, 'the-same-key'),
      await resident.order({ kind: 'whole', householdId: card.id }, 'the-same-key'),
    ]
    expect(two.text).toBe(one.text)
    expect(one.body.order.amountFen).toBe(240_000)
    await resident.pay(one.body.order.orderNo)
    await eventually(
      () => resident.show(one.body.order.orderNo),
      ({ body }) => body.state === 'paid',
    )
    const again = await resident.order({ kind: 'whole', householdId: card.id })
    expect(again.body as unknown as Problem).toMatchObject({ code: 'nothing-owed' })
  })
})
