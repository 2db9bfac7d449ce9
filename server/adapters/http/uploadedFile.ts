import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import busboy from 'busboy'
import type { Context } from 'koa'
import type { z } from 'zod'
import { HttpProblem } from './problems'
import { readAs } from './respond'

const MAX_FIELDS = 20
const MAX_FIELD_BYTES = 200

/** Room for one file, under a name that its sender gave. */
type Room = (name: string) => Promise<{ path: string; remove(): Promise<void> }>

/** A form with its fields in the given shape, and its one file as it lies in our folder until `remove` is called. */
export interface UploadedFile<T> {
  fields: T
  path: string
  remove(): Promise<void>
}

/**
 * Reads a form with one file in the field `file` (multipart/form-data), which is written to the disk as it comes, so that a
 * large one needs no memory: more than `mostBytes` is 413; another form, no file or a wrong field is `invalid-request`, and
 * nothing of the file stays. What type it claims to be is not looked at.
 */
export async function uploadedFile<T extends z.ZodType>(
  context: Context,
  shape: T,
  { room, mostBytes }: { room: Room; mostBytes: number },
): Promise<UploadedFile<z.output<T>>> {
  if (Number(context.get('content-length')) > mostBytes + MAX_FIELDS * MAX_FIELD_BYTES) {
    throw new HttpProblem('too-large')
  }
  const fields: Record<string, string> = {}
  let tooMuch = false
  let writing: Promise<{ path: string; remove(): Promise<void>; bytes: number }> | undefined

  async function write(stream: NodeJS.ReadableStream & { truncated?: boolean }, name: string) {
    const place = await room(name)
    let bytes = 0
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
    await pipeline(stream, createWriteStream(place.path)).catch(async (error: unknown) => {
      await place.remove()
      throw error
    })
    if (stream.truncated) tooMuch = true
    return { ...place, bytes }
  }

  try {
    const form = busboy({
      headers: context.req.headers,
      defParamCharset: 'utf8',
      limits: {
        files: 1,
        fileSize: mostBytes,
        fields: MAX_FIELDS,
        fieldSize: MAX_FIELD_BYTES,
        fieldNameSize: 50,
        headerPairs: 20,
      },
    })
    form.on('field', (name, value, { valueTruncated }) => {
      if (valueTruncated) tooMuch = true
      fields[name] = value
    })
    form.on('file', (name, stream, { filename }) => {
      if (name !== 'file') stream.resume()
      else {
        writing = write(stream, filename ?? 'file')
        // It is awaited below; a form that breaks off ends both.
        writing.catch(() => undefined)
      }
    })
    // What is beyond is not passed over: a form of which a part is missing would say something else.
    for (const limit of ['filesLimit', 'fieldsLimit'] as const) {
      form.on(limit, () => {
        tooMuch = true
      })
    }
    await pipeline(context.req, form)
  } catch {
    await writing?.then(({ remove }) => remove()).catch(() => undefined)
    throw new HttpProblem('invalid-request', { message: '上传的内容不完整，请重新上传' })
  }
  const written = await writing
  const refuse = async (problem: HttpProblem): Promise<never> => {
    await written?.remove()
    throw problem
  }
  if (tooMuch) return refuse(new HttpProblem('too-large'))
  if (!written || written.bytes === 0) {
    return refuse(new HttpProblem('invalid-request', { path: 'file', message: '请选择文件' }))
  }
  const read = readAs(shape, fields)
  return 'problem' in read ? refuse(read.problem) : { fields: read.data, path: written.path, remove: written.remove }
}
