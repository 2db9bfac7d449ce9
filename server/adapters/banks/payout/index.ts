import type { Fetched, PayoutBank } from '../../../application/ports/banks'
import { resultFileName } from '../../../domain/heatSettlement/payout'
import { type BankLines, callBank } from '../line'

const PATH = '/bank/payouts'

/** Hands payout files in at a company's bank and fetches its answers, over the line (formats.md 5.5). */
export function payoutBank(lines: BankLines, now: () => number): PayoutBank {
  const ask = (company: string, target: string, body?: Buffer) =>
    callBank(lines(company), { method: body ? 'POST' : 'GET', target, body, now: now() })

  async function fetched(company: string, target: string, fileName: string): Promise<Fetched> {
    const reply = await ask(company, target)
    if (reply.outcome === 'unavailable') return reply
    if (reply.status === 404) return { outcome: 'not-ready' }
    if (reply.status !== 200) return { outcome: 'unavailable', code: `HTTP_${reply.status}` }
    return { outcome: 'ready', fileName: reply.fileName ?? fileName, bytes: reply.body }
  }

  return {
    async send(company, fileName, bytes) {
      const reply = await ask(company, `${PATH}?${new URLSearchParams({ company, name: fileName })}`, bytes)
      if (reply.outcome === 'unavailable') return reply
      return reply.status === 200 ? 'sent' : { outcome: 'unavailable', code: `HTTP_${reply.status}` }
    },
    result: (company, requestName) =>
      fetched(
        company,
        `${PATH}/result?${new URLSearchParams({ company, name: requestName })}`,
        resultFileName(requestName),
      ),
    returned: (company, date) =>
      fetched(
        company,
        `${PATH}/returned?${new URLSearchParams({ company, date })}`,
        `returned_${date.replaceAll('-', '')}.txt`,
      ),
  }
}
