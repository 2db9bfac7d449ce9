import type { ApprovalAction } from '../../domain/approval/approval'
import { executeSignReconciliation } from '../accountBook/signReconciliation'
import type { Executors, Rejections } from '../approvals/approvals'
import { executeStatementMapping } from '../bankMatching/statementMappings'
import { executeMovePayment } from '../claims/paymentClaims'
import type { RefusalCode, RefusedWith } from '../common/refusal'
import { executeResolution } from '../differences/execute'
import { executeAcceptFile, rejectFile } from '../files/acceptFile'
import { makePayout } from '../heatSettlement/payoutBatch'
import { executeCarryOver, executePublication } from '../heatSettlement/seasonWork'
import { recordMeterTest } from '../heatSettlement/testMeter'
import { executeRedLetter } from '../invoices/redLetter'
import { executeCorrectBankCard } from '../refunds/checkBankCard'
import { executeRefund } from '../refunds/executeRefund'
import { executeRetryRefund } from '../refunds/retryRefund'
import { executeRepricing } from '../rulebooks/repriceBills'
import { executeVersion } from '../rulebooks/versions'
import { USE_CHANGE } from '../season/changeUse'
import { collectGasSubsidy } from '../season/collectGasSubsidy'
import { SERVICE_DONE } from '../season/completeService'
import { grantGasSubsidy } from '../season/grantGasSubsidy'
import { householdActionExecutor } from '../season/householdActions'
import { MOVE_OUT } from '../season/recordMoveOut'
import { reduceBill } from '../season/reduceBill'
import { LOW_INCOME_REVIEW } from '../season/reviewLowIncome'
import { executeSeasonDates } from '../season/setSeasonDates'
import { activateStaff, resetStaff } from '../staff/members'
import { setStaffNumber } from '../staff/staffNumbers'
import { executeSuspenseExit } from '../suspense/resolveSuspense'

/** What each approved action does; an action without its executor does not compile. */
export const executors = {
  'add-staff': activateStaff,
  'reset-staff': resetStaff,
  'set-staff-number': setStaffNumber,
  refund: executeRefund,
  'retry-refund': executeRetryRefund,
  'red-letter': executeRedLetter,
  'suspense-exit': executeSuspenseExit,
  'move-payment': executeMovePayment,
  'reduce-bill': reduceBill,
  'gas-subsidy': grantGasSubsidy,
  'gas-collection': collectGasSubsidy,
  'record-move-out': householdActionExecutor(MOVE_OUT),
  'change-use': householdActionExecutor(USE_CHANGE),
  'review-low-income': householdActionExecutor(LOW_INCOME_REVIEW),
  'complete-service': householdActionExecutor(SERVICE_DONE),
  'season-dates': executeSeasonDates,
  'publish-settlements': executePublication,
  'carry-over': executeCarryOver,
  'rulebook-version': executeVersion,
  'reprice-bills': executeRepricing,
  'take-back-bills': executeRepricing,
  'meter-test': recordMeterTest,
  payout: makePayout,
  'correct-bank-card': executeCorrectBankCard,
  'accept-file': executeAcceptFile,
  'resolve-difference': executeResolution,
  'sign-reconciliation': executeSignReconciliation,
  'statement-mapping': executeStatementMapping,
} satisfies Executors<RefusalCode>

/** What an approved action may refuse when it is carried out, since the world may have changed. */
export type ActionRefusal = RefusedWith<Awaited<ReturnType<(typeof executors)[ApprovalAction]>>>

/** What follows when a proposal is rejected, where anything does. */
export const rejections: Rejections = { 'accept-file': rejectFile }
