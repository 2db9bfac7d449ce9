import { onEachEngine } from '../support/engines'
import { fiveCompanies, openPorts, type StoryPorts } from '../support/ports'
import { type Desk, openDesk } from '../support/reconciliation'

const DAY = '2026-11-20'

onEachEngine('a day at Beijing’s sixteen banks (domain.md BJ3)', (newPlace) => {
  let ports: StoryPorts
  let desk: Desk
  beforeAll(async () => {
    ports = await openPorts(newPlace)
    desk = openDesk(ports)
  })
  afterAll(() => ports.remove())

  test('each writes its file in its own layout, and each file is balanced to the fen', async () => {
    const simulated = await desk.simulate('beijing', DAY, 400)
    const banks = fiveCompanies().get('beijing')?.payment.bankFiles ?? []
    expect(simulated.sources.map(({ channel }) => channel)).toEqual([
      'wechat',
      'alipay',
      ...banks.map((id) => `bank:${id}`),
    ])
    for (const id of banks) {
      const source = simulated.sources.find(({ channel }) => channel === `bank:${id}`)
      const result = await desk.reconcile('beijing', `bank:${id}`, DAY, `bank-${id}.txt`)
      expect(result).toMatchObject({ differences: [], status: 'balanced', matched: source?.payments })
      expect(result.theirTotalFen).toBe(source?.totalFen)
      expect(result.ourTotalFen).toBe(source?.totalFen)
    }
  })
})
