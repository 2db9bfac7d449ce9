import { createReadStream, createWriteStream, mkdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Channel } from '../../contract/channelWords'
import type { Reply } from '../http/exchange'
import { randomText } from '../random'
import type { BillFile } from '../store/billFiles'
import type { World } from '../world'

/** Business bill or account bill, as both channels have them. */
export type BillKind = 'trade' | 'fundflow'

/** Gathers small texts into pieces that are worth passing on. */
export function* gathered(lines: Iterable<string>, encode: (text: string) => Buffer): Generator<Buffer, void> {
  let text = ''
  for (const line of lines) {
    text += line
    if (text.length < 65_536) continue
    yield encode(text)
    text = ''
  }
  if (text !== '') yield encode(text)
}

export interface NewBill {
  channel: Channel
  company: string
  merchant: string
  fileName: string
  type: string
  /** How long the address is good for, in milliseconds on the sandbox's clock. */
  life: number
  content: Iterable<Buffer> | AsyncIterable<Buffer>
  through?: NodeJS.ReadWriteStream
}

/** Writes a bill behind a new token (cut short under a fault); gives the token. Files whose time is over go first. */
export async function keepBill(world: World, bill: NewBill): Promise<string> {
  const folder = path.join(world.dataDir, 'sandbox', 'bills')
  mkdirSync(folder, { recursive: true })
  const now = world.clock.now()
  for (const old of world.store.billFiles.removeExpired(now)) rmSync(old.path, { force: true })
  const token = randomText(64)
  const file = path.join(folder, token)
  const source = Readable.from(bill.content)
  const target = createWriteStream(file)
  if (bill.through) await pipeline(source, bill.through, target)
  else await pipeline(source, target)
  if (world.faults.strikes('billCut', { channel: bill.channel, company: bill.company }))
    truncateSync(file, Math.floor(statSync(file).size * 0.7))
  const { channel, merchant, fileName, type } = bill
  world.store.billFiles.add({ token, channel, merchant, path: file, fileName, type, expiresAt: now + bill.life })
  return token
}

/** The bill of a token as long as it is good; undefined after that. */
export function findBill(world: World, channel: Channel, token: string): BillFile | undefined {
  const bill = world.store.billFiles.get(token)
  return bill && bill.channel === channel && bill.expiresAt > world.clock.now() ? bill : undefined
}

/** A bill on its way out, without any signature, as both channels send them. */
export function billReply(bill: BillFile): Reply {
  return {
    status: 200,
    headers: {
      'content-type': bill.type,
      'content-length': String(statSync(bill.path).size),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(bill.fileName)}`,
    },
    body: createReadStream(bill.path),
  }
}
