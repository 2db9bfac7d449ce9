import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { bankDirectory } from '../../server/adapters/banks'
import { BANK_DAY, layoutText } from '../support/banks'
import { registerHomes } from '../support/books'
import { onEachEngine } from '../support/engines'
import { openPorts, type StoryPorts } from '../support/ports'
import { bankTemplates, type Desk, openDesk, told } from '../support/reconciliation'

const COMPANY = 'lanzhou'

onEachEngine('a bank takes payments back', (newPlace) => {
  let ports: StoryPorts
  let desk: Desk
  const icbc = bankDirectory(bankTemplates()).get('icbc')
  const booked = (traceNo: string) => ports.database.read.payments.byTransaction(COMPANY, 'bank:icbc', traceNo)

  async function reconcile(date: string, rows: Parameters<NonNullable<typeof icbc>['write']>[1]['rows']) {
    const company = ports.rulebooks.get(COMPANY)?.name ?? ''
    await icbc?.write(desk.folder, { company, date, rows })
    return desk.reconcile(COMPANY, 'bank:icbc', date, 'bank-icbc.txt')
  }

  beforeAll(async () => {
    ports = await openPorts(newPlace)
    desk = openDesk(ports)
    await registerHomes(ports, COMPANY, ['1000234567'])
  })
  afterAll(() => ports.remove())

  test('what it takes back of an earlier day is a refund that a person decides on, no payment', async () => {
    const first = { userCode: '1000234567', traceNo: 'BK1000000001', amountFen: 158_000, paidOn: '2026-11-18' }
    expect(await reconcile('2026-11-18', [first])).toMatchObject({ status: 'balanced', theirTotalFen: 158_000 })

    const [next, back] = [
      { userCode: '1000234999', traceNo: 'BK1000000002', amountFen: 12_000, paidOn: '2026-11-19' },
      { ...first, traceNo: 'BK1000000003', paidOn: '2026-11-19', reverses: 'BK1000000001' },
    ]
    const result = await reconcile('2026-11-19', [next, back])
    expect(told(result.differences)).toEqual([
      { kind: 'channel-only', orderNo: null, channelNo: 'BK1000000003', ourFen: null, theirFen: -158_000 },
    ])
    expect(result).toMatchObject({ matched: 1, theirTotalFen: 12_000 - 158_000, ourTotalFen: 12_000 })
    expect(await booked('BK1000000003')).toBeUndefined()
    expect(await booked('BK1000000001')).toMatchObject({ amountFen: 158_000, refundedFen: 0 })
  })

  test('what it takes back the same day is not booked at all, and the day says so', async () => {
    writeFileSync(path.join(desk.folder, 'icbc.bil'), layoutText('electricity.txt'))
    const result = await desk.reconcile(COMPANY, 'bank:icbc', BANK_DAY, 'icbc.bil')
    expect(result.reason).toMatch(/1 笔当日已冲正/)
    expect(told(result.differences)).toEqual([
      { kind: 'channel-only', orderNo: null, channelNo: 'BK0000000005', ourFen: null, theirFen: -10_000 },
    ])
    // Cancelled within the file: the payment and its reversal.
    expect(await booked('BK0000000003')).toBeUndefined()
    expect(await booked('BK0000000004')).toBeUndefined()
    expect(result).toMatchObject({ theirTotalFen: 160_000 })
  })
})
