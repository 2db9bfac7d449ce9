import { createHash } from 'node:crypto'
import type { Transfer } from './transfer'

/** SHA-256 over all that a transfer says, in a fixed order; pure, and the same on every engine. */
export function digestOf(transfer: Omit<Transfer, 'digest'>): string {
  return createHash('sha256')
    .update(
      JSON.stringify([
        transfer.id,
        transfer.company,
        transfer.postingKey,
        transfer.sequence,
        transfer.event,
        transfer.debitAccount,
        transfer.creditAccount,
        transfer.amountFen,
        transfer.effectiveOn,
        transfer.recordedAt,
        transfer.householdId,
        transfer.season,
        transfer.evidenceKind,
        transfer.evidenceId,
      ]),
    )
    .digest('hex')
}
