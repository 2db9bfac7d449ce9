import { fen } from '../../contract/money'
import { loadAccounts } from '../../server/adapters/accounts/loadAccounts'
import { openIntegrityReader } from '../../server/adapters/db/integrity/openIntegrityReader'
import { createOpenSeasonBills } from '../../server/application/bills/openSeasonBills'
import { bookPayment } from '../../server/application/booking/bookPayment'
import { createImportHouseholds } from '../../server/application/households/importHouseholds'
import { type Verified, verifyLedger } from '../../server/application/integrity/verifyLedger'
import type { Invoice } from '../../server/domain/invoice/invoice'
import { testSealing } from './engines'
import { PROJECT, type StoryPorts } from './ports'

/** Examines a story's books. */
export async function examine(ports: Pick<StoryPorts, 'place'>): Promise<Verified> {
  const books = await openIntegrityReader(ports.place.place, testSealing)
  return verifyLedger(books, loadAccounts(PROJECT)).finally(() => books.close())
}

/** Two homes in Lanzhou (2,233.25 元 and 2,500.00 元) and one in Baoji, with their bills of the season 2026-2027. */
export async function openThreeBills(ports: StoryPorts): Promise<{ first: string; second: string; late: string }> {
  const headings = ['userCode', 'owner', 'estate', 'unit', 'use', 'buildingArea']
  const register = async (company: string, rows: string[][]) => {
    const table = { headings, rows: rows.map((cells, index) => ({ line: index + 2, cells })) }
    await createImportHouseholds(ports)({ company, table, actor: 'li', fileName: 'households.csv' })
    await createOpenSeasonBills(ports)({ company, season: '2026-2027', actor: 'li' })
  }
  await register('lanzhou', [
    ['6201000001', '张演示', '演示家园', '3单元', 'residential', '89.33'],
    ['6201000002', '王演示', '演示家园', '3单元', 'residential', '100'],
  ])
  await register('baoji', [['61030001', '李演示', '演示雅居', '1单元', 'residential', '100']])
  const idOf = async (company: string, code: string) =>
    (await ports.database.read.households.byUserCode(company, code))?.id ?? ''
  return {
    first: await idOf('lanzhou', '6201000001'),
    second: await idOf('lanzhou', '6201000002'),
    late: await idOf('baoji', '61030001'),
  }
}

/** Homes in the company's register, without bills: rows that name them prove whose a bank's file is. */
export async function registerHomes(ports: StoryPorts, company: string, userCodes: readonly string[]): Promise<void> {
  const headings = ['userCode', 'owner', 'estate', 'unit', 'use', 'buildingArea']
  const rows = userCodes.map((userCode, index) => ({
    line: index + 2,
    cells: [userCode, '赵演示', '演示家园', '1单元', 'residential', '100'],
  }))
  await createImportHouseholds(ports)({ company, table: { headings, rows }, actor: 'li', fileName: 'households.csv' })
}

/** One more home in Lanzhou with its bill of the season 2026-2027; gives its id. */
export async function oneBill(ports: StoryPorts, userCode: string): Promise<string> {
  await registerHomes(ports, 'lanzhou', [userCode])
  await createOpenSeasonBills(ports)({ company: 'lanzhou', season: '2026-2027', actor: 'li' })
  return (await ports.database.read.households.byUserCode('lanzhou', userCode))?.id ?? ''
}

let orders = 0

/** A resident orders, pays, and the channel says so; gives the order's number. `saysFen` is what the channel says instead. */
export async function pay(
  ports: StoryPorts,
  order: {
    company?: string
    householdId: string
    amountFen: number
    residentId?: string
    channel?: 'wechat' | 'alipay'
    saysFen?: number
    season?: string
  },
): Promise<string> {
  const {
    company = 'lanzhou',
    householdId,
    amountFen,
    residentId = 'R1',
    channel = 'wechat',
    season = '2026-2027',
  } = order
  const orderNo = `HPTEST${String(++orders).padStart(8, '0')}`
  const now = ports.clock.now()
  const payment = {
    orderNo,
    transactionId: `42000${orderNo}`,
    amountFen: fen(order.saysFen ?? amountFen),
    paidAt: now,
    payer: undefined,
  }
  await ports.database.transaction(async (store) => {
    await store.orders.insert({
      orderNo,
      company,
      channel,
      residentId,
      householdId,
      season,
      kind: 'part',
      amountFen,
      status: 'paying',
      description: `${season}采暖季采暖费`,
      prepayId: 'wx1',
      transactionId: null,
      paidAt: null,
      clientOutcome: null,
      createdAt: now,
      expiresAt: now + 1_800_000,
    })
    const entry = { id: ports.ids.next(), company, channel, eventId: orderNo, headers: {}, body: Buffer.from('{}') }
    const event = { eventId: orderNo, what: { kind: 'payment' as const, payment } }
    await store.inbox.insert({ ...entry, event, receivedAt: now, processedAt: now, attempts: 0, nextTryAt: now })
    await bookPayment(store, { company, channel, payment }, ports)
  })
  return orderNo
}

/** The first invoice of an order, of an amount in fen, as it is once the local provider has issued it. */
export function issuedInvoice(given: Pick<Invoice, 'id' | 'orderNo' | 'householdId' | 'amountFen'>): Invoice {
  return {
    company: 'lanzhou',
    residentId: 'R1',
    kind: 'blue',
    nth: 1,
    titleKind: 'personal',
    titleName: '张演示',
    taxNumber: null,
    state: 'issued',
    number: 'MN202600000001',
    fileName: 'MN202600000001.pdf',
    reason: null,
    askedAt: 1,
    issuedAt: 1,
    reverses: null,
    refundNo: null,
    refundApplicationId: null,
    ...given,
  }
}
