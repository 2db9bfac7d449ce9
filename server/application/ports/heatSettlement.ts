import type { PayoutBatch, PayoutFile, PayoutItem } from '../../domain/heatSettlement/payout'
import type { MeterReading } from '../../domain/heatSettlement/reading'
import type {
  RefundApplication,
  RefundApplicationStatus,
  RefundPhoto,
} from '../../domain/heatSettlement/refundApplication'
import type {
  Objection,
  ObjectionStatus,
  Publication,
  SettlementRecord,
  SettlementStatus,
  SettlementStep,
} from '../../domain/heatSettlement/settlement'
import type { Inserted } from './system'

/** Which settlements a list shows; what is left out does not matter. */
export interface SettlementFilter {
  company?: string
  season?: string
  estate?: string
  status?: SettlementStatus
}

export interface ReadingStore {
  /** The last reading of each household in a season. */
  latest(householdIds: readonly string[], season: string): Promise<MeterReading[]>
  byId(id: string): Promise<MeterReading | undefined>
  insertMany(readings: readonly MeterReading[]): Promise<void>
}

export interface SettlementStore {
  byId(id: string): Promise<SettlementRecord | undefined>
  of(householdId: string, season: string): Promise<SettlementRecord | undefined>
  ofHouseholds(householdIds: readonly string[]): Promise<SettlementRecord[]>
  insert(settlement: SettlementRecord): Promise<Inserted>
  /** Changes a settlement if it is still the one seen, and raises its version; false when another was faster (M2). */
  change(
    seen: Pick<SettlementRecord, 'id' | 'version'>,
    to: Partial<Omit<SettlementRecord, 'id' | 'version'>>,
  ): Promise<boolean>
  /** In household order, after an id, for work on all of them. */
  page(filter: SettlementFilter, afterId: string, limit: number): Promise<SettlementRecord[]>
  /** For a list: by estate, building, unit; with the number of all that match. */
  list(filter: SettlementFilter, offset: number, limit: number): Promise<{ rows: SettlementRecord[]; total: number }>
  count(filter: SettlementFilter): Promise<number>
  /** Published results of one building unit. */
  ofUnit(of: Pick<SettlementRecord, 'company' | 'season' | 'estate' | 'building' | 'unit'>): Promise<SettlementRecord[]>
  /** Estates of a season that have results. */
  estates(company: string, season: string): Promise<string[]>
  insertStep(step: SettlementStep): Promise<Inserted>
  /** In the order in which they were made. */
  stepsOf(settlementIds: readonly string[]): Promise<SettlementStep[]>
}

export interface PublicationStore {
  of(company: string, season: string, estate: string): Promise<Publication | undefined>
  byIds(ids: readonly string[]): Promise<Publication[]>
  list(company: string, season: string): Promise<Publication[]>
  insert(publication: Publication): Promise<Inserted>
}

export interface ObjectionStore {
  byId(id: string): Promise<Objection | undefined>
  ofSettlements(settlementIds: readonly string[]): Promise<Objection[]>
  /** `duplicate`: this settlement was objected to already. */
  insert(objection: Objection): Promise<Inserted>
  /** Changes an objection only while its status is `from`; false otherwise (M2). */
  change(id: string, from: ObjectionStatus, to: Partial<Objection>): Promise<boolean>
  /** Newest first, with the number of all that match. */
  list(
    filter: { company?: string; season?: string; status?: ObjectionStatus },
    offset: number,
    limit: number,
  ): Promise<{ rows: Objection[]; total: number }>
}

/** Which refund applications a list shows. */
export interface RefundApplicationFilter {
  company?: string
  season?: string
  status?: RefundApplicationStatus
}

export interface RefundApplicationStore {
  byId(id: string): Promise<RefundApplication | undefined>
  byIds(ids: readonly string[]): Promise<RefundApplication[]>
  /** Newest first. */
  ofSettlements(settlementIds: readonly string[]): Promise<RefundApplication[]>
  /** `duplicate`: another for the same settlement is alive. */
  insert(application: RefundApplication): Promise<Inserted>
  /** Changes an application only while its status is one of `from`; false otherwise (M2). */
  change(id: string, from: readonly RefundApplicationStatus[], to: Partial<RefundApplication>): Promise<boolean>
  /** Newest first, with the number of all that match. */
  list(
    filter: RefundApplicationFilter,
    offset: number,
    limit: number,
  ): Promise<{ rows: RefundApplication[]; total: number }>
  /** The oldest first, for a batch. */
  waiting(company: string, season: string, limit: number): Promise<RefundApplication[]>
  insertPhoto(photo: RefundPhoto): Promise<void>
  /** Photos that a resident handed in for a household, and that belong to no application yet. */
  loosePhotos(residentId: string, householdId: string): Promise<RefundPhoto[]>
  /** Gives a loose photo to an application; false when it has one already (M2). */
  attachPhoto(id: string, applicationId: string): Promise<boolean>
  /** Forgets a loose photo; false when an application has it. */
  dropPhoto(id: string): Promise<boolean>
  photosByIds(ids: readonly string[]): Promise<RefundPhoto[]>
}

export interface PayoutStore {
  insertBatch(batch: PayoutBatch): Promise<Inserted>
  batchById(id: string): Promise<PayoutBatch | undefined>
  changeBatch(id: string, from: readonly PayoutBatch['status'][], to: Partial<PayoutBatch>): Promise<boolean>
  /** Newest first. */
  batches(company: string | undefined, offset: number, limit: number): Promise<{ rows: PayoutBatch[]; total: number }>
  insertItems(items: readonly PayoutItem[]): Promise<void>
  itemsOf(batchId: string): Promise<PayoutItem[]>
  itemsOfApplications(applicationIds: readonly string[]): Promise<PayoutItem[]>
  itemsBySerial(company: string, serials: readonly string[]): Promise<PayoutItem[]>
  /** Changes an item only while its state is `from`; false otherwise (M2). */
  changeItem(id: string, from: PayoutItem['state'], to: Partial<PayoutItem>): Promise<boolean>
  insertFile(file: PayoutFile): Promise<Inserted>
  fileByDigest(company: string, digest: string): Promise<PayoutFile | undefined>
}

/** The stores of what follows a season. */
export interface AfterSeasonStores {
  readings: ReadingStore
  settlements: SettlementStore
  publications: PublicationStore
  objections: ObjectionStore
  refundApplications: RefundApplicationStore
  payouts: PayoutStore
}
