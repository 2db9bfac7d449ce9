import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { LOWERING_EVENT_WORDS } from '../../../contract/invoiceWords'
import { INVOICE_QUESTIONS, LOWERING_EVENTS } from '../../../server/domain/invoice/lowering'
import { PROJECT } from '../../support/ports'

const ROOMS = path.join(PROJECT, 'server/application')

/** The sources of the application's rooms that post an event of this name, or pass through a guard for it. */
function sources(with_: (text: string) => boolean): string[] {
  return readdirSync(ROOMS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && with_(readFileSync(path.join(ROOMS, file), 'utf8')))
    .sort()
}

/** What its payer did not get is owed to him again: nothing more is taken from the payment. */
const OWED_AGAIN = 'differences/resolutions/takeBackRefund.ts'

const asking = (question: 'payment' | 'season') =>
  Object.entries(INVOICE_QUESTIONS).flatMap(([event, asked]) => (asked === question ? [event] : []))

describe('what lowers what was paid asks for its invoice first', () => {
  test.each(asking('payment'))('%s: whoever posts it has passed the guard that its invoice holds', (event) => {
    const posting = sources((text) => text.includes(`event: '${event}'`)).filter((file) => file !== OWED_AGAIN)
    expect(posting.length).toBeGreaterThan(0)
    expect(sources((text) => text.includes('refunds.reserve(') && text.includes(`'${event}'`))).toEqual(posting)
  })

  test('nobody else takes from a payment, and only a refund after a season asks for the season', () => {
    const guarded = sources((text) => text.includes('refunds.reserve('))
    const posting = sources((text) => asking('payment').some((event) => text.includes(`event: '${event}'`)))
    expect(guarded).toEqual(posting.filter((file) => file !== OWED_AGAIN))
    expect(asking('season')).toEqual(['payout-paid'])
    expect(sources((text) => text.includes('await takeBackInvoices('))).toEqual(['heatSettlement/takeInRefund.ts'])
    expect(sources((text) => text.includes('refundApplications.insert('))).toEqual(['heatSettlement/takeInRefund.ts'])
  })

  test('the desk has a word for each', () => {
    expect([...LOWERING_EVENT_WORDS].sort()).toEqual([...LOWERING_EVENTS].sort())
  })
})
