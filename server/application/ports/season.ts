import type { BillChange } from '../../domain/bill/changeBill'
import type { GasCollection, GasSubsidy } from '../../domain/gasReport/gasReport'
import type {
  CreditUse,
  LowIncomeReview,
  MoveOut,
  SeasonDatesRecord,
  TemperatureMeasurement,
  TemperatureReduction,
  UseChange,
} from '../../domain/serviceRequest/records'
import type {
  ServiceRequest,
  ServiceRequestKind,
  ServiceRequestStatus,
  ServiceRequestStep,
} from '../../domain/serviceRequest/serviceRequest'
import type { Inserted } from './system'

/** Which applications a list shows; what is left out does not matter. */
export interface ServiceRequestFilter {
  company?: string
  residentId?: string
  householdId?: string
  kinds?: readonly ServiceRequestKind[]
  status?: ServiceRequestStatus
}

export interface ServiceRequestStore {
  byId(id: string): Promise<ServiceRequest | undefined>
  /** `duplicate` when another with the same live key is there. */
  insert(application: ServiceRequest): Promise<Inserted>
  /** Changes an application if it is still the one seen, and raises its version; false when another was faster (M2). */
  change(
    seen: Pick<ServiceRequest, 'id' | 'version'>,
    to: Partial<Pick<ServiceRequest, 'status' | 'facts' | 'liveKey'>>,
  ): Promise<boolean>
  /** Newest first, with the number of all that match. */
  list(filter: ServiceRequestFilter, offset: number, limit: number): Promise<{ rows: ServiceRequest[]; total: number }>
  /** `duplicate` when this version's step is there already. */
  insertStep(step: ServiceRequestStep): Promise<Inserted>
  /** In the order in which they were made. */
  stepsOf(applicationIds: readonly string[]): Promise<ServiceRequestStep[]>
}

/** What staff record of a season and of households in it; rows are added and never changed. */
export interface SeasonRecordStore {
  /** `duplicate` when another was faster; so below. */
  insertSeasonDates(record: SeasonDatesRecord): Promise<Inserted>
  /** Of all companies, oldest first. */
  seasonDates(): Promise<SeasonDatesRecord[]>
  insertLowIncomeReview(review: LowIncomeReview): Promise<Inserted>
  /** The last one of a season. */
  lowIncomeReview(householdId: string, season: string): Promise<LowIncomeReview | undefined>
  insertMoveOut(moveOut: MoveOut): Promise<void>
  insertUseChange(change: UseChange): Promise<void>
  /** Oldest first. */
  changesOfUse(householdId: string): Promise<UseChange[]>
  /** `duplicate` when this room was measured on this day already. */
  insertMeasurement(measurement: TemperatureMeasurement): Promise<Inserted>
  measurementsOf(applicationIds: readonly string[]): Promise<TemperatureMeasurement[]>
  /** `duplicate` when this household's month was reduced already. */
  insertReduction(reduction: TemperatureReduction): Promise<Inserted>
  reductionsOf(householdId: string): Promise<TemperatureReduction[]>
  /** `duplicate` when the same cause changed a bill already, or another change was faster. */
  insertBillChange(change: BillChange): Promise<Inserted>
  /** In the order in which they were made. */
  billChangesOf(householdId: string): Promise<BillChange[]>
  insertCreditUse(use: CreditUse): Promise<void>
}

/** Granted subsidies of gas-heated homes, and what was collected of them; rows are added and never changed (BJ8). */
export interface GasSubsidyStore {
  /** `duplicate` when the household has this season's subsidy. */
  insert(subsidy: GasSubsidy): Promise<Inserted>
  of(householdId: string, season: string): Promise<GasSubsidy | undefined>
  /** `duplicate` when this subsidy was collected. */
  insertCollection(collection: GasCollection): Promise<Inserted>
  collectionOf(subsidyId: string): Promise<GasCollection | undefined>
}
