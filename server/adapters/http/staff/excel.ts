import { PassThrough } from 'node:stream'
import type { Context } from 'koa'
import { may } from '../../../domain/staff/roles'
import { type ExcelColumn, writeExcel } from '../../files/excelFile'
import { HttpProblem } from '../problems'
import { onDuty } from './staffAuth'

export { type ExcelColumn, inert } from '../../files/excelFile'

/** The most rows of one export: what is longer is narrowed down by the filters first. */
export const MOST_EXPORTED = 100_000

/** Answers with an Excel file of all rows, written as they come, to those who may export (see writeExcel). */
export async function sendExcel<Row>(
  context: Context,
  name: string,
  columns: readonly ExcelColumn<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): Promise<void> {
  if (!may(onDuty(context).staff.role, 'export')) throw new HttpProblem('not-allowed')
  const stream = new PassThrough()
  context.type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  context.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.xlsx`)}`)
  context.body = stream
  writeExcel(stream, name, columns, rows).catch((error: unknown) =>
    stream.destroy(error instanceof Error ? error : new Error(String(error))),
  )
}
