import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Context } from 'koa'

/** An answer in the bytes that go over the wire, and by what a browser knows it again. */
interface Prepared {
  plain: Buffer
  gzip: Buffer
  etag: string
}

const prepared = new WeakMap<object, Prepared>()

function prepare(answer: object): Prepared {
  const plain = Buffer.from(JSON.stringify(answer))
  // Weak: the same answer in another encoding is the same answer.
  const etag = `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 27)}"`
  const made = { plain, gzip: gzipSync(plain), etag }
  prepared.set(answer, made)
  return made
}

/**
 * Writes an answer that is the same for everybody. It is made into bytes once, as long as the verb gives the same object; a browser
 * may keep it, and asks whether it has changed: then there is nothing to send (304).
 */
export function answerForAll(context: Context, answer: object): void {
  const { plain, gzip, etag } = prepared.get(answer) ?? prepare(answer)
  context.set('cache-control', 'no-cache')
  context.set('etag', etag)
  context.vary('accept-encoding')
  context.status = 200
  if (context.fresh) {
    context.status = 304
    return
  }
  context.type = 'application/json; charset=utf-8'
  const zipped = context.acceptsEncodings('gzip', 'identity') === 'gzip'
  if (zipped) context.set('content-encoding', 'gzip')
  context.body = zipped ? gzip : plain
}
