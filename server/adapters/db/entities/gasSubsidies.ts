import type { GasCollection, GasSubsidy } from '../../../domain/gasReport/subsidy'
import { amount, key, moment, word } from '../columns'
import type { TableShape } from './table'

/** Subsidies that were granted to gas-heated homes. Insert-only. */
export const gasSubsidies: TableShape<GasSubsidy> = {
  name: 'gas_subsidies',
  columns: {
    id: key(word(26)),
    company: word(32),
    householdId: word(26),
    season: word(9),
    applicationId: word(26),
    cubicMetres: word(16),
    rate: word(16),
    amountFen: amount,
    approvalId: word(26),
    on: word(10),
    recordedAt: moment,
  },
  uniques: [['householdId', 'season'], ['applicationId']],
}

/** Subsidies that were collected at a bank's counter. Insert-only. */
export const gasCollections: TableShape<GasCollection> = {
  name: 'gas_collections',
  columns: {
    id: key(word(26)),
    company: word(32),
    subsidyId: word(26),
    householdId: word(26),
    place: word(64),
    receipt: word(40),
    amountFen: amount,
    approvalId: word(26),
    on: word(10),
    recordedAt: moment,
  },
  uniques: [['subsidyId']],
}
