import type { MigrationInterface, QueryRunner } from 'typeorm'
import { amount, key, moment, nullable, word } from '../columns'
import type { TableLayout } from '../entities/table'
import { addColumn } from './addColumn'
import { createTable, refuseChanges } from './createTable'

/** Claims on channels; what came back is guarded by the amount (M2). */
export const channelClaims: TableLayout = {
  name: 'channel_claims',
  columns: {
    id: key(word(26)),
    company: word(32),
    channel: word(32),
    differenceId: word(26),
    about: word(10),
    amountFen: amount,
    returnedFen: amount,
    openedOn: word(10),
    openedAt: moment,
  },
  indices: [['company', 'openedOn'], ['differenceId']],
}

/** What came back of a claim, by which resolution. Insert-only. */
export const channelClaimReturns: TableLayout = {
  name: 'channel_claim_returns',
  columns: {
    id: key(word(26)),
    company: word(32),
    claimId: word(26),
    resolutionId: word(26),
    amountFen: amount,
    entryId: nullable(word(26)),
    at: moment,
  },
  uniques: [['resolutionId', 'claimId']],
  indices: [['claimId'], ['entryId']],
}

/**
 * Claims on channels as what they are: open until the money comes back. Those that were made before are read from the ledger and
 * are open. And by which resolution an arrival, or a movement on our account, was taken back and told anew.
 */
export class KeepChannelClaims1700000000016 implements MigrationInterface {
  name = 'KeepChannelClaims1700000000016'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, channelClaims)
    await createTable(runner, channelClaimReturns)
    await refuseChanges(runner, channelClaimReturns.name)
    await addColumn(runner, 'arrivals', 'undoneBy', nullable(word(26)))
    await addColumn(runner, 'bank_entries', 'replacedBy', nullable(word(26)))
    await runner.query(
      `INSERT INTO channel_claims (id, company, channel, difference_id, about, amount_fen, returned_fen, opened_on, opened_at)
        SELECT r.id, r.company, d.channel, d.id, CASE r.resolution WHEN 'claim-fee' THEN 'fee' ELSE 'refund' END,
          t.amount_fen, 0, t.effective_on, r.at
        FROM resolutions r JOIN differences d ON d.id = r.difference_id
        JOIN transfers t ON t.evidence_kind = 'difference' AND t.evidence_id = r.id AND t.event IN ('refund-claimed', 'fee-claimed')
        WHERE NOT EXISTS (SELECT 1 FROM channel_claims c WHERE c.id = r.id)`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('bank_entries', 'replaced_by')
    await runner.dropColumn('arrivals', 'undone_by')
    await runner.dropTable(channelClaimReturns.name)
    await runner.dropTable(channelClaims.name)
  }
}
