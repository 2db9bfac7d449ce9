import { payoutNumbers, restartPayoutNumbers } from '../../../server/application/heatSettlement/payoutNumbers'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'

onEachEngine('numbers of payout batches after a restore', (newPlace) => {
  let ports: StoryPorts
  beforeEach(async () => {
    ports = await openPorts(newPlace, '2026-07-05')
  })
  afterEach(() => ports.remove())

  const next = () => ports.database.transaction((store) => store.sequences.next('lanzhou', payoutNumbers('2026-07-05')))
  const restored = (at: string) =>
    ports.database.transaction((store) =>
      restartPayoutNumbers(store, ['lanzhou'], { clock: { ...ports.clock, now: () => Date.parse(at) } }),
    )

  test('are none that the day can have had, whatever the restored database remembers', async () => {
    expect([await next(), await next()]).toEqual([1, 2])
    // What the bank has been given since then, the restored database does not know.
    await restored('2026-07-05T10:00:00+08:00')
    expect([await next(), await next()]).toEqual([401, 402])
    await ports.database.writer.query('DELETE FROM sequences')
    await restored('2026-07-05T10:30:00+08:00')
    expect(await next()).toBe(416)
    // It never goes back, and three digits are enough.
    await restored('2026-07-05T00:00:00+08:00')
    expect(await next()).toBe(417)
    await restored('2026-07-05T23:59:59+08:00')
    expect(await next()).toBe(820)
  })
})
