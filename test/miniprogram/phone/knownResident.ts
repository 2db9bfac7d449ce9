import type { ApplicationView } from '../../../contract/applications'
import type { Channel } from '../../../contract/channelWords'
import type { HouseholdCard, InvoiceView } from '../../../contract/resident'
import type { SeasonWorld } from '../../support/browser/afterSeason'
import { enter, eventually } from '../../support/world'

const INVOICE_TO = { kind: 'personal', name: '陈示范' } as const

/** A person of WeChat or Alipay at one company, as his phone speaks to the server. Each request that fails is a failure. */
async function visitorAt(world: SeasonWorld, channel: Channel, person: string, company: string) {
  const resident = await enter(world, company, channel, person)
  const post = async <T>(address: string, body: unknown): Promise<T> => {
    const answer = await world.call<T>('POST', address, { body, headers: resident.headers })
    if (answer.status >= 300) throw new Error(`${address}: ${answer.text}`)
    return answer.body
  }
  return {
    post,
    /** Puts a household on his list, proved to be his; gives its id. */
    async adds(userCode: string): Promise<string> {
      const known = await world.base.database.read.households.byUserCode(company, userCode)
      const proof = company === 'binzhou' ? known?.identityNumber : known?.owner
      return (await post<HouseholdCard>('/api/households', { userCode, relation: 'own', proof })).id
    },
    /** Pays a part in fen, or all that is owed; gives the order's number. */
    async pays(householdId: string, partFen?: number): Promise<string> {
      const asked = partFen === undefined ? { kind: 'whole', householdId } : { kind: 'part', householdId, partFen }
      const { body, text } = await resident.order(asked)
      if (!body.order) throw new Error(text)
      await resident.pay(body.order.orderNo)
      await resident.clientSays(body.order.orderNo, 'paid')
      await eventually(
        () => resident.show(body.order.orderNo),
        (seen) => seen.body.state === 'paid',
      )
      return body.order.orderNo
    },
  }
}

const personOf = (channel: Channel) => `known in ${channel}`

/**
 * Lets a person have a season behind him, over HTTP, in November: households that owe, are partly paid, are paid, are
 * suspended; an invoice, applications. The codes are his own: what one pays nobody else owes.
 */
export async function knownResident(world: SeasonWorld, channel: Channel) {
  const person = personOf(channel)
  const wechat = channel === 'wechat'
  const lanzhou = await visitorAt(world, channel, person, 'lanzhou')
  const owing = await lanzhou.adds('6201000001')
  const partly = await lanzhou.adds(wechat ? '6201000004' : '6201000007')
  const paid = await lanzhou.adds(wechat ? '6201000003' : '6201000002')
  const arrears = await lanzhou.adds('6201000019')
  const suspended = await lanzhou.adds('6201000017')
  await lanzhou.pays(partly, wechat ? 100_000 : 200_000)
  const order = await lanzhou.pays(paid)
  const invoice = (await lanzhou.post<InvoiceView>('/api/invoices', { orderNo: order, title: INVOICE_TO })).id
  const tangshan = await visitorAt(world, channel, person, 'tangshan')
  const cold = await tangshan.adds(wechat ? '1302000001' : '1302000002')
  const asked = await tangshan.post<ApplicationView>(`/api/households/${cold}/temperature-reports`, {
    words: '主卧朝北，只有 14 度',
  })
  const beijing = await visitorAt(world, channel, person, 'beijing')
  const gas = await beijing.adds('110000000007')
  const baoji = await visitorAt(world, channel, person, 'baoji')
  const service = await baoji.adds('61030001')
  const lowIncome = await baoji.adds('61030007')
  const binzhou = await visitorAt(world, channel, person, 'binzhou')
  const settled = await binzhou.adds(wechat ? '37160002' : '37160003')
  await binzhou.pays(settled)
  return {
    person,
    owing,
    partly,
    paid,
    arrears,
    suspended,
    order,
    invoice,
    application: asked.id,
    cold,
    gas,
    service,
    lowIncome,
    settled,
  }
}
export type KnownResident = Awaited<ReturnType<typeof knownResident>>
