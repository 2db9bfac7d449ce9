import { FIVE_COMPANIES } from '../../sandbox/companies'
import { onEachEngine } from '../support/engines'
import { withBill } from '../support/households'
import { fiveCompanies } from '../support/ports'
import { startTestSandbox, type TestSandbox } from '../support/sandbox/testSandbox'
import { sftpStory } from '../support/sftp'

const DAY = '2026-11-20'
const USER_CODE = '110000000099'

onEachEngine('a bank that says by a second file that its day’s file is whole', (newPlace) => {
  const story = sftpStory(newPlace)
  let sandbox: TestSandbox
  beforeEach(async () => {
    sandbox = await startTestSandbox({
      machineNow: () => Date.parse('2026-11-21T06:00:00+08:00'),
      companies: FIVE_COMPANIES.map((one) => ({ ...one, name: fiveCompanies().get(one.id)?.name ?? one.name })),
    })
    story.configure([{ company: 'beijing', bank: 'citic' }])
    story.desk = story.openDesk()
    const home = { company: 'beijing', userCode: USER_CODE, heatSource: 'district' } as const
    await withBill(story.ports as never, home, '2026-2027', '2026-11-14')
    const payment = { company: 'beijing', bank: 'citic', userCode: USER_CODE, amountFen: 214_392, on: DAY }
    expect((await sandbox.api('POST', 'bank/payments', payment)).status).toBe(201)
  })
  afterEach(() => sandbox.remove())

  /** What the bank has ready at this moment gets to its folder; gives the names. */
  async function bankSends(): Promise<string[]> {
    const sent: string[] = []
    for (const what of ['files', 'companions']) {
      const at = `${sandbox.url}/sandbox/api/bank/${what}?company=beijing&bank=citic&date=${DAY}`
      const answered = await fetch(at)
      if (answered.status !== 200) continue
      const [, name = ''] = /''(.+)$/.exec(answered.headers.get('content-disposition') ?? '') ?? []
      story.bank.put(decodeURIComponent(name), Buffer.from(await answered.arrayBuffer()))
      sent.push(decodeURIComponent(name))
    }
    return sent
  }
  const look = () => story.desk.checkBankInbox('beijing')
  const known = async () =>
    (await story.ports.database.read.inboxFiles.of('beijing', 'citic')).map(({ state, reason }) => [state, reason])
  const paidFen = async () => {
    const home = await story.ports.database.read.households.byUserCode('beijing', USER_CODE)
    const [bill] = await story.ports.database.read.bills.byHousehold(home?.id ?? '')
    return bill?.appliedFen
  }

  test('the flag file is missing: the server waits; when it comes, the file is taken once', async () => {
    await sandbox.api('PUT', 'faults', { switches: { bankFlagMissing: true } })
    expect(await bankSends()).toEqual(['HF_20261120.txt'])
    for (let round = 0; round < 3; round++) expect(await look()).toBe(0)
    expect(await known()).toEqual([['waiting', '等待银行的 .md5 文件']])
    expect(story.bank.seen.reads).toBe(0)
    expect(await paidFen()).toBe(0)

    await sandbox.api('PUT', 'faults', { reset: true })
    expect(await bankSends()).toEqual(['HF_20261120.txt', 'HF_20261120.txt.md5'])
    expect(await look()).toBe(1)
    expect(await paidFen()).toBe(214_392)
    expect(await known()).toEqual([['taken', null]])
    expect(await look()).toBe(0)
    expect(await paidFen()).toBe(214_392)
  })

  test('the switch is seeded: the same seed keeps the flag back at the same times', async () => {
    const kept = async (seed: number) => {
      await sandbox.api('PUT', 'faults', { seed, switches: { bankFlagMissing: { rate: 0.5 } } })
      const sent: number[] = []
      for (let time = 0; time < 12; time++) sent.push((await bankSends()).length)
      return sent
    }
    const first = await kept(7)
    expect(new Set(first)).toEqual(new Set([1, 2]))
    expect(await kept(7)).toEqual(first)
  })
})
