import type { OutgoingMessage } from '../../../../server/application/ports/messages'
import type { Case, MerchantView } from '../../../support/channels/contractRooms'

/** Messages to the resident: one for each consent, and never the same one twice (formats.md 4.1, 4.2). */
export function messageCases(test: Case, merchant: MerchantView): void {
  const { name, company } = merchant.mode
  const messenger = () => merchant.market.messengerOf(company, name)
  const template = () => messenger().templates['payment-received'] ?? ''
  const accept = (person: string, times = 1) => merchant.market.accept(name, company, [template()], person, times)
  const arrived = async (message: OutgoingMessage) => merchant.market.messages(message.to.value)
  const first = name === 'wechat' ? 'thing1' : 'keyword1'

  async function message(person: string, changed: Partial<OutgoingMessage> = {}): Promise<OutgoingMessage> {
    return {
      to: await merchant.someone(person),
      templateId: template(),
      page: 'pages/order/index?orderNo=HP261120NOBODYS00',
      fields: { [first]: '2026-2027采暖季采暖费' },
      ...changed,
    }
  }

  test('a message arrives with its words, where the resident has agreed', async () => {
    await accept('told')
    const sent = await message('told')
    expect(await messenger().sendMessage(sent)).toEqual({ outcome: 'sent' })
    expect(await arrived(sent)).toEqual([
      expect.objectContaining({ templateId: template(), page: sent.page, fields: sent.fields }),
    ])
  })

  test('a message to one who has not agreed is not allowed, and nothing is wrong', async () => {
    const sent = await message('never asked')
    expect(await messenger().sendMessage(sent)).toEqual({ outcome: 'not-allowed' })
    expect(await arrived(sent)).toEqual([])
  })

  test('a message uses one consent up', async () => {
    await accept('twice', 2)
    const sent = await message('twice')
    const outcomes = []
    for (let time = 0; time < 3; time++) outcomes.push((await messenger().sendMessage(sent)).outcome)
    expect(outcomes).toEqual(['sent', 'sent', 'not-allowed'])
  })

  test('a message that the platform refuses for the resident is not allowed, whatever we had noted', async () => {
    await accept('changed his mind')
    await merchant.market.faults({ messageRefused: true })
    expect(await messenger().sendMessage(await message('changed his mind'))).toEqual({ outcome: 'not-allowed' })
  })

  test('a message by a template that is not the company’s is unfit', async () => {
    await accept('puzzled')
    const theirs = merchant.market.messengerOf('baoji', name).templates['payment-received'] ?? ''
    const sent = await message('puzzled', { templateId: theirs })
    expect(await messenger().sendMessage(sent)).toEqual({ outcome: 'unfit', what: 'template', message: '' })
  })

  test('a message with a field that is too long is unfit, and uses nothing up', async () => {
    await accept('patient')
    const long = await message('patient', { fields: { [first]: '热'.repeat(60) } })
    expect(await messenger().sendMessage(long)).toMatchObject({ outcome: 'unfit', what: 'field' })
    expect(await messenger().sendMessage(await message('patient'))).toEqual({ outcome: 'sent' })
  })

  test('a message whose answer is lost is unknown, and is not sent a second time', async () => {
    await accept('once', 3)
    await merchant.market.faults({ timeoutAfterEffect: { api: 'message' } })
    const sent = await message('once')
    expect(await messenger().sendMessage(sent)).toMatchObject({ outcome: 'unknown', code: 'TIMEOUT' })
    expect(await arrived(sent)).toHaveLength(1)
  })

  for (const fault of ['timeoutBeforeEffect', 'error500'] as const) {
    test(`a message under ${fault} is unknown, and did not arrive`, async () => {
      await accept('silent')
      await merchant.market.faults({ [fault]: { api: 'message' } })
      const sent = await message('silent')
      expect(await messenger().sendMessage(sent)).toMatchObject({ outcome: 'unknown' })
      expect(await arrived(sent)).toEqual([])
    })
  }
}
