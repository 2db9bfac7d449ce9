import type { BillAnswer, HomeState, HouseholdCard, InvoiceView, OrderView, Payable } from '../../../contract/resident'

export const TOTAL = 223_325

export const MINIMUM = 111_663

export const USER_CODE = '101000000001'

const SEASON = '2026-2027'

const BALANCE_DUE = '2027-01-01'

const NOON = Date.UTC(2026, 10, 21, 4)

/** What has become of the story's household. `consent`: whether paying in parts needs one, and where it stands (LZ2). */
export interface BooksState {
  saved: boolean
  verified: boolean
  lastNumber: number
  consent: 'automatic' | 'not-asked' | 'asked' | 'granted'
  /** Owed of earlier seasons; paid apart from this season's fee (C7). */
  arrearsFen: number
  /** What residents are told while no invoice can be asked for. */
  invoicesOff?: string
}

/** What is left of the season before. */
const earlierBill = (remainingFen: number): BillAnswer['bills'][number] => ({
  id: 'B0',
  season: '2025-2026',
  lines: [],
  totalFen: TOTAL,
  lateFee: null,
  sumFen: TOTAL,
  paidFen: TOTAL - remainingFen,
  remainingFen,
  lateFeeFen: 0,
})

/** The one household of the story, in Lanzhou: 89.33 m² × 5 元/(月·m²) × 5 月, and what has become of its bill. */
export function scriptedBooks() {
  const orders = new Map<string, OrderView>()
  const invoices = new Map<string, InvoiceView>()
  const state: BooksState = { saved: false, verified: false, lastNumber: 0, consent: 'automatic', arrearsFen: 0 }

  const paidFen = () =>
    [...orders.values()].reduce((sum, order) => sum + (order.state === 'paid' ? order.amountFen : 0), 0)
  const remainingFen = () => TOTAL - paidFen()

  const card = (): HouseholdCard => ({
    id: 'H1',
    company: 'lanzhou',
    userCode: USER_CODE,
    owner: state.verified ? '王秀英' : '王*英',
    address: state.verified ? '幸福里小区3号楼2单元501' : '幸福里***2单元',
    verified: state.verified,
    saved: state.saved,
    due: {
      season: SEASON,
      totalFen: TOTAL,
      remainingFen: remainingFen() + state.arrearsFen,
      dueOn: remainingFen() === 0 ? null : paidFen() ? BALANCE_DUE : '2026-10-31',
      state: remainingFen() === 0 ? 'paid' : paidFen() ? 'partly-paid' : 'due',
    },
  })

  /** As the server would tell it on 22 November: the day of the whole is over, the rest's is not. */
  const homeState = (): HomeState => {
    const waiting = [...orders.values()].find((order) => order.state === 'unpaid' || order.state === 'confirming')
    if (waiting) return { kind: 'confirming', orderNo: waiting.orderNo, amountFen: waiting.amountFen }
    const { season, remainingFen: amountFen, dueOn } = card().due
    if (amountFen === 0) return { kind: 'paid', season: season ?? SEASON }
    const until = dueOn ?? BALANCE_DUE
    const partlyPaid = paidFen() > 0
    return { kind: 'owes', season: SEASON, amountFen, until, late: until < '2026-11-22', lateFeeFen: 0, partlyPaid }
  }

  const payable = (): Payable => ({
    open: remainingFen() > 0,
    reason: remainingFen() > 0 ? null : '本采暖季已缴清。',
    wholeFen: remainingFen() + state.arrearsFen,
    instalments:
      state.arrearsFen > 0
        ? { allowed: false, reason: '往季欠费缴清后，本季热费才能分次缴纳。', arrearsFen: state.arrearsFen }
        : remainingFen() > 0
          ? {
              allowed: true,
              minimumFen: MINIMUM,
              firstPaid: paidFen() > 0,
              balanceDueOn: BALANCE_DUE,
              consent: state.consent === 'automatic' ? 'automatic' : 'staff',
              consentState: state.consent,
            }
          : { allowed: false, reason: null },
  })

  const bill = (): BillAnswer => ({
    household: card(),
    asOf: '2026-11-21',
    bills: [
      {
        id: 'B1',
        season: SEASON,
        lines: [
          {
            label: '居民热费（燃煤）',
            formula: '89.33 m² × 5.00 元/(月·m²) × 5 月',
            rule: 'LZ1',
            source: '《兰州市供热收费标准》',
            amountFen: TOTAL,
          },
        ],
        totalFen: TOTAL,
        lateFee: null,
        sumFen: TOTAL,
        paidFen: paidFen(),
        remainingFen: remainingFen(),
        lateFeeFen: 0,
      },
      ...(state.arrearsFen > 0 ? [earlierBill(state.arrearsFen)] : []),
    ],
    creditFen: 0,
    payable: payable(),
    payments: [...orders.values()]
      .filter((order) => order.state === 'paid')
      .map((order) => ({
        orderNo: order.orderNo,
        amountFen: order.amountFen,
        paidOn: '2026-11-21',
        by: order.channel,
        transferred: false,
      })),
  })

  function openOrder(channel: OrderView['channel'], amountFen: number): OrderView {
    const orderNo = `HP2611210000000${++state.lastNumber}`
    const order: OrderView = {
      orderNo,
      state: 'unpaid',
      channel,
      amountFen,
      season: SEASON,
      household: { id: 'H1', userCode: USER_CODE, owner: '王*英', address: '幸福里***2单元' },
      createdAt: NOON,
      expiresAt: Date.now() + 2 * 3_600_000,
      paidAt: null,
      refundedFen: 0,
      remainingFen: remainingFen(),
      remainingDueOn: BALANCE_DUE,
      invoice: { state: 'none', id: null },
    }
    orders.set(orderNo, order)
    return order
  }

  function change(orderNo: string, part: Partial<OrderView>): OrderView | undefined {
    const order = orders.get(orderNo)
    if (!order) return undefined
    const changed = { ...order, ...part }
    orders.set(orderNo, changed)
    return changed
  }

  return {
    state,
    orders,
    invoices,
    card,
    homeState,
    bill,
    remainingFen,
    openOrder,
    change,
    /** The channel's notification has been booked. */
    book(orderNo: string) {
      const invoice = { state: state.invoicesOff ? 'none' : 'possible', id: null } as const
      change(orderNo, { state: 'paid', paidAt: NOON + 60_000, invoice })
      change(orderNo, { remainingFen: remainingFen(), remainingDueOn: remainingFen() ? BALANCE_DUE : null })
    },
    askInvoice(orderNo: string, titleKind: InvoiceView['titleKind'], titleName: string): InvoiceView {
      const id = `I${invoices.size + 1}`
      const amountFen = orders.get(orderNo)?.amountFen ?? 0
      const invoice: InvoiceView = {
        id,
        orderNo,
        kind: 'blue',
        state: 'asked',
        number: null,
        titleKind,
        titleName,
        document: 'ordinary',
        amountFen,
        askedAt: NOON + 120_000,
        issuedAt: null,
        reason: null,
      }
      invoices.set(id, invoice)
      change(orderNo, { invoice: { state: 'asked', id } })
      return invoice
    },
    issueInvoice(id: string) {
      const invoice = invoices.get(id)
      if (!invoice) return
      invoices.set(id, { ...invoice, state: 'issued', number: '26112000000000000001', issuedAt: NOON + 180_000 })
      change(invoice.orderNo, { invoice: { state: 'issued', id } })
    },
  }
}
