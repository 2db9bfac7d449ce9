import { createHash } from 'node:crypto'
import type { Transfer } from './transfer'

/**
 * A transfer's place in its company's chain. Transfers are linked after they are posted, so that nobody who posts has to
 * wait for another; a link is added once and never changed.
 */
export interface LedgerLink {
  transferId: string
  company: string
  /** 1, 2, 3 … within the company, without gaps. */
  sequence: number
  /** SHA-256 over the link before, the number and all that the transfer says. */
  hash: string
}

/**
 * The hash of a link: from the hash of the link before (ORIGIN for the first), the company, the number and the transfer's
 * digest; pure, and the same on every engine.
 */
export function linkHash(previousHash: string, company: string, sequence: number, digest: string): string {
  return createHash('sha256')
    .update(JSON.stringify([previousHash, company, sequence, digest]))
    .digest('hex')
}

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
