import { randomDigits } from '../random'
import type { NuonuoInvoice } from '../store/nuonuo'
import type { World } from '../world'
import { amountsOf, settleInvoices, TEST_SELLER } from './services'

/** Milliseconds until the next attempt; the platform's own schedule is not published (formats.md 6.6). */
const PAUSES = [60_000, 300_000, 1_800_000, 7_200_000] as const

const ANSWER_WITHIN = 5_000

/** The form of a callback: not signed, its states of another scale than the query's (formats.md 6.6). */
function formOf(invoice: NuonuoInvoice, changed: Record<string, string>): URLSearchParams {
  const { net, tax } = amountsOf(invoice)
  const content = {
    c_status: invoice.status === 2 ? '1' : '2',
    c_orderno: invoice.orderNo,
    c_fpqqlsh: invoice.serial,
    c_kprq: String(invoice.doneAt),
    c_fpdm: '',
    c_fphm: invoice.number ?? '',
    allElectronicInvoiceNumber: invoice.number ?? '',
    c_bhsje: net,
    c_hjse: tax,
    c_errorMessage: invoice.failCause,
    c_saletaxnum: TEST_SELLER,
    c_yfpdm: '',
    c_yfphm: invoice.reverses ?? '',
    ...changed,
  }
  return new URLSearchParams({ operater: 'callback', orderno: invoice.orderNo, content: JSON.stringify(content) })
}

async function taken(url: string, form: URLSearchParams): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body: form,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    })
    const body: unknown = await answer.json()
    return typeof body === 'object' && body !== null && 'status' in body && body.status === '0000'
  } catch {
    return false
  }
}

/** Sends the callbacks that are due; each again until it is taken, or the attempts are used up. */
async function callBack(world: World): Promise<void> {
  const now = world.clock.now()
  await Promise.all(
    world.store.nuonuo.callsDue(now).map(async (invoice) => {
      const pause = PAUSES[invoice.calls]
      // Moved on before it is sent: another look at what is due does not send it as well.
      world.store.nuonuo.save({
        ...invoice,
        calls: invoice.calls + 1,
        callAt: pause === undefined ? null : now + pause,
      })
      const place = { company: invoice.company }
      if (world.faults.strikes('invoiceCallbackForged', place)) {
        const forged = {
          c_status: invoice.status === 2 ? '2' : '1',
          c_fphm: randomDigits(20),
          allElectronicInvoiceNumber: '',
        }
        await taken(invoice.callbackUrl, formOf(invoice, forged))
      }
      const times = world.faults.strikes('invoiceCallbackTwice', place)?.value ?? 1
      const answers = await Promise.all(
        Array.from({ length: times }, () => taken(invoice.callbackUrl, formOf(invoice, {}))),
      )
      const latest = world.store.nuonuo.bySerial(invoice.serial)
      if (answers.includes(true) && latest?.doneAt === invoice.doneAt)
        world.store.nuonuo.save({ ...latest, callAt: null })
    }),
  )
}

/** What 诺诺 does as time passes: issues, and tells of it. */
export async function nuonuoTick(world: World): Promise<void> {
  settleInvoices(world)
  await callBack(world)
}
