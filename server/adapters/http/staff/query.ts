import type { Context } from 'koa'
import { worksFor } from '../../../domain/staff/staff'
import { HttpProblem } from '../problems'
import { onDuty } from './staffAuth'

/** The company to which a list is limited: the one asked for, or the asker's own; undefined for all. Another's is a 404. */
export function companyScope(context: Context, asked: string | undefined): string | undefined {
  const { staff } = onDuty(context)
  if (asked !== undefined) {
    if (!worksFor(staff, asked)) throw new HttpProblem('not-found')
    return asked
  }
  return worksFor(staff, '*') ? undefined : staff.company
}
