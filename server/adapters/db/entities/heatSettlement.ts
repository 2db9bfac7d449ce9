import type { PayoutBatch, PayoutFile, PayoutItem } from '../../../domain/heatSettlement/payout'
import type { MeterReading } from '../../../domain/heatSettlement/reading'
import type { RefundApplication, RefundPhoto } from '../../../domain/heatSettlement/refundApplication'
import type {
  Objection,
  Publication,
  SettlementRecord,
  SettlementStep,
} from '../../../domain/heatSettlement/settlement'
import { amount, count, flag, json, key, moment, nullable, sealed, sealedWords, text, word } from '../columns'
import type { TableShape } from './table'

/** What heat meters showed; rows are added and never changed. */
export const meterReadings: TableShape<MeterReading> = {
  name: 'meter_readings',
  columns: {
    id: key(word(26)),
    company: word(32),
    householdId: word(26),
    season: word(9),
    sequence: count,
    startReading: nullable(word(20)),
    endReading: nullable(word(20)),
    quantity: word(20),
    unit: word(4),
    faulty: flag,
    batch: count,
    line: count,
    fileName: text,
    by: word(64),
    recordedAt: moment,
  },
  uniques: [['householdId', 'season', 'sequence']],
}

export const settlements: TableShape<SettlementRecord> = {
  name: 'settlements',
  columns: {
    id: key(word(26)),
    company: word(32),
    householdId: word(26),
    season: word(9),
    status: word(12),
    estate: word(64),
    building: word(32),
    unit: word(32),
    readingId: word(26),
    prepaidFen: amount,
    meteredFen: amount,
    adjustmentFen: amount,
    lines: json,
    formula: text,
    rule: word(5),
    meterFaulty: flag,
    publicationId: nullable(word(26)),
    payableFen: amount,
    version: count,
  },
  uniques: [['householdId', 'season']],
  indices: [['company', 'season', 'estate']],
}

/** Insert-only. */
export const settlementSteps: TableShape<SettlementStep> = {
  name: 'settlement_steps',
  columns: {
    id: key(word(26)),
    company: word(32),
    settlementId: word(26),
    sequence: count,
    step: word(20),
    on: word(10),
    at: moment,
    byKind: word(10),
    by: word(64),
    note: nullable(sealed),
  },
  uniques: [['settlementId', 'sequence']],
}

/** Insert-only. */
export const publications: TableShape<Publication> = {
  name: 'publications',
  columns: {
    id: key(word(26)),
    company: word(32),
    season: word(9),
    estate: word(64),
    publishedOn: word(10),
    publicityTo: nullable(word(10)),
    objectionsTo: nullable(word(10)),
    applicationsTo: nullable(word(10)),
    topUpBy: word(10),
    by: word(64),
    recordedAt: moment,
  },
  uniques: [['company', 'season', 'estate']],
}

export const objections: TableShape<Objection> = {
  name: 'objections',
  columns: {
    id: key(word(26)),
    company: word(32),
    settlementId: word(26),
    householdId: word(26),
    residentId: word(26),
    season: word(9),
    status: word(20),
    words: nullable(sealed),
    madeOn: word(10),
    madeAt: moment,
    agreementDueOn: word(10),
    signedOn: nullable(word(10)),
    testedOn: nullable(word(10)),
  },
  uniques: [['settlementId']],
  indices: [['company', 'status']],
}

export const refundApplications: TableShape<RefundApplication> = {
  name: 'refund_applications',
  columns: {
    id: key(word(26)),
    company: word(32),
    settlementId: word(26),
    householdId: word(26),
    residentId: nullable(word(26)),
    season: word(9),
    status: word(10),
    amountFen: amount,
    owner: sealed,
    identityNumber: nullable(sealed),
    phone: nullable(sealed),
    bankCard: sealed,
    photoIds: json,
    cardCheck: nullable(json),
    liveKey: nullable(word(26)),
    reason: nullable(sealedWords),
    appliedOn: word(10),
    appliedAt: moment,
    takenBy: nullable(word(64)),
  },
  uniques: [['liveKey']],
  indices: [['settlementId'], ['residentId'], ['company', 'season', 'status']],
}

export const refundPhotos: TableShape<RefundPhoto> = {
  name: 'refund_photos',
  columns: {
    id: key(word(26)),
    company: word(32),
    residentId: word(26),
    householdId: word(26),
    kind: word(16),
    type: word(16),
    bytes: count,
    name: word(100),
    uploadedAt: moment,
    applicationId: nullable(word(26)),
  },
  indices: [['residentId', 'householdId']],
}

export const payoutBatches: TableShape<PayoutBatch> = {
  name: 'payout_batches',
  columns: {
    id: key(word(26)),
    company: word(32),
    season: word(9),
    bank: word(6),
    number: count,
    madeOn: word(10),
    fileName: word(64),
    count: count,
    totalFen: amount,
    status: word(10),
    approvalId: word(26),
    makerName: word(64),
    checkerName: word(64),
    approvedAt: moment,
  },
  uniques: [['company', 'madeOn', 'number']],
}

export const payoutItems: TableShape<PayoutItem> = {
  name: 'payout_items',
  columns: {
    id: key(word(26)),
    company: word(32),
    batchId: word(26),
    applicationId: word(26),
    settlementId: word(26),
    serial: word(20),
    amountFen: amount,
    state: word(10),
    bankSerial: nullable(word(64)),
    failCode: nullable(word(32)),
    failReason: nullable(sealedWords),
    paidOn: nullable(word(10)),
    returnedOn: nullable(word(10)),
  },
  uniques: [['company', 'serial'], ['applicationId']],
  indices: [['batchId']],
}

export const payoutFiles: TableShape<PayoutFile> = {
  name: 'payout_files',
  columns: {
    id: key(word(26)),
    company: word(32),
    kind: word(10),
    fileName: text,
    digest: word(64),
    rows: count,
    by: word(64),
    at: moment,
  },
  uniques: [['company', 'digest']],
}
