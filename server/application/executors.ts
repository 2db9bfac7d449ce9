import type { Executors } from './approvals'
import { activateStaff } from './staff/activateStaff'
import { resetStaff } from './staff/resetStaff'

/** What each approved deed does; a deed without its executor does not compile. */
export const executors: Executors = {
  'add-staff': activateStaff,
  'reset-staff': resetStaff,
}
