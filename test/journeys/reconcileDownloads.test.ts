import { createReconcileDay } from '../../server/application/reconciliation/reconcileDay'
import type { PaymentSource } from '../../server/domain/payment/payment'
import { openReconciliation } from '../../server/wiring/reconciliation'
import { onEachEngine } from '../support/engines'
import { heatpay } from '../support/heatpay'
import { withBill } from '../support/households'
import { ownWorld } from '../support/ownWorld'
import { enter, eventually, type World } from '../support/world'

const HOUR = 3_600_000

onEachEngine('the morning after: bills fetched from the channels', (newPlace) => {
  let world: World
  let place: Awaited<ReturnType<typeof newPlace>>
  let day: string
  ownWorld(newPlace, (begun, at) => {
    world = begun
    place = at
    day = world.base.clock.today()
  })

  /** What the command line does, within this process. */
  const reconcile = async (channel: PaymentSource) => {
    const done = await createReconcileDay(openReconciliation(world.base))({
      ...{ company: 'lanzhou', channel, date: day, actor: 'li' },
    })
    return done.outcome === 'refused' ? done.reason : done.result
  }

  const commandLine = async (channel: string) => {
    const env = { SANDBOX_PORT: String(world.settings.sandboxPort), LOG_LEVEL: 'silent' }
    const words = ['reconcile', '--company', 'lanzhou', '--channel', channel, '--date', day, '--json']
    const ended = await heatpay({ ...place, env }, ...words)
    return {
      code: ended.code,
      reason: ended.stderr.trim(),
      answer: ended.stdout === '' ? '' : JSON.parse(ended.stdout),
    }
  }

  test('a day with payments at each channel and the bank’s counter is balanced by their own files', async () => {
    const season = '2026-2027'
    for (const userCode of ['6200000001', '6200000002', '6200000003']) {
      await withBill(world.base, { company: 'lanzhou', userCode, buildingArea: '100.00' }, season, '2026-10-31')
    }
    for (const [platform, userCode] of [
      ['wechat', '6200000001'],
      ['alipay', '6200000002'],
    ] as const) {
      const payer = await enter(world, 'lanzhou', platform, `payer-${platform}`)
      const { body: card } = await payer.lookUp(userCode)
      const { body: asked } = await payer.order({ kind: 'whole', householdId: card.id })
      await payer.pay(asked.order.orderNo)
      await eventually(
        () => payer.show(asked.order.orderNo),
        ({ body }) => body.state === 'paid',
      )
    }
    for (const [userCode, amountFen] of [
      ['6200000003', 250_000],
      ['6299999999', 12_345],
    ] as const) {
      const entered = await world.sandboxCall('POST', '/sandbox/api/bank/payments', {
        company: 'lanzhou',
        userCode,
        amountFen,
      })
      expect(entered.status).toBe(201)
    }

    // The day is not over: nobody has a bill yet.
    expect(await reconcile('wechat')).toMatch(/cannot be fetched: INVALID_REQUEST|not ready yet/)
    expect(await reconcile('alipay')).toBe(`the bill of ${day} is not ready yet: ask again later`)
    expect(await reconcile('bank:partner')).toBe(`the bank has no file for ${day} yet`)

    await world.sandboxCall('PUT', '/sandbox/api/clock', { now: `${day}T00:00:00+08:00` })
    await world.sandboxCall('PUT', '/sandbox/api/clock', { advance: 35 * HOUR })

    const balanced = {
      matched: 1,
      differences: [],
      ourTotalFen: 250_000,
      theirTotalFen: 250_000,
      status: 'balanced',
      reason: null,
    }
    expect(await commandLine('wechat')).toEqual({ code: 0, reason: '', answer: balanced })
    expect(await reconcile('alipay')).toEqual(balanced)
    expect(await reconcile('bank:partner')).toMatchObject({
      ...balanced,
      matched: 2,
      ourTotalFen: 262_345,
      theirTotalFen: 262_345,
    })

    const household = await world.base.database.read.households.byUserCode('lanzhou', '6200000003')
    const [bill] = await world.base.database.read.bills.byHousehold(household?.id ?? '')
    expect(bill).toMatchObject({ billedFen: 250_000, appliedFen: 250_000 })
    expect(await world.base.database.read.suspense.open('lanzhou')).toMatchObject([
      { reason: 'unknown-household', amountFen: 12_345, owner: 'finance-desk' },
    ])

    // The same morning again: the same answer, and the counter's payments are not booked twice.
    expect(await reconcile('bank:partner')).toMatchObject({ matched: 2, status: 'balanced' })
    expect(await world.base.database.read.payments.byHousehold(household?.id ?? '')).toHaveLength(1)
  })

  test('a wrong total, a wrong digest: quarantined with exit code 1, and the JSON all the same', async () => {
    await world.sandboxCall('PUT', '/sandbox/api/faults', { switches: { bankTotalWrong: true, billDigestWrong: true } })
    const bank = await commandLine('bank:partner')
    expect(bank).toMatchObject({ code: 1, answer: { matched: 0, differences: [], status: 'quarantined' } })
    expect(bank.answer.reason).toBe('第 1 行：总金额：文件写 2623.46 元，明细合计 2623.45 元')
    expect(bank.reason).toBe(bank.answer.reason)
    expect(await reconcile('wechat')).toMatchObject({ status: 'quarantined', reason: '文件摘要与渠道给出的不符' })
    await world.sandboxCall('PUT', '/sandbox/api/faults', { reset: true })
    expect(await reconcile('bank:partner')).toMatchObject({ status: 'balanced' })
  })
})
