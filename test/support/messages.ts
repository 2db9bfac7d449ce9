import type { Channel } from '../../contract/channelWords'
import { MESSAGE_EVENTS, type MessageEvent } from '../../contract/messages'
import { fen } from '../../contract/money'
import { loadWording } from '../../server/adapters/messages/loadWording'
import { bookPayment } from '../../server/application/booking/bookPayment'
import { createRunJobs } from '../../server/application/common/runJobs'
import { createMessageConsents } from '../../server/application/messages/consents'
import { createRemindDue } from '../../server/application/messages/remindDue'
import { createSendMessage } from '../../server/application/messages/sendMessage'
import type { MessengerDirectory, OutgoingMessage, SendOutcome } from '../../server/application/ports/messages'
import type { JobKind } from '../../server/application/ports/work'
import { civilDayOf } from '../../server/domain/calendar/civilDate'
import type { Order } from '../../server/domain/payment/order'
import type { Resident } from '../../server/domain/resident/resident'
import { listeningLog } from './channels/log'
import type { EmptyPlace } from './engines'
import { withBill } from './households'
import { openPorts, PROJECT } from './ports'

export const templateOf = (event: MessageEvent) => `template of ${event}`

/** Residents, their orders, and a platform that says what a test puts into its mouth. */
export async function openMessageStory(newPlace: () => Promise<EmptyPlace>, day = '2026-11-21') {
  let now = Date.parse(`${day}T12:00:00+08:00`)
  const moving = {
    now: () => now,
    today: () => civilDayOf(now),
    set: (other: string) => {
      now = Date.parse(`${other}T12:00:00+08:00`)
    },
    pass: (ms: number) => {
      now += ms
    },
  }
  const ports = { ...(await openPorts(newPlace, day)), clock: moving }
  const { database, clock, ids } = ports
  const { log, lines } = listeningLog()
  const platform: {
    answers: SendOutcome[]
    sent: OutgoingMessage[]
    templates: Partial<Record<MessageEvent, string>>
  } = {
    answers: [],
    sent: [],
    templates: Object.fromEntries(MESSAGE_EVENTS.map((event) => [event, templateOf(event)])),
  }
  const messengers: MessengerDirectory = {
    messenger: () => ({
      templates: platform.templates,
      async sendMessage(message) {
        platform.sent.push(message)
        return platform.answers.shift() ?? { outcome: 'sent' }
      },
    }),
  }
  const all = { ...ports, messengers, wording: loadWording(PROJECT), log }
  const send = createSendMessage(all)
  const remind = createRemindDue(all)
  const kinds = ['send-message', 'remind-due'] as const satisfies readonly JobKind[]
  const nothing = async () => null
  const runJobs = createRunJobs({
    database,
    clock,
    log,
    kinds,
    works: {
      ...{ 'give-refund': nothing, 'confirm-order': nothing, 'issue-invoice': nothing, 'check-bank-card': nothing },
      ...{ 'write-payout': nothing, 'report-shipping': nothing, 'reconcile-file': nothing, 'fetch-files': nothing },
      ...{ 'fetch-day': nothing, 'look-into-inbox': nothing, 'raise-overdue': nothing },
      ...{ 'publish-settlements': nothing, 'carry-over': nothing },
      ...{ 'reprice-bills': nothing, 'take-back-bills': nothing },
      'send-message': (job) => send(job.subject),
      'remind-due': (job) => remind(job.subject),
    },
  })

  async function resident(platformName: Channel = 'wechat'): Promise<Resident> {
    const one: Resident = {
      id: ids.next(),
      company: 'lanzhou',
      platform: platformName,
      payerKind: platformName === 'wechat' ? 'openid' : 'open_id',
      payerValue: `payer ${ids.next()}`,
      createdAt: clock.now(),
    }
    await database.transaction((store) => store.residents.insert(one))
    return one
  }

  let made = 0
  /** A household of 50 m² owes 1,250.00 yuan; the resident has it on his list. */
  async function household(of: Resident, dueOn = '2026-11-28') {
    const base = { ...ports, database } as unknown as Parameters<typeof withBill>[0]
    const userCode = `61${String(++made).padStart(8, '0')}`
    const one = await withBill(base, { company: 'lanzhou', userCode, buildingArea: '50.00' }, '2026-2027', dueOn)
    await database.transaction((store) =>
      store.bindings.save({
        ...{ id: ids.next(), company: 'lanzhou', residentId: of.id, householdId: one.id, relation: 'own' },
        ...{ verifiedAt: null, createdAt: clock.now(), endedAt: null },
      }),
    )
    return one
  }

  async function pay(of: Resident, householdId: string, amountFen = 125_000): Promise<Order> {
    const order: Order = {
      ...{
        orderNo: ids.orderNo(clock.today()),
        company: 'lanzhou',
        channel: of.platform,
        residentId: of.id,
        householdId,
      },
      ...{ season: '2026-2027', kind: amountFen === 125_000 ? 'whole' : 'part', amountFen, status: 'paying' },
      ...{
        description: '2026-2027采暖季采暖费',
        prepayId: 'wx1',
        transactionId: null,
        paidAt: null,
        clientOutcome: null,
      },
      ...{ createdAt: clock.now(), expiresAt: clock.now() + 1_800_000 },
    }
    await database.transaction(async (store) => {
      await store.orders.insert(order)
      await bookPayment(
        store,
        {
          company: 'lanzhou',
          channel: of.platform,
          payment: {
            ...{ orderNo: order.orderNo, transactionId: `4200${order.orderNo}`, amountFen: fen(amountFen) },
            ...{ paidAt: clock.now(), payer: undefined },
          },
        },
        ports,
      )
    })
    return order
  }

  return {
    ...ports,
    log,
    lines,
    platform,
    runJobs,
    send,
    remind,
    consents: createMessageConsents(all),
    resident,
    household,
    pay,
    messagesOf: ({ id }: Resident) => database.read.messages.ofResident(id),
  }
}

export type MessageStory = Awaited<ReturnType<typeof openMessageStory>>
