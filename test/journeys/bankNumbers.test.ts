import { bankDirectory } from '../../server/adapters/banks'
import { examine, openThreeBills } from '../support/books'
import { onEachEngine } from '../support/engines'
import { openPorts, type StoryPorts } from '../support/ports'
import { bankTemplates, type Desk, openDesk, told } from '../support/reconciliation'

const COMPANY = 'lanzhou'
const BANK = 'bank:partner'

onEachEngine('a bank begins its numbers anew each day', (newPlace) => {
  let ports: StoryPorts
  let desk: Desk
  const bank = bankDirectory(bankTemplates()).get('partner')
  const booked = (number: string) => ports.database.read.payments.byTransaction(COMPANY, BANK, number)

  async function reconcile(date: string, rows: { userCode: string; traceNo: string; amountFen: number }[]) {
    const company = ports.rulebooks.get(COMPANY)?.name ?? ''
    await bank?.write(desk.folder, { company, date, rows: rows.map((row) => ({ ...row, paidOn: date })) })
    return desk.reconcile(COMPANY, BANK, date, 'bank-partner.txt')
  }

  beforeAll(async () => {
    ports = await openPorts(newPlace)
    desk = openDesk(ports)
    await openThreeBills(ports)
  })
  afterAll(() => ports.remove())

  const [zhang, wang] = ['6201000001', '6201000002']
  const day18 = [
    { userCode: zhang, traceNo: '000001', amountFen: 198_000 },
    { userCode: zhang, traceNo: '000002', amountFen: 200 },
  ]
  // Another amount, and another household with the same amount.
  const day19 = [
    { userCode: zhang, traceNo: '000001', amountFen: 300 },
    { userCode: wang, traceNo: '000002', amountFen: 200 },
  ]

  test('the second day’s payments are booked too, though the first day had their numbers', async () => {
    await reconcile('2026-11-18', day18)
    expect(await reconcile('2026-11-19', day19)).toMatchObject({ status: 'balanced', matched: 2, ourTotalFen: 500 })
    expect(await booked('000001')).toMatchObject({ amountFen: 198_000, paidOn: '2026-11-18' })
    expect(await booked('000001@2026-11-19')).toMatchObject({ amountFen: 300, paidOn: '2026-11-19' })
    const theWangs = await ports.database.read.households.byUserCode(COMPANY, wang)
    expect(await booked('000002@2026-11-19')).toMatchObject({ amountFen: 200, householdId: theWangs?.id })
  })

  test('whichever day’s file comes again, nothing is booked twice', async () => {
    expect(await reconcile('2026-11-19', day19)).toMatchObject({ status: 'balanced', matched: 2, ourTotalFen: 500 })
    expect(await reconcile('2026-11-18', day18)).toMatchObject({ status: 'balanced', matched: 2, ourTotalFen: 198_200 })
    expect((await examine(ports)).checks.filter(({ broken }) => broken)).toEqual([])
  })

  test('a payment that is the same but for its day is not booked again: people look at it', async () => {
    const result = await reconcile('2026-11-20', [{ userCode: zhang, traceNo: '000001', amountFen: 198_000 }])
    expect(told(result.differences)).toEqual([
      { kind: 'channel-only', orderNo: null, channelNo: '000001', ourFen: null, theirFen: 198_000 },
    ])
    expect(await booked('000001@2026-11-20')).toBeUndefined()
  })

  test('what is taken back is the payment that it fits, whichever day had the number first', async () => {
    const icbc = bankDirectory(bankTemplates()).get('icbc')
    const company = ports.rulebooks.get(COMPANY)?.name ?? ''
    const given = async (
      date: string,
      rows: { userCode: string; traceNo: string; amountFen: number; reverses?: string }[],
    ) => {
      await icbc?.write(desk.folder, { company, date, rows: rows.map((row) => ({ ...row, paidOn: date })) })
      return desk.reconcile(COMPANY, 'bank:icbc', date, 'bank-icbc.txt')
    }
    await given('2026-11-18', [{ userCode: zhang, traceNo: 'BK0000000001', amountFen: 500 }])
    await given('2026-11-19', [{ userCode: wang, traceNo: 'BK0000000001', amountFen: 400 }])
    const back = { userCode: wang, traceNo: 'BK0000000002', amountFen: 400, reverses: 'BK0000000001' }
    const { differences } = await given('2026-11-20', [back])
    expect(differences.map(({ seen }) => seen?.theirs?.reverses)).toEqual(['BK0000000001@2026-11-19'])
  })
})
