import type { ApplicationView } from '../../contract/applications'

/** The application that is still under way; undefined when another may be made. */
export function liveOf(applications: readonly ApplicationView[]): ApplicationView | undefined {
  return applications.find(({ mayWithdraw }) => mayWithdraw)
}
