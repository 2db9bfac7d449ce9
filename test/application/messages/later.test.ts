import { queueRefundedMessage } from '../../../server/application/messages/queueMessage'
import { createOpenReminders } from '../../../server/application/messages/remindDue'
import type { Refund } from '../../../server/domain/payment/refund'
import type { Resident } from '../../../server/domain/resident/resident'
import { onEachEngine } from '../../support/engines'
import { type MessageStory, openMessageStory, templateOf } from '../../support/messages'

const HOUR = 3_600_000

onEachEngine('messages to residents: refunds and due dates', (newPlace) => {
  let story: MessageStory
  let zhang: Resident
  beforeEach(async () => {
    story = await openMessageStory(newPlace)
    zhang = await story.resident()
  })
  afterEach(() => story.remove())

  const agree = (...events: Parameters<typeof templateOf>[0][]) => story.consents.accept(zhang, events.map(templateOf))
  const statuses = async () =>
    (await story.messagesOf(zhang)).map(({ event, status, detail }) => [event, status, detail])

  describe('on a refund', () => {
    async function refunded(orderNo: string | null) {
      const refund: Refund = {
        ...{
          refundNo: `RF${story.ids.next().slice(0, 16)}`,
          company: 'lanzhou',
          source: 'wechat',
          paymentId: story.ids.next(),
        },
        ...{ orderNo, amountFen: 4_321, status: 'succeeded', channelRefundId: null, requestedAt: story.clock.now() },
        ...{ acceptedOn: null, succeededAt: story.clock.now(), succeededOn: '2026-11-21', reason: '多缴' },
        ...{ route: 'original', replaces: null, owner: null, attendedAt: null, calledAt: null },
      }
      await story.database.transaction(async (store) => {
        await store.refunds.insert(refund)
        await queueRefundedMessage(store, refund, story)
      })
    }

    test('say how much went back, to the one who had paid', async () => {
      const { orderNo } = await story.pay(zhang, (await story.household(zhang)).id)
      await agree('refund-made')
      await refunded(orderNo)
      await story.runJobs()
      expect(story.platform.sent).toEqual([
        expect.objectContaining({
          templateId: templateOf('refund-made'),
          fields: expect.objectContaining({ thing1: '2026-2027采暖费退款', amount2: '43.21元' }),
        }),
      ])
    })

    test('of money that came through a bank tell nobody', async () => {
      await refunded(null)
      expect(await story.messagesOf(zhang)).toEqual([])
    })
  })

  describe('before a due date', () => {
    const DUE = '2026-11-28'
    const remind = () => story.remind('lanzhou')

    test('go seven days and one day before, once each, to those who asked', async () => {
      const home = await story.household(zhang, DUE)
      const silent = await story.resident()
      await story.household(silent, DUE)
      for (let time = 0; time < 3; time++) await agree('payment-due')
      for (const day of ['20', '21', '22', '26', '27', '28', '29']) {
        story.clock.set(`2026-11-${day}`)
        await remind()
        await story.runJobs()
      }
      expect(story.platform.sent.map(({ fields }) => fields)).toEqual([
        expect.objectContaining({ amount2: '1250.00元', date3: '2026年11月28日', character_string4: home.userCode }),
        expect.objectContaining({ amount2: '1250.00元' }),
      ])
      expect((await story.messagesOf(zhang)).map(({ occasion }) => occasion)).toEqual([
        `${home.id}:${DUE}:7`,
        `${home.id}:${DUE}:1`,
      ])
      expect(await story.messagesOf(silent)).toEqual([])
    })

    test('make up for a day on which nobody looked', async () => {
      await story.household(zhang, DUE)
      await agree('payment-due')
      story.clock.set('2026-11-24')
      await remind()
      await story.runJobs()
      expect(story.platform.sent).toHaveLength(1)
    })

    test('are not sent when he has paid in the meantime', async () => {
      const home = await story.household(zhang, DUE)
      await agree('payment-due')
      await remind()
      await story.pay(zhang, home.id)
      await story.runJobs()
      expect(story.platform.sent).toEqual([])
      expect(await statuses()).toContainEqual(['payment-due', 'not-needed', null])
    })

    test('speak of the day for the rest, once a first part is paid', async () => {
      const home = await story.household(zhang, '2026-10-31')
      await story.pay(zhang, home.id, 62_500)
      await agree('payment-due')
      story.clock.set('2026-12-25')
      await remind()
      await story.runJobs()
      expect(story.platform.sent.at(-1)?.fields).toMatchObject({ amount2: '625.00元', date3: '2027年1月1日' })
    })

    test('are looked for once a day for each company, in the morning, however many processes look', async () => {
      const one = createOpenReminders(story)
      const other = createOpenReminders(story)
      const companies = story.rulebooks.all().length
      const look = async () => [await one(), await other(), await one()]
      story.clock.pass(-5 * HOUR)
      expect(await look()).toEqual([0, 0, 0])
      story.clock.pass(5 * HOUR)
      expect(await look()).toEqual([companies, 0, 0])
      story.clock.set('2026-11-22')
      expect(await look()).toEqual([companies, 0, 0])
      await story.runJobs()
      expect(await story.database.read.jobs.due(story.clock.now() + 30 * 24 * HOUR, 100)).toEqual([])
    })
  })
})
