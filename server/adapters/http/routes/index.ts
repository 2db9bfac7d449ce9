import type { Route } from '../routing/route'
import { APPLICATION_ROUTES } from './applications'
import { CLAIM_ROUTES } from './claims'
import { ESTIMATE_ROUTES } from './estimates'
import { HOUSEHOLD_ROUTES } from './households'
import { INVOICE_ROUTES } from './invoices'
import { MESSAGE_ROUTES } from './messages'
import { ORDER_ROUTES } from './orders'
import { SESSION_ROUTES } from './session'
import { SETTLEMENT_ROUTES } from './settlements'

/** All that residents and the fee calculator can ask; one file a noun. */
export const RESIDENT_ROUTES: readonly Route[] = [
  ...SESSION_ROUTES,
  ...ESTIMATE_ROUTES,
  ...HOUSEHOLD_ROUTES,
  ...ORDER_ROUTES,
  ...CLAIM_ROUTES,
  ...INVOICE_ROUTES,
  ...MESSAGE_ROUTES,
  ...APPLICATION_ROUTES,
  ...SETTLEMENT_ROUTES,
]
