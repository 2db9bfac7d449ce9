import type { BillChange } from '../../../domain/bill/changeBill'
import type { GasCollection, GasSubsidy } from '../../../domain/gasReport/gasReport'
import type {
  CreditUse,
  LowIncomeReview,
  MoveOut,
  SeasonDatesRecord,
  TemperatureMeasurement,
  TemperatureReduction,
  UseChange,
} from '../../../domain/serviceRequest/records'
import type { ServiceRequest, ServiceRequestStep } from '../../../domain/serviceRequest/serviceRequest'
import { amount, count, json, key, moment, nullable, sealed, word } from '../columns'
import type { TableShape } from './table'

/** What residents apply for in a season. */
export const applications: TableShape<ServiceRequest> = {
  name: 'applications',
  columns: {
    id: key(word(26)),
    company: word(32),
    kind: word(24),
    householdId: word(26),
    residentId: word(26),
    season: word(9),
    status: word(12),
    facts: json,
    words: nullable(sealed),
    /** Null once another of its kind may be asked for. */
    liveKey: nullable(word(100)),
    askedOn: word(10),
    askedAt: moment,
    version: count,
  },
  uniques: [['liveKey']],
  indices: [
    ['residentId', 'askedAt'],
    ['householdId', 'kind'],
    ['company', 'status', 'askedAt'],
  ],
}

export const applicationSteps: TableShape<ServiceRequestStep> = {
  name: 'application_steps',
  columns: {
    id: key(word(26)),
    company: word(32),
    applicationId: word(26),
    sequence: count,
    step: word(20),
    on: word(10),
    at: moment,
    byKind: word(10),
    by: word(64),
    note: nullable(sealed),
  },
  uniques: [['applicationId', 'sequence']],
}

export const temperatureMeasurements: TableShape<TemperatureMeasurement> = {
  name: 'temperature_measurements',
  columns: {
    id: key(word(26)),
    company: word(32),
    applicationId: word(26),
    on: word(10),
    room: word(32),
    celsius: word(8),
    by: word(64),
    recordedAt: moment,
  },
  uniques: [['applicationId', 'on', 'room']],
}

export const temperatureReductions: TableShape<TemperatureReduction> = {
  name: 'temperature_reductions',
  columns: {
    id: key(word(26)),
    company: word(32),
    applicationId: word(26),
    householdId: word(26),
    season: word(9),
    month: word(7),
    meanCelsius: word(8),
    amountFen: amount,
    approvalId: word(26),
    on: word(10),
    recordedAt: moment,
  },
  uniques: [['householdId', 'month']],
}

export const seasonDates: TableShape<SeasonDatesRecord> = {
  name: 'season_dates',
  columns: {
    id: key(word(26)),
    company: word(32),
    season: word(9),
    sequence: count,
    startsOn: nullable(word(10)),
    endsOn: nullable(word(10)),
    reason: word(200),
    by: word(64),
    recordedAt: moment,
  },
  uniques: [['company', 'season', 'sequence']],
}

export const lowIncomeReviews: TableShape<LowIncomeReview> = {
  name: 'low_income_reviews',
  columns: {
    id: key(word(26)),
    company: word(32),
    householdId: word(26),
    season: word(9),
    sequence: count,
    decision: word(10),
    reason: nullable(sealed),
    by: word(64),
    on: word(10),
    recordedAt: moment,
  },
  uniques: [['householdId', 'season', 'sequence']],
}

export const movesOut: TableShape<MoveOut> = {
  name: 'moves_out',
  columns: {
    id: key(word(26)),
    company: word(32),
    householdId: word(26),
    agreedOn: word(10),
    /** Typed by people: it may name somebody. */
    paper: sealed,
    by: word(64),
    recordedAt: moment,
  },
  indices: [['householdId']],
}

export const useChanges: TableShape<UseChange> = {
  name: 'use_changes',
  columns: {
    id: key(word(26)),
    company: word(32),
    householdId: word(26),
    from: word(20),
    to: word(20),
    /** Typed by people: it may name somebody. */
    paper: sealed,
    by: word(64),
    on: word(10),
    recordedAt: moment,
  },
  indices: [['householdId']],
}

export const billChanges: TableShape<BillChange> = {
  name: 'bill_changes',
  columns: {
    id: key(word(26)),
    company: word(32),
    billId: word(26),
    householdId: word(26),
    season: word(9),
    sequence: count,
    cause: word(20),
    causeId: word(64),
    feeFen: amount,
    reductionFen: amount,
    reversedFen: amount,
    addedFen: amount,
    takenBackFen: amount,
    lateFeeBackFen: amount,
    on: word(10),
    by: word(64),
    recordedAt: moment,
  },
  uniques: [
    ['billId', 'sequence'],
    ['billId', 'cause', 'causeId'],
  ],
  indices: [['householdId']],
}

export const creditUses: TableShape<CreditUse> = {
  name: 'credit_uses',
  columns: {
    id: key(word(26)),
    company: word(32),
    householdId: word(26),
    amountFen: amount,
    on: word(10),
    recordedAt: moment,
  },
  indices: [['householdId']],
}

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
