import { fen } from '../../contract/money'
import { bookPayment } from '../../server/application/booking/bookPayment'
import { isRefusal } from '../../server/application/common/refusal'
import { examine, openThreeBills, pay } from './books'
import { checker } from './desk'
import { openDifferenceDesk, paymentRow } from './differences'
import { type EmptyPlace, onEachEngine } from './engines'
import { openPorts } from './ports'

export const DAY = '2026-11-20'

export const NEXT = '2026-11-21'

export const COMPANY = 'lanzhou'

const NOON = Date.parse(`${DAY}T12:00:00+08:00`)

/** A day in Lanzhou on which one household paid 1,000.00 through WeChat, to be closed. */
async function openStory(newPlace: () => Promise<EmptyPlace>) {
  const ports = await openPorts(newPlace, DAY)
  const homes = await openThreeBills(ports)
  const desk = openDifferenceDesk(ports)
  const orderNo = await pay(ports, { householdId: homes.first, amountFen: 100_000 })
  const rows = () => [paymentRow({ key: `42000${orderNo}`, orderNo, amountFen: 100_000 }, DAY)]
  const close = (date: string) => desk.closings.close(COMPANY, date, checker)
  return {
    ports,
    homes,
    desk,
    /** What WeChat's file of the day has. */
    rows,
    close,
    /** The names of the books' relations that do not hold. */
    broken: async () => (await examine(ports)).checks.filter((check) => check.broken).map(({ name }) => name),
    /** The day is reconciled on the next, and closed. */
    async closed(): Promise<void> {
      ports.clock.set(NEXT)
      await desk.reconcile(DAY, rows())
      const closure = await close(DAY)
      if (isRefusal(closure)) throw new Error(JSON.stringify(closure))
    },
    /** Money that arrives late for the day. */
    late: (transactionId: string, amountFen: number, database = ports.database) =>
      database.transaction((store) =>
        bookPayment(
          store,
          {
            company: COMPANY,
            channel: 'wechat',
            payment: {
              orderNo: 'HPSTRANGER000001',
              transactionId,
              amountFen: fen(amountFen),
              paidAt: NOON,
              payer: undefined,
            },
          },
          ports,
        ),
      ),
  }
}

export type ClosingStory = Awaited<ReturnType<typeof openStory>>

/** Stories of closing a day, on each engine. */
export function onEachClosingStory(name: string, tell: (story: () => ClosingStory) => void): void {
  onEachEngine(name, (newPlace) => {
    let story: ClosingStory | undefined
    beforeEach(async () => {
      story = await openStory(newPlace)
    })
    afterEach(async () => story?.ports.remove())
    tell(() => {
      if (!story) throw new Error('the story has not begun')
      return story
    })
  })
}
