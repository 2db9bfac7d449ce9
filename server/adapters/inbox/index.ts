import path, { posix } from 'node:path'
import SftpClient from 'ssh2-sftp-client'
import type { BankInbox, InboxFolder, Unreachable } from '../../application/ports/fileFetches'
import { isPlainName } from '../../domain/reconciliation/channelFile'
import { writeWhole } from '../files/wholeFile'
import { type InboxSettings, isKnownHost, loginOf, type SftpFolder } from './settings'

const CONNECT_MS = 15_000
/** No file of counter payments comes near this; it stops what would fill the disk (faults.md, Files). */
export const MAX_BYTES = 512 * 1024 * 1024
const COMPANION_BYTES = 4096
/** Of a whole visit, so that a bank which dribbles does not hold its folder for ever. */
const VISIT_MS = 10 * 60_000
const NO_SUCH_FILE = 2
const PERMISSION_DENIED = 3

class HostKeyDiffers extends Error {}

/** Names a failure for the log; never with a path or an address in it. */
function codeOf(error: unknown): string {
  if (error instanceof HostKeyDiffers) return 'HOST_KEY_DIFFERS'
  const { code, message } = Object(error) as { code?: unknown; message?: unknown }
  // ssh2 has no code for it, only this sentence.
  if (String(message).includes('authentication methods failed')) return 'LOGIN_REFUSED'
  if (isGone(error)) return 'NO_SUCH_FOLDER'
  if (code === PERMISSION_DENIED) return 'NOT_ALLOWED'
  return code === undefined || code === null ? 'SFTP' : String(code)
}

const unreachable = (error: unknown): Unreachable => ({ outcome: 'unreachable', code: codeOf(error) })
const isGone = (error: unknown) =>
  [NO_SUCH_FILE, 'ENOENT'].some((code) => code === (Object(error) as { code?: unknown }).code)

/** The folders in which banks leave files, reached over SFTP; the host's key is checked at every visit. */
export function sftpInbox(
  { places, folder: secrets }: InboxSettings,
  { mostBytes = MAX_BYTES }: { mostBytes?: number } = {},
): BankInbox {
  const placeOf = ({ company, bank }: InboxFolder): SftpFolder => {
    const found = places.find((one) => one.company === company && one.bank === bank)
    if (!found) throw new Error(`no folder of bank ${bank} for ${company}`)
    return found
  }

  /** Connects, does the work and hangs up. Whatever goes wrong on the way is `unreachable`, but what the work itself tells. */
  async function visit<T>(
    of: InboxFolder,
    work: (client: SftpClient, place: SftpFolder) => Promise<T>,
  ): Promise<T | Unreachable> {
    const place = placeOf(of)
    const client = new SftpClient('bank-inbox', {
      error: () => undefined,
      end: () => undefined,
      close: () => undefined,
    })
    let strange = false
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(Object.assign(new Error('late'), { code: 'TIMEOUT' })), VISIT_MS)
    })
    const visiting = async () => {
      await client.connect({
        host: place.host,
        port: place.port,
        username: place.user,
        ...loginOf(place, secrets),
        readyTimeout: CONNECT_MS,
        hostVerifier: (key: Buffer) => {
          strange = !isKnownHost(key, place.hostKey)
          return !strange
        },
      })
      return work(client, place)
    }
    try {
      return await Promise.race([visiting(), late])
    } catch (error) {
      return unreachable(strange ? new HostKeyDiffers() : error)
    } finally {
      clearTimeout(timer)
      await client.end().catch(() => undefined)
    }
  }

  const at = (place: SftpFolder, name: string) => posix.join(place.folder, name)

  return {
    places: () => places.map(({ company, bank }) => ({ company, bank })),

    list: (of) =>
      visit(of, async (client, place) => {
        const listed = await client.list(place.folder)
        const files = listed.filter(({ type }) => type === '-')
        return {
          outcome: 'looked' as const,
          files: files.map(({ name, size, modifyTime }) => ({ name, size, modifiedAt: modifyTime })),
        }
      }),

    take: (of, name, folder) =>
      visit(of, async (client, place) => {
        if (!isPlainName(name)) return { outcome: 'gone' as const }
        try {
          const { size } = await client.stat(at(place, name))
          if (size > mostBytes) return { outcome: 'too-large' as const }
          const file = path.join(folder, name)
          const content = wholeFile(client, at(place, name), size)
          const written = await writeWhole(file, content, { maxBytes: mostBytes, digest: 'md5' })
          return written
            ? { outcome: 'taken' as const, path: file, md5: written.digest }
            : { outcome: 'too-large' as const }
        } catch (error) {
          if (isGone(error)) return { outcome: 'gone' as const }
          throw error
        }
      }),

    read: (of, name) =>
      visit(of, async (client, place) => {
        try {
          const parts: Buffer[] = []
          let bytes = 0
          for await (const part of client.createReadStream(at(place, name)) as AsyncIterable<Buffer>) {
            parts.push(part)
            bytes += part.length
            if (bytes > COMPANION_BYTES) break
          }
          return { outcome: 'read' as const, text: Buffer.concat(parts).toString('latin1') }
        } catch (error) {
          if (isGone(error)) return { outcome: 'gone' as const }
          throw error
        }
      }),

    async done(of, names) {
      if (!placeOf(of).deleteAfter) return
      await visit(of, async (client, place) => {
        for (const name of names) await client.delete(at(place, name), true)
      })
    },
  }
}

/** The bytes of a remote file; throws where the line breaks before all that the folder had promised are here. */
async function* wholeFile(client: SftpClient, path: string, size: number): AsyncGenerator<Buffer> {
  let bytes = 0
  const closed = new Promise<never>((_, reject) => {
    client.on('close', () => reject(Object.assign(new Error('cut off'), { code: 'CUT_OFF' })))
  })
  closed.catch(() => undefined)
  const stream = client.createReadStream(path)
  const parts = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  for (;;) {
    const next = await Promise.race([parts.next(), closed])
    if (next.done) break
    bytes += next.value.length
    yield next.value
  }
  if (bytes < size) throw Object.assign(new Error('cut off'), { code: 'CUT_OFF' })
}
