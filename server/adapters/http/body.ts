import type { Context } from 'koa'
import readRaw from 'raw-body'
import type { z } from 'zod'
import { HttpProblem } from './problems'
import { readAs } from './readAs'

const MOST_BYTES = 256 * 1024

/** The request's body as it came, byte by byte; 413 past the limit. */
export async function rawBody(context: Context, limit = MOST_BYTES): Promise<Buffer> {
  try {
    return await readRaw(context.req, { limit })
  } catch (error) {
    if ((error as { type?: string }).type === 'entity.too.large') throw new HttpProblem('too-large')
    throw new HttpProblem('invalid-request', { message: '请求没有完整送达' })
  }
}

/** Reads a JSON body of the given shape; 400 `invalid-request` with the field's path when it is not (contract.md). */
export async function validated<T extends z.ZodType>(context: Context, shape: T): Promise<z.output<T>> {
  const raw = await rawBody(context)
  context.state.rawBody = raw
  let document: unknown
  try {
    document = JSON.parse(raw.toString('utf8'))
  } catch {
    throw new HttpProblem('invalid-request', { message: '请求内容不是有效的 JSON' })
  }
  const read = readAs(shape, document)
  if ('problem' in read) throw read.problem
  return read.data
}
