import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:net'

/** What becomes of a COMMIT on its way: it never arrives, or it arrives and its answer is lost. Both cut the connection. */
export type Loss = 'commit' | 'answer'

/** A line between a program and its MariaDB that can be cut at the worst moment. */
export interface LossyLine {
  /** The database's address through this line. */
  url: string
  /** Cuts the next COMMIT's connection in this way; resolves when that has happened. */
  cutNext(loss: Loss): Promise<void>
  close(): Promise<void>
}

/** A text command of the MySQL protocol: three bytes of length, number 0, command 3, the text. */
const isCommit = (bytes: Buffer) =>
  bytes.length > 5 && bytes[3] === 0 && bytes[4] === 3 && /^COMMIT\b/i.test(bytes.subarray(5).toString())

/** Takes `mysql://…` of a server on the loopback. */
export async function openLossyLine(databaseUrl: string): Promise<LossyLine> {
  const target = new URL(databaseUrl)
  let armed: { loss: Loss; struck: () => void } | undefined
  const line = createServer((client) => {
    const database = connect(Number(target.port), target.hostname)
    let swallow = false
    client.on('data', (bytes) => {
      if (!armed || !isCommit(bytes)) return void database.write(bytes)
      const { loss, struck } = armed
      armed = undefined
      struck()
      if (loss === 'commit') return void client.destroy()
      swallow = true
      database.write(bytes)
    })
    database.on('data', (bytes) => (swallow ? client.destroy() : client.write(bytes)))
    client.on('error', () => client.destroy())
    database.on('error', () => database.destroy())
    client.on('close', () => database.destroy())
    database.on('close', () => client.destroy())
  })
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.port = String((line.address() as AddressInfo).port)
  return {
    url: url.href,
    cutNext: (loss) =>
      new Promise((struck) => {
        armed = { loss, struck }
      }),
    close: () => new Promise((resolve) => line.close(() => resolve())),
  }
}
