import { z } from 'zod'
import type { BankCardChecker } from '../../../application/ports/banks'
import { type BankLines, callBank } from '../line'

const answer = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('confirmed'),
    bankName: z.string().min(1).max(64),
    routeNo: z
      .string()
      .regex(/^\d{12}$/)
      .nullable(),
    sameBank: z.boolean(),
  }),
  z.object({ outcome: z.literal('refused'), because: z.enum(['no-such-card', 'closed', 'name-differs']) }),
])

/** Asks a company's bank whether a card is good and belongs to whom it should (domain.md BZ5). */
export function bankCardChecker(lines: BankLines, now: () => number): BankCardChecker {
  return {
    async check({ company, card, owner, identityNumber, phone }) {
      const body = Buffer.from(JSON.stringify({ company, card, owner, identityNumber, phone }))
      const reply = await callBank(lines(company), { method: 'POST', target: '/bank/card-checks', body, now: now() })
      if (reply.outcome === 'unavailable') return reply
      if (reply.status !== 200) return { outcome: 'unavailable', code: `HTTP_${reply.status}` }
      const read = answer.safeParse(parsed(reply.body))
      return read.success ? read.data : { outcome: 'unavailable', code: 'UNREADABLE' }
    },
  }
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
