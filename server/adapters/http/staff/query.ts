import type { Context } from 'koa'
import { worksFor } from '../../../domain/staff/staff'
import { HttpProblem } from '../problems'
import { onDuty } from './staffAuth'

export { queried } from '../queried'

/** The company to which a list is limited: the one asked for, or the asker's own; undefined for all. Another's is a 404. */
export function companyScope(context: Context, asked: string | undefined): string | undefined {
  const { staff } = onDuty(context)
  if (asked !== undefined) {
    if (!worksFor(staff, asked)) throw new HttpProblem('not-found')
    return asked
  }
  return worksFor(staff, '*') ? undefined : staff.company
}

/** The first row of a page that begins at 1. */
export const offsetOf = ({ page, size }: { page: number; size: number }) => (page - 1) * size

/** Lets only those export who may. */
export function rowsWanted(query: { format: 'json' | 'xlsx'; page: number; size: number }, most: number) {
  return query.format === 'xlsx' ? { offset: 0, limit: most } : { offset: offsetOf(query), limit: query.size }
}
