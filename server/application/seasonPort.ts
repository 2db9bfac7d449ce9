import type { ApplicationStep, ResidentApplication } from '../domain/applying/application'
import type { ApplicationKind, ApplicationStatus } from '../domain/applying/facts'
import type {
  CreditUse,
  LowIncomeReview,
  MoveOut,
  SeasonDatesRecord,
  TemperatureMeasurement,
  TemperatureReduction,
  UseChange,
} from '../domain/applying/records'
import type { BillChange } from '../domain/bill/changeBill'
import type { Inserted } from './inserted'

/** Which applications a list shows; what is left out does not matter. */
export interface ApplicationFilter {
  company?: string
  residentId?: string
  householdId?: string
  kinds?: readonly ApplicationKind[]
  status?: ApplicationStatus
}

export interface ApplicationStore {
  byId(id: string): Promise<ResidentApplication | undefined>
  /** `duplicate` when another with the same live key is there. */
  insert(application: ResidentApplication): Promise<Inserted>
  /** Changes an application if it is still the one seen, and raises its version; false when another was faster (M2). */
  change(
    seen: Pick<ResidentApplication, 'id' | 'version'>,
    to: Partial<Pick<ResidentApplication, 'status' | 'facts' | 'liveKey'>>,
  ): Promise<boolean>
  /** Newest first, with the number of all that match. */
  list(
    filter: ApplicationFilter,
    offset: number,
    limit: number,
  ): Promise<{ rows: ResidentApplication[]; total: number }>
  /** `duplicate` when this version's step is there already. */
  insertStep(step: ApplicationStep): Promise<Inserted>
  /** In the order in which they were made. */
  stepsOf(applicationIds: readonly string[]): Promise<ApplicationStep[]>
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
