import { loadAccounts } from '../../../server/adapters/accounts/loadAccounts'
import { executors } from '../../../server/application/approvedActions/executors'
import { createReadSheet } from '../../../server/application/approvedActions/sheet'
import { isRefusal } from '../../../server/application/common/refusal'
import { sourceNames } from '../../../server/domain/payment/payment'
import { examine, openThreeBills } from '../../support/books'
import { COMPANY, DAY, NEXT } from '../../support/closing'
import { checker } from '../../support/desk'
import { openDifferenceDesk, paymentRow } from '../../support/differences'
import { type EmptyPlace, onEachEngine } from '../../support/engines'
import { openPorts, PROJECT, type StoryPorts } from '../../support/ports'

const NUMBER = '4200000000000000000000000031'

onEachEngine('what the second person sees before he signs', (newPlace: () => Promise<EmptyPlace>) => {
  let ports: StoryPorts
  let desk: ReturnType<typeof openDifferenceDesk>
  let read: ReturnType<typeof createReadSheet>
  beforeEach(async () => {
    ports = await openPorts(newPlace, DAY)
    desk = openDifferenceDesk(ports)
    const sourceName = sourceNames(() => undefined)
    read = createReadSheet({ ...ports, executors, chart: loadAccounts(PROJECT), sourceName })
  })
  afterEach(() => ports.remove())

  /** A payment in WeChat's file that we have not, and its proposal to be booked. */
  async function missed(orderNo: string, amountFen: number) {
    ports.clock.set(NEXT)
    desk.channel.paid(NUMBER, orderNo, amountFen, Date.parse(`${DAY}T12:00:00+08:00`))
    const [item] = await desk.reconcile(DAY, [paymentRow({ key: NUMBER, orderNo, amountFen }, DAY)])
    const proposed = await desk.propose(item?.id ?? '', 'book-payment')
    if (isRefusal(proposed)) throw new Error(proposed.refused)
    return proposed
  }
  const entriesOf = async () => (await ports.database.read.desk.transfers({ company: COMPANY }, 0, 100)).rows
  const sides = (rows: readonly { debitAccount: string; creditAccount: string; amountFen: number }[]) =>
    rows.map(({ debitAccount, creditAccount, amountFen }) => [debitAccount, creditAccount, amountFen])

  test('an order that nobody knows: the sentence says suspense, and shows the entry beforehand', async () => {
    await openThreeBills(ports)
    const before = (await entriesOf()).length
    const proposed = await missed('HPNOBODYKNOWS00001', 2500)
    expect(proposed.summary).toContain('转入待查款项，另行处理 25.00 元')
    expect(proposed.summary).not.toContain('按正常收款入账')
    const sheet = await read(proposed)
    expect(sides(sheet.entries)).toEqual([['clearing:wechat', 'suspense', 2500]])
    expect(sheet.refused).toBeNull()
    expect(sheet.sections.map(({ title }) => title)).toEqual(['申请内容', '对账差异', '对方文件的一行'])
    expect(sheet.sections.flatMap(({ facts }) => facts)).toContainEqual({
      label: '渠道编号',
      value: NUMBER,
      as: 'text',
    })
    // It was only previewOutcome: nothing of it is kept.
    expect((await entriesOf()).length).toBe(before)
    await desk.approve(proposed)
    const made = (await entriesOf()).filter(({ evidenceKind }) => evidenceKind !== 'bill')
    expect(sides(made)).toEqual(sides(sheet.entries))
  })

  test('a known order: the sentence names user and bill, and the household stands there', async () => {
    const homes = await openThreeBills(ports)
    const orderNo = 'HPLOST0000000001'
    const now = ports.clock.now()
    await ports.database.transaction((store) =>
      store.orders.insert({
        ...{ orderNo, company: COMPANY, channel: 'wechat', residentId: 'R1', householdId: homes.first, kind: 'whole' },
        ...{ season: '2026-2027', amountFen: 100_000, status: 'paying', description: '采暖费', prepayId: null },
        ...{ transactionId: null, paidAt: null, clientOutcome: null, createdAt: now, expiresAt: now + 7_200_000 },
      }),
    )
    const code = (await ports.database.read.households.byId(homes.first))?.userCode ?? ''
    const proposed = await missed(orderNo, 100_000)
    expect(proposed.summary).toContain(`抵缴用户 ${code} 的账单 1,000.00 元`)
    const sheet = await read(proposed)
    expect(sheet.households.map(({ userCode }) => userCode)).toContain(code)
    expect(sides(sheet.entries)).toEqual([['clearing:wechat', 'receivable', 100_000]])
  })

  test('what would be refused now is told before it is tried, and a decided one foresees nothing', async () => {
    await openThreeBills(ports)
    const proposed = await missed('HPNOBODYKNOWS00001', 2500)
    await ports.database.writer.query('UPDATE differences SET their_fen = 2600')
    const sheet = await read(proposed)
    expect(sheet.refused).toMatchObject({ refused: 'books-changed' })
    expect(sheet.entries).toEqual([])
    await ports.database.writer.query('UPDATE differences SET their_fen = 2500')
    const done = await desk.approvals.approve(checker, proposed.id, { payloadHash: proposed.payloadHash })
    if (isRefusal(done)) throw new Error(done.refused)
    expect((await read(done)).entries).toEqual([])
    expect((await examine(ports)).checks.filter(({ broken }) => broken)).toEqual([])
  })
})
