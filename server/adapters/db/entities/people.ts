import type { Bill, BillApplication } from '../../../domain/bill/bill'
import type { Household } from '../../../domain/household/household'
import type { HouseholdWord } from '../../../domain/household/searchWords'
import type { Invoice, InvoicePart, InvoiceTitle } from '../../../domain/invoice/invoice'
import type { Binding, Resident } from '../../../domain/resident/resident'
import { amount, count, flag, json, key, lookup, moment, nullable, sealed, sealedJson, text, word } from '../columns'
import type { TableShape } from './table'

export const households: TableShape<Household> = {
  name: 'households',
  columns: {
    id: key(word(26)),
    company: word(32),
    userCode: word(32),
    owner: sealed,
    identityNumber: nullable(sealed),
    phone: nullable(sealed),
    bankCard: nullable(sealed),
    estate: word(64),
    building: word(32),
    unit: word(32),
    /** The door is personal: with the estate it is an address. */
    room: sealed,
    use: word(20),
    heatSource: nullable(word(20)),
    billing: word(10),
    buildingArea: word(12),
    usableArea: nullable(word(12)),
    storeys: nullable(word(10)),
    storeyHeight: nullable(word(12)),
    service: word(12),
    cardHolder: flag,
    movedOutOn: nullable(word(10)),
    lowIncomeApprovedFor: nullable(word(9)),
    particulars: nullable(json),
    creditFen: amount,
    version: count,
    createdAt: moment,
  },
  uniques: [['company', 'userCode']],
  indices: [['company', 'estate']],
}

/** Words by which households are found, as keyed hashes: name, telephone, room, place. */
export const householdWords: TableShape<HouseholdWord> = {
  name: 'household_words',
  columns: { householdId: key(word(26)), company: word(32), word: key(lookup) },
  indices: [['company', 'word']],
}

export const residents: TableShape<Resident> = {
  name: 'residents',
  columns: {
    id: key(word(26)),
    company: word(32),
    platform: word(10),
    payerKind: word(10),
    payerValue: word(128),
    createdAt: moment,
  },
  uniques: [['company', 'platform', 'payerKind', 'payerValue']],
}

/** How often a resident's sessions were all ended, and when last. */
export interface ResidentSessions {
  residentId: string
  ended: number
  endedAt: number
}

export const residentSessions: TableShape<ResidentSessions> = {
  name: 'resident_sessions',
  columns: { residentId: key(word(26)), ended: count, endedAt: moment },
}

export const bindings: TableShape<Binding> = {
  name: 'bindings',
  columns: {
    id: key(word(26)),
    company: word(32),
    residentId: word(26),
    householdId: word(26),
    relation: word(10),
    verifiedAt: nullable(moment),
    createdAt: moment,
    endedAt: nullable(moment),
  },
  uniques: [['residentId', 'householdId']],
}

export const invoices: TableShape<Invoice> = {
  name: 'invoices',
  columns: {
    id: key(word(26)),
    company: word(32),
    residentId: word(26),
    orderNo: word(20),
    householdId: word(26),
    kind: word(4),
    nth: count,
    titleKind: word(10),
    titleName: sealed,
    taxNumber: nullable(word(20)),
    amountFen: amount,
    state: word(10),
    number: nullable(word(32)),
    fileName: nullable(word(100)),
    reason: nullable(text),
    askedAt: moment,
    issuedAt: nullable(moment),
    reverses: nullable(word(26)),
    refundNo: nullable(word(20)),
    refundApplicationId: nullable(word(26)),
    document: nullable(word(10)),
    buyer: nullable(sealedJson),
  },
  uniques: [['orderNo', 'kind', 'nth'], ['company', 'number'], ['reverses'], ['refundNo']],
  indices: [['residentId', 'askedAt'], ['company', 'askedAt'], ['refundApplicationId']],
}

export const invoiceTitles: TableShape<InvoiceTitle> = {
  name: 'invoice_titles',
  columns: {
    id: key(word(26)),
    company: word(32),
    residentId: word(26),
    kind: word(10),
    name: sealed,
    taxNumber: nullable(word(20)),
    buyer: nullable(sealedJson),
    usedAt: moment,
  },
  indices: [['residentId', 'usedAt']],
}

export const invoiceParts: TableShape<InvoicePart> = {
  name: 'invoice_parts',
  columns: {
    invoiceId: key(word(26)),
    paymentId: key(word(26)),
    company: word(32),
    orderNo: word(20),
    amountFen: amount,
  },
  indices: [['orderNo'], ['paymentId']],
}

export const bills: TableShape<Bill> = {
  name: 'bills',
  columns: {
    id: key(word(26)),
    company: word(32),
    householdId: word(26),
    season: word(9),
    kind: word(12),
    lines: json,
    billedFen: amount,
    appliedFen: amount,
    lateFeePaidFen: amount,
    reversedFen: amount,
    raises: nullable(json),
    rulebookVersion: count,
    lateFeeBy: nullable(json),
    dueOn: word(10),
    openedAt: moment,
  },
  uniques: [['householdId', 'season', 'kind']],
  indices: [['company', 'season']],
}

export const billApplications: TableShape<BillApplication> = {
  name: 'bill_applications',
  columns: {
    id: key(word(26)),
    company: word(32),
    billId: word(26),
    paymentId: word(26),
    ofPayment: word(26),
    on: word(10),
    principalFen: amount,
    lateFeeFen: amount,
    recordedAt: moment,
  },
  /** A refund or a change of the bill takes out of several payments. */
  uniques: [['billId', 'paymentId', 'ofPayment']],
}
