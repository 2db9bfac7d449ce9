import type { ClosingsAnswer, ClosureView } from '../../../contract/consoleClosings'
import { get, query } from '../../api'

/** The newest closings of a company, more than the board shows days. */
export const loadClosings = (company: string): Promise<ClosingsAnswer> =>
  get<ClosingsAnswer>(`/closings${query({ company, size: 100 })}`)

/** The closing that locks a day; a closing locks quiet days before its own too. */
export const closureOf = (closures: readonly ClosureView[], date: string): ClosureView | undefined =>
  closures.find((closure) => closure.since <= date && date <= closure.date)
