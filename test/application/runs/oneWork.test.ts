import { holdInSuspense } from '../../../server/application/booking/applyPayment'
import { noonOf } from '../../../server/domain/reconciliation/row'
import { onEachEngine } from '../../support/engines'
import { openPorts } from '../../support/ports'
import { openDesk } from '../../support/reconciliation'

const DATE = '2026-11-20'

onEachEngine('a payment that neither bill of the channel has', (newPlace) => {
  test('is one piece of work, though both bills are compared', async () => {
    const ports = await openPorts(newPlace)
    const desk = openDesk(ports)
    await desk.simulate('lanzhou', DATE, 20)
    const money = {
      ...({ company: 'lanzhou', source: 'wechat', transactionId: '4200000000202611200000000099' } as const),
      ...{ orderNo: null, householdId: null, amountFen: 12_345, paidAt: noonOf(DATE), paidOn: DATE },
    }
    await ports.database.transaction((store) => holdInSuspense(store, money, 'unknown-order', ports))
    const told = []
    for (const file of ['wechat-trade.csv.gz', 'wechat-fundflow.csv.gz']) {
      const { differences } = await desk.reconcile('lanzhou', 'wechat', DATE, file)
      told.push(differences.map(({ kind, ourFen }) => [kind, ourFen]))
    }
    // Who compares a bill is told all that it lacks; the desk has it once.
    expect(told).toEqual([[['ours-only', 12_345]], [['ours-only', 12_345]]])
    const items = async (bill: 'trade' | 'fundflow') =>
      ports.database.read.reconciliation.itemsOf({ company: 'lanzhou', channel: 'wechat', bill, date: DATE })
    expect((await items('trade')).map(({ kind, status }) => [kind, status])).toEqual([['ours-only', 'open']])
    expect(await items('fundflow')).toEqual([])
    await ports.remove()
  })
})
