import { pipeline } from 'node:stream/promises'
import busboy from 'busboy'
import type { Context } from 'koa'
import readRaw from 'raw-body'
import type { z } from 'zod'
import { HttpProblem } from './problems'
import { readAs } from './respond'

const MAX_FIELDS = 20

const MAX_FIELD_BYTES = 2000

function upTo(most: number) {
  return async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let read = 0
    for await (const chunk of source) {
      read += chunk.length
      if (read > most) throw new Error('too long')
      yield chunk
    }
  }
}

/** A form with its fields in the given shape, and the bytes of its files by the name of their field. */
export interface UploadedForm<T> {
  fields: T
  files: Map<string, Buffer>
}

/**
 * Reads a form with photos (multipart/form-data), in bounded memory: at most `fileNames.length` files of at most
 * `mostBytes` each, else 413; another form, a missing file or a field of the wrong shape is `invalid-request`. What a file
 * is called and what type it claims to be is not looked at.
 */
export async function uploaded<T extends z.ZodType>(
  context: Context,
  shape: T,
  { fileNames, mostBytes }: { fileNames: readonly string[]; mostBytes: number },
): Promise<UploadedForm<z.output<T>>> {
  const most = mostBytes * fileNames.length + MAX_FIELDS * MAX_FIELD_BYTES
  if (Number(context.get('content-length')) > most) throw new HttpProblem('too-large')
  const fields: Record<string, string> = {}
  const files = new Map<string, Buffer>()
  let tooMuch = false
  await parse(context, (form) => {
    form.on('field', (name, value, { valueTruncated }) => {
      if (valueTruncated) tooMuch = true
      fields[name] = value
    })
    form.on('file', (name, stream) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      // A form that is cut off ends its file with an error; the pipeline below reports it.
      stream.on('error', () => chunks.splice(0))
      stream.on('limit', () => {
        tooMuch = true
        chunks.length = 0
      })
      stream.on('end', () => {
        if (fileNames.includes(name)) files.set(name, Buffer.concat(chunks))
      })
    })
    for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
      form.on(limit, () => {
        tooMuch = true
      })
    }
  })
  if (tooMuch) throw new HttpProblem('too-large')
  for (const name of fileNames) {
    if (!files.get(name)?.length) throw new HttpProblem('invalid-request', { path: name, message: '请上传照片' })
  }
  const read = readAs(shape, fields)
  if ('problem' in read) throw read.problem
  return { fields: read.data, files }

  async function parse(from: Context, listen: (form: busboy.Busboy) => void): Promise<void> {
    try {
      const form = busboy({
        headers: from.req.headers,
        limits: {
          files: fileNames.length,
          fileSize: mostBytes,
          fields: MAX_FIELDS,
          fieldSize: MAX_FIELD_BYTES,
          fieldNameSize: 100,
          parts: MAX_FIELDS + fileNames.length,
          headerPairs: 20,
        },
      })
      listen(form)
      // What announces no length is cut off where it is too long.
      await pipeline(from.req, upTo(most), form)
    } catch {
      throw new HttpProblem('invalid-request', { message: '上传的内容不完整，请重新上传' })
    }
  }
}

const MAX_BYTES = 256 * 1024

/** The request's body as it came, byte by byte; 413 past the limit. */
export async function rawBody(context: Context, limit = MAX_BYTES): Promise<Buffer> {
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
