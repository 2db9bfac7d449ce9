import { PassThrough, type Readable } from 'node:stream'
import type { Context } from 'koa'
import { type ExcelColumn, writeExcel } from '../../files/excelFile'

interface FileFacts {
  content: Buffer | string | Readable
  type: string
  /** What the browser calls it when it saves it; without one it is shown in the page. */
  name?: string
  /** Shown in the page all the same, under that name. */
  inline?: boolean
}

/** An answer that is a file. No proxy and no browser keeps it. */
export class FileAnswer {
  constructor(private readonly facts: FileFacts) {}

  writeTo(context: Context): void {
    const { content, type, name, inline = name === undefined } = this.facts
    const disposition = inline ? 'inline' : 'attachment'
    context.type = type
    context.set('cache-control', 'private, no-store')
    context.set('x-content-type-options', 'nosniff')
    context.set(
      'content-disposition',
      name === undefined ? disposition : `${disposition}; filename*=UTF-8''${encodeURIComponent(name)}`,
    )
    context.body = content
  }
}

/** Answers with a file. */
export const file = (facts: FileFacts): FileAnswer => new FileAnswer(facts)

/** The most rows of one export: what is longer is narrowed down by the filters first. */
export const MAX_EXPORTED_ROWS = 100_000

/** An answer that is an Excel file of all rows, written as they come; only for those who may export. */
export class ExcelAnswer {
  constructor(
    private readonly write: (stream: PassThrough) => Promise<void>,
    private readonly name: string,
  ) {}

  writeTo(context: Context): void {
    const stream = new PassThrough()
    context.type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    context.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`${this.name}.xlsx`)}`)
    context.body = stream
    this.write(stream).catch((error: unknown) =>
      stream.destroy(error instanceof Error ? error : new Error(String(error))),
    )
  }
}

/** Answers with an Excel file of the rows (see writeExcel). */
export function excel<Row>(
  name: string,
  columns: readonly ExcelColumn<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): ExcelAnswer {
  return new ExcelAnswer((stream) => writeExcel(stream, name, columns, rows), name)
}

/** The first row of a page that begins at 1. */
export const offsetOf = ({ page, size }: { page: number; size: number }): number => (page - 1) * size

/** The rows that a list's query wants: a page of them, or for an Excel file all. */
export function rowsWanted(query: { format: 'json' | 'xlsx'; page: number; size: number }): {
  offset: number
  limit: number
} {
  return query.format === 'xlsx'
    ? { offset: 0, limit: MAX_EXPORTED_ROWS }
    : { offset: offsetOf(query), limit: query.size }
}
