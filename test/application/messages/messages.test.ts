import type { Resident } from '../../../server/domain/resident/resident'
import { onEachEngine } from '../../support/engines'
import { type MessageStory, openMessageStory, templateOf } from '../../support/messages'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

onEachEngine('messages to residents', (newPlace) => {
  let story: MessageStory
  let zhang: Resident
  beforeEach(async () => {
    story = await openMessageStory(newPlace)
    zhang = await story.resident()
  })
  afterEach(() => story.remove())

  const agree = (...events: Parameters<typeof templateOf>[0][]) => story.consents.accept(zhang, events.map(templateOf))
  const statuses = async (of = zhang) =>
    (await story.messagesOf(of)).map(({ event, status, detail }) => [event, status, detail])

  describe('after a payment', () => {
    test('wait for the consent that he gives on the result page, and then go out at once', async () => {
      const home = await story.household(zhang)
      const { orderNo } = await story.pay(zhang, home.id)
      await story.runJobs()
      expect(story.platform.sent).toEqual([])
      expect(await statuses()).toEqual([['payment-received', 'waiting', null]])
      story.clock.pass(3 * MINUTE)
      expect(await agree('payment-received')).toEqual({ noted: 1 })
      await story.runJobs()
      expect(story.platform.sent).toEqual([
        {
          to: { kind: 'openid', value: zhang.payerValue },
          templateId: templateOf('payment-received'),
          page: `pages/order/index?no=${orderNo}`,
          fields: {
            thing1: '2026-2027采暖费',
            amount2: '1250.00元',
            time3: '2026年11月21日 12:00',
            character_string4: home.userCode,
            thing5: '已缴清',
          },
        },
      ])
      expect(await statuses()).toEqual([['payment-received', 'sent', null]])
    })

    test('say what is still owed after a part', async () => {
      const home = await story.household(zhang)
      await story.pay(zhang, home.id, 62_500)
      await agree('payment-received')
      await story.runJobs()
      expect(story.platform.sent[0]?.fields).toMatchObject({ amount2: '625.00元', thing5: '还需缴 625.00 元' })
    })

    test('stay quiet for one who does not agree', async () => {
      const home = await story.household(zhang)
      await story.pay(zhang, home.id)
      await story.runJobs()
      story.clock.pass(16 * MINUTE)
      await story.runJobs()
      await story.runJobs()
      expect(story.platform.sent).toEqual([])
      expect(await statuses()).toEqual([['payment-received', 'not-allowed', 'no-consent']])
      expect(story.lines).toEqual([])
    })

    test('are for the one who ordered, in his platform’s fields', async () => {
      const li = await story.resident('alipay')
      const home = await story.household(zhang)
      await story.consents.accept(li, [templateOf('payment-received')])
      await agree('payment-received')
      await story.pay(li, home.id)
      await story.runJobs()
      expect(story.platform.sent.map(({ to, fields }) => [to, Object.keys(fields)[0]])).toEqual([
        [{ kind: 'open_id', value: li.payerValue }, 'keyword1'],
      ])
    })

    test('are made once, however often the payment is told', async () => {
      const home = await story.household(zhang)
      const order = await story.pay(zhang, home.id)
      await story.database.transaction(async (store) => {
        const { queuePaidMessage } = await import('../../../server/application/messages/queueMessage')
        await queuePaidMessage(store, order, story)
      })
      expect(await story.messagesOf(zhang)).toHaveLength(1)
    })

    test('are not made for money that waits in suspense', async () => {
      const home = await story.household(zhang)
      await story.pay(zhang, home.id)
      await story.pay(zhang, home.id)
      expect(await story.messagesOf(zhang)).toHaveLength(1)
    })
  })

  describe('consents', () => {
    test('are good for one message each', async () => {
      await agree('payment-received')
      for (let time = 0; time < 2; time++) await story.pay(zhang, (await story.household(zhang)).id)
      await story.runJobs()
      story.clock.pass(HOUR)
      await story.runJobs()
      expect(story.platform.sent).toHaveLength(1)
      expect((await statuses()).map(([, status]) => status).sort()).toEqual(['not-allowed', 'sent'])
    })

    test('are taken by one of many messages that are sent at once', async () => {
      await agree('payment-received')
      for (let time = 0; time < 4; time++) await story.pay(zhang, (await story.household(zhang)).id)
      const messages = await story.messagesOf(zhang)
      await Promise.all(messages.flatMap(({ id }) => [story.send(id), story.send(id)]))
      expect(story.platform.sent).toHaveLength(1)
    })

    test('are noted for the company’s own templates, each once a call, and ten at most unused', async () => {
      const own = templateOf('refund-made')
      expect(await story.consents.accept(zhang, [own, own, 'somebody else’s'])).toEqual({ noted: 1 })
      for (let time = 0; time < 20; time++) await story.consents.accept(zhang, [own])
      const [noted] = await story.database.read.messageConsents.open([own], '', 10)
      expect(noted).toMatchObject({ residentId: zhang.id, granted: 10, used: 0 })
    })

    test('are asked for by the titles of the templates that the company has', async () => {
      story.platform.templates = { 'payment-due': 'D', 'payment-received': 'R' }
      expect(story.consents.templates(zhang)).toEqual({
        templates: [
          { id: 'R', event: 'payment-received', title: '缴费成功通知' },
          { id: 'D', event: 'payment-due', title: '缴费到期提醒' },
        ],
      })
    })

    test('that the platform does not know of are forgotten', async () => {
      for (let time = 0; time < 3; time++) await agree('payment-received')
      story.platform.answers = [{ outcome: 'not-allowed' }]
      for (let time = 0; time < 2; time++) await story.pay(zhang, (await story.household(zhang)).id)
      const messages = await story.messagesOf(zhang)
      story.clock.pass(HOUR)
      // One after the other: the first learns it, the second is spared.
      for (const { id } of messages) await story.send(id)
      expect(story.platform.sent).toHaveLength(1)
      expect((await statuses()).map(([, , detail]) => detail).sort()).toEqual(['no-consent', 'refused-by-resident'])
    })
  })

  describe('that the platform', () => {
    async function due() {
      await agree('payment-received')
      await story.pay(zhang, (await story.household(zhang)).id)
    }
    const unused = async () =>
      (await story.database.read.messageConsents.open([templateOf('payment-received')], '', 9)).length

    test('finds unfit are failed, loudly, and the consent is kept', async () => {
      await due()
      story.platform.answers = [{ outcome: 'unfit', what: 'field', message: 'thing1' }]
      await story.runJobs()
      expect(await statuses()).toEqual([['payment-received', 'failed', 'field thing1']])
      expect(await unused()).toBe(1)
      expect(story.lines).toEqual([expect.objectContaining({ level: 'error', field: 'thing1' })])
    })

    test('refuses are failed with its code', async () => {
      await due()
      story.platform.answers = [{ outcome: 'refused', code: '45009', message: '' }]
      await story.runJobs()
      expect(await statuses()).toEqual([['payment-received', 'failed', '45009']])
    })

    test('may have got are not sent again, and use the consent up', async () => {
      await due()
      story.platform.answers = [{ outcome: 'unknown', code: 'TIMEOUT', message: '' }]
      await story.runJobs()
      story.clock.pass(HOUR)
      await story.runJobs()
      expect(story.platform.sent).toHaveLength(1)
      expect(await statuses()).toEqual([['payment-received', 'unknown', 'TIMEOUT']])
      expect(await unused()).toBe(0)
    })

    test('certainly did not get are tried again, up to six hours', async () => {
      await due()
      story.platform.answers = [
        { outcome: 'not-sent', code: 'BREAKER_OPEN' },
        { outcome: 'not-sent', code: 'TIMEOUT' },
      ]
      await story.runJobs()
      story.clock.pass(MINUTE)
      await story.runJobs()
      expect(await statuses()).toEqual([['payment-received', 'waiting', null]])
      story.clock.pass(MINUTE)
      await story.runJobs()
      expect(await statuses()).toEqual([['payment-received', 'sent', null]])

      await due()
      story.platform.answers = [{ outcome: 'not-sent', code: 'TIMEOUT' }]
      story.clock.pass(7 * HOUR)
      await story.runJobs()
      expect((await statuses()).at(-1)).toEqual(['payment-received', 'failed', 'TIMEOUT'])
    })

    test('was being sent when the process died are unknown, and not sent again', async () => {
      await due()
      const [message] = await story.messagesOf(zhang)
      await story.database.transaction((store) =>
        store.messages.change(message?.id ?? '', ['waiting'], { status: 'sending' }),
      )
      await story.runJobs()
      expect(story.platform.sent).toEqual([])
      expect(await statuses()).toEqual([['payment-received', 'unknown', 'interrupted']])
    })
  })

  test('a company without templates tells nothing, quietly', async () => {
    story.platform.templates = {}
    await story.pay(zhang, (await story.household(zhang)).id)
    await story.runJobs()
    expect(await statuses()).toEqual([['payment-received', 'not-allowed', 'no-template']])
    expect(story.lines).toEqual([])
  })
})
