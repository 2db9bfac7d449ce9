import { z } from 'zod'
import { type CivilDate, daysFromTo, daysOfMonth } from '../../domain/calendar/civilDate'

/** Year, month and day as digits → civil day; undefined for a day that does not exist. */
function civilDayFrom(year: string, month: string, day: string): CivilDate | undefined {
  if (!/^\d{4}$/.test(year) || !/^\d{2}$/.test(month) || !/^\d{2}$/.test(day)) return undefined
  const last = daysOfMonth(Number(year), Number(month))
  return Number(year) > 0 && Number(day) >= 1 && Number(day) <= last ? `${year}-${month}-${day}` : undefined
}

/** `20261101` → `2026-11-01`; undefined for what is no day. */
export function compactToDay(text: string): CivilDate | undefined {
  return text.length === 8 ? civilDayFrom(text.slice(0, 4), text.slice(4, 6), text.slice(6)) : undefined
}

/** `261101` → `2026-11-01`: two digits of the year are of this century. */
export function shortToDay(text: string): CivilDate | undefined {
  return text.length === 6 ? compactToDay(`20${text}`) : undefined
}

/** `1231` near 2027-01-01 → `2026-12-31`: the day without a year that is the nearest to another day. */
export function monthDayNear(text: string, near: CivilDate): CivilDate | undefined {
  if (text.length !== 4) return undefined
  const year = Number(near.slice(0, 4))
  const days = [year - 1, year, year + 1].flatMap(
    (one) => civilDayFrom(String(one).padStart(4, '0'), text.slice(0, 2), text.slice(2)) ?? [],
  )
  const far = (day: CivilDate) => Math.abs(daysFromTo(near, day))
  return days.sort((a, b) => far(a) - far(b))[0]
}

/** `2026-11-01` → `20261101`. */
export const compactDay = (date: CivilDate): string => date.replaceAll('-', '')

/** `2026-11-01` → `261101`. */
export const shortDay = (date: CivilDate): string => compactDay(date).slice(2)

export const bankId = z.string().regex(/^[a-z][a-z0-9-]{0,26}$/, '银行代号由小写字母、数字和连字符组成')

/** `{company}` is the company's name, `{yyyyMMdd}` the day. */
export const fileName = z.string().min(1)

/** The name under which a bank delivers a day's file. */
export function fileNameOf(template: { fileName: string }, company: string, date: string): string {
  return template.fileName.replace('{company}', company).replace('{yyyyMMdd}', compactDay(date))
}
