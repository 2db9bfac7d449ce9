import { z } from 'zod'
import { compactDay } from './day'

export const bankId = z.string().regex(/^[a-z][a-z0-9-]{0,26}$/, '银行代号由小写字母、数字和连字符组成')

/** `{company}` is the company's name, `{yyyyMMdd}` the day. */
export const fileName = z.string().min(1)

/** The name under which a bank delivers a day's file. */
export function fileNameOf(template: { fileName: string }, company: string, date: string): string {
  return template.fileName.replace('{company}', company).replace('{yyyyMMdd}', compactDay(date))
}
