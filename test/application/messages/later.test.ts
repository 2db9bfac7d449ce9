import { queueRefundedMessage } from '../../../server/application/messages/queueMessage'
import { createOpenReminders } from '../../../server/application/messages/remindDue'
import type { Refund } from '../../../server/domain/payment/refund'
import type { Resident } from '../../../server/domain/resident/resident'
import { onEachEngine } from '../../support/engines'
import { openStage, type RehearsalVerbs, templateOf } from '../../support/messages'

const HOUR = 3_600_000

onEachEngine('messages to residents: refunds and due dates', (newPlace) => {
  let stage: RehearsalVerbs
  let zhang: Resident
  beforeEach(async () => {
    stage = await openStage(newPlace)
    zhang = await stage.resident()
  })
  afterEach(() => stage.remove())

  const agree = (...events: Parameters<typeof templateOf>[0][]) => stage.consents.accept(zhang, events.map(templateOf))
  const statuses = async () =>
    (await stage.messagesOf(zhang)).map(({ event, status, detail }) => [event, status, detail])

  describe('on a refund', () => {
    async function refunded(orderNo: string | null) {
      const refund: Refund = {
        ...{
          refundNo: `RF${stage.ids.next().slice(0, 16)}`,
          company: 'lanzhou',
          source: 'wechat',
          paymentId: stage.ids.next(),
        },
        ...{ orderNo, amountFen: 4_321, status: 'succeeded', channelRefundId: null, requestedAt: stage.clock.now() },
        ...{ acceptedOn: null, succeededAt: stage.clock.now(), succeededOn: '2026-11-21', reason: '多缴' },
        ...{ route: 'original', replaces: null, owner: null, attendedAt: null, calledAt: null },
      }
      await stage.database.transaction(async (store) => {
        await store.refunds.insert(refund)
        await queueRefundedMessage(store, refund, stage)
      })
    }

    test('say how much went back, to the one who had paid', async () => {
      const { orderNo } = await stage.pay(zhang, (await stage.household(zhang)).id)
      await agree('refund-made')
      await refunded(orderNo)
      await stage.runJobs()
      expect(stage.platform.sent).toEqual([
        expect.objectContaining({
          templateId: templateOf('refund-made'),
          fields: expect.objectContaining({ thing1: '2026-2027采暖费退款', amount2: '43.21元' }),
        }),
      ])
    })

    test('of money that came through a bank tell nobody', async () => {
      await refunded(null)
      expect(await stage.messagesOf(zhang)).toEqual([])
    })
  })

  describe('before a due date', () => {
    const DUE = '2026-11-28'
    const remind = () => stage.remind('lanzhou')

    test('go seven days and one day before, once each, to those who asked', async () => {
      const home = await stage.household(zhang, DUE)
      const silent = await stage.resident()
      await stage.household(silent, DUE)
      for (let time = 0; time < 3; time++) await agree('payment-due')
      for (const day of ['20', '21', '22', '26', '27', '28', '29']) {
        stage.clock.set(`2026-11-${day}`)
        await remind()
        await stage.runJobs()
      }
      expect(stage.platform.sent.map(({ fields }) => fields)).toEqual([
        expect.objectContaining({ amount2: '1250.00元', date3: '2026年11月28日', character_string4: home.userCode }),
        expect.objectContaining({ amount2: '1250.00元' }),
      ])
      expect((await stage.messagesOf(zhang)).map(({ occasion }) => occasion)).toEqual([
        `${home.id}:${DUE}:7`,
        `${home.id}:${DUE}:1`,
      ])
      expect(await stage.messagesOf(silent)).toEqual([])
    })

    test('make up for a day on which nobody looked', async () => {
      await stage.household(zhang, DUE)
      await agree('payment-due')
      stage.clock.set('2026-11-24')
      await remind()
      await stage.runJobs()
      expect(stage.platform.sent).toHaveLength(1)
    })

    test('are not sent when he has paid in the meantime', async () => {
      const home = await stage.household(zhang, DUE)
      await agree('payment-due')
      await remind()
      await stage.pay(zhang, home.id)
      await stage.runJobs()
      expect(stage.platform.sent).toEqual([])
      expect(await statuses()).toContainEqual(['payment-due', 'not-needed', null])
    })

    test('speak of the day for the rest, once a first part is paid', async () => {
      const home = await stage.household(zhang, '2026-10-31')
      await stage.pay(zhang, home.id, 62_500)
      await agree('payment-due')
      stage.clock.set('2026-12-25')
      await remind()
      await stage.runJobs()
      expect(stage.platform.sent.at(-1)?.fields).toMatchObject({ amount2: '625.00元', date3: '2027年1月1日' })
    })

    test('are looked for once a day for each company, in the morning, however many processes look', async () => {
      const one = createOpenReminders(stage)
      const other = createOpenReminders(stage)
      const companies = stage.rulebooks.all().length
      const look = async () => [await one(), await other(), await one()]
      stage.clock.pass(-5 * HOUR)
      expect(await look()).toEqual([0, 0, 0])
      stage.clock.pass(5 * HOUR)
      expect(await look()).toEqual([companies, 0, 0])
      stage.clock.set('2026-11-22')
      expect(await look()).toEqual([companies, 0, 0])
      await stage.runJobs()
      expect(await stage.database.read.jobs.due(stage.clock.now() + 30 * 24 * HOUR, 100)).toEqual([])
    })
  })
})
