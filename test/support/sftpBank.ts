import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { Server, utils } from 'ssh2'
import { fingerprintOf } from '../../server/adapters/inbox/settings'

const { STATUS_CODE, OPEN_MODE } = utils.sftp
const FOLDER = '/out'
const WRITTEN_AT = 1_795_200_000

/** A key pair that ssh2 can read itself: of its own Ed25519 keys it cannot read every one. */
function newKey() {
  for (;;) {
    const { private: text } = utils.generateKeyPairSync('ed25519')
    const parsed = utils.parseKey(text)
    if (!(parsed instanceof Error)) return { text, parsed }
  }
}

/** How the bank's server misbehaves. */
export interface SftpFaults {
  /** Hangs up after so many bytes of a file. */
  hangUpAfter?: number
  /** What a file's size is said to be. */
  saysSize?: number
  /** Never ends a file. */
  endless?: boolean
  /** A name that is listed beside the files. */
  listsToo?: string
}

/** A bank's SFTP server on loopback: one user, one folder, read and delete. */
export async function startSftpBank(root: string) {
  const folder = path.join(root, 'bank-out')
  mkdirSync(folder, { recursive: true })
  const host = newKey()
  const client = newKey()
  const allowed = client.parsed
  const faults: SftpFaults = {}
  const seen = { reads: 0, logins: 0 }
  let changes = 0
  const local = (remote: string) => path.join(folder, path.posix.relative(FOLDER, remote))

  const server = new Server({ hostKeys: [host.text] }, (connection) => {
    connection.on('error', () => undefined)
    connection.on('authentication', (attempt) => {
      if (attempt.method === 'password' && attempt.username === 'heat' && attempt.password === 'secret') {
        return attempt.accept()
      }
      if (attempt.method !== 'publickey' || attempt.username !== 'heat')
        return attempt.reject(['publickey', 'password'])
      if (!attempt.key.data.equals(allowed.getPublicSSH())) return attempt.reject()
      if (attempt.signature && attempt.blob && !allowed.verify(attempt.blob, attempt.signature, attempt.hashAlgo)) {
        return attempt.reject()
      }
      seen.logins += attempt.signature ? 1 : 0
      attempt.accept()
    })
    connection.on('session', (accept) => {
      accept().on('sftp', (acceptSftp) => {
        const sftp = acceptSftp()
        const files = new Map<number, { fd: number; sent: number } | { names: string[] }>()
        let handles = 0
        const handleOf = (value: { fd: number; sent: number } | { names: string[] }) => {
          const buffer = Buffer.alloc(4)
          buffer.writeUInt32BE(++handles)
          files.set(handles, value)
          return buffer
        }
        const attrsOf = (name: string) => {
          const { size, mtimeMs } = statSync(name)
          const mtime = Math.floor(mtimeMs / 1000)
          return { mode: 0o100644, uid: 0, gid: 0, size: faults.saysSize ?? size, atime: mtime, mtime }
        }
        const stat = (id: number, remote: string) => {
          if (remote === FOLDER) {
            sftp.attrs(id, { mode: 0o040755, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 })
            return
          }
          try {
            sftp.attrs(id, attrsOf(local(remote)))
          } catch {
            sftp.status(id, STATUS_CODE.NO_SUCH_FILE)
          }
        }
        sftp.on('REALPATH', (id, remote) => sftp.name(id, [{ filename: remote, longname: remote, attrs: {} as never }]))
        sftp.on('STAT', stat)
        sftp.on('LSTAT', stat)
        sftp.on('FSTAT', (id, handle) => {
          const open = files.get(handle.readUInt32BE(0))
          if (open && 'fd' in open) sftp.attrs(id, { mode: 0o100644, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 })
          else sftp.status(id, STATUS_CODE.FAILURE)
        })
        sftp.on('OPENDIR', (id, remote) =>
          remote === FOLDER
            ? sftp.handle(
                id,
                handleOf({ names: [...readdirSync(folder), ...(faults.listsToo ? [faults.listsToo] : [])] }),
              )
            : sftp.status(id, STATUS_CODE.NO_SUCH_FILE),
        )
        sftp.on('READDIR', (id, handle) => {
          const open = files.get(handle.readUInt32BE(0))
          if (!open || !('names' in open) || open.names.length === 0) return sftp.status(id, STATUS_CODE.EOF)
          const names = open.names.splice(0)
          return sftp.name(
            id,
            names.map((filename) => ({
              filename,
              longname: `-rw-r--r-- 1 bank bank 0 Nov 22 00:00 ${filename}`,
              attrs:
                filename === faults.listsToo
                  ? { mode: 0o100644, uid: 0, gid: 0, size: 9, atime: 1, mtime: 1 }
                  : attrsOf(path.join(folder, filename)),
            })),
          )
        })
        sftp.on('OPEN', (id, remote, flags) => {
          try {
            if (flags !== OPEN_MODE.READ) throw new Error('read only')
            sftp.handle(id, handleOf({ fd: openSync(local(remote), 'r'), sent: 0 }))
            seen.reads += 1
          } catch {
            sftp.status(id, STATUS_CODE.NO_SUCH_FILE)
          }
        })
        sftp.on('READ', (id, handle, offset, length) => {
          const open = files.get(handle.readUInt32BE(0))
          if (!open || !('fd' in open)) return sftp.status(id, STATUS_CODE.FAILURE)
          if (faults.hangUpAfter !== undefined && open.sent >= faults.hangUpAfter) {
            connection.end()
            return
          }
          if (faults.endless) return sftp.data(id, Buffer.alloc(length, 0x20))
          const buffer = Buffer.alloc(Math.min(length, faults.hangUpAfter ?? length))
          const bytes = readSync(open.fd, buffer, 0, buffer.length, offset)
          open.sent += bytes
          return bytes === 0 ? sftp.status(id, STATUS_CODE.EOF) : sftp.data(id, buffer.subarray(0, bytes))
        })
        sftp.on('CLOSE', (id, handle) => {
          const open = files.get(handle.readUInt32BE(0))
          if (open && 'fd' in open) closeSync(open.fd)
          files.delete(handle.readUInt32BE(0))
          sftp.status(id, STATUS_CODE.OK)
        })
        sftp.on('REMOVE', (id, remote) => {
          rmSync(local(remote))
          sftp.status(id, STATUS_CODE.OK)
        })
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const fingerprint = fingerprintOf(host.parsed.getPublicSSH())

  return {
    folder,
    faults,
    seen,
    fingerprint,
    /** Puts a file there, as the bank would. */
    put(name: string, bytes: string | Buffer) {
      writeFileSync(path.join(folder, name), bytes)
      // SFTP tells whole seconds: what a story puts there one after the other is minutes apart.
      changes += 1
      utimesSync(path.join(folder, name), WRITTEN_AT + changes * 60, WRITTEN_AT + changes * 60)
    },
    /** Writes bank-inbox.json and its key into a folder. */
    configure(keys: string, places: readonly object[]) {
      mkdirSync(keys, { recursive: true })
      writeFileSync(path.join(keys, 'bank.key'), client.text)
      writeFileSync(path.join(keys, 'bank.password'), 'secret\n')
      const common = {
        host: '127.0.0.1',
        port,
        user: 'heat',
        keyFile: 'bank.key',
        hostKey: fingerprint,
        folder: FOLDER,
      }
      const all = places.map((place) => {
        const { keyFile, ...rest } = { ...common, ...place } as Record<string, unknown>
        return 'passwordFile' in rest ? rest : { ...rest, keyFile }
      })
      writeFileSync(path.join(keys, 'bank-inbox.json'), JSON.stringify({ places: all }))
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
export type SftpBank = Awaited<ReturnType<typeof startSftpBank>>
