import { randomBytes } from 'node:crypto'
import { send, wechatPaid } from './notify'
import type { AtConsole } from './staff'
import type { World } from './world'

let paid = 0

/** A genuine notification of a payment that nobody asked for; gives how long its acknowledgement took, in milliseconds. */
export async function acknowledged(world: World): Promise<number> {
  paid += 1
  const transactionId = `42000${randomBytes(8).toString('hex')}${paid}`.slice(0, 28)
  const notification = wechatPaid(world, 'lanzhou', { orderNo: `HPNOBODY${paid}`, amountFen: 100, transactionId })
  const began = performance.now()
  const { status } = await send(world, notification)
  if (status !== 200) throw new Error(`not acknowledged: ${status}`)
  return performance.now() - began
}

/** How long each acknowledgement takes, one after the other, while a work is under way, or so many of them. */
export async function acknowledgementsDuring(world: World, work: Promise<unknown> | number): Promise<number[]> {
  const took: number[] = []
  let isOver = false
  if (typeof work !== 'number') {
    void work.finally(() => {
      isOver = true
    })
  }
  while (typeof work === 'number' ? took.length < work : !isOver) {
    took.push(await acknowledged(world))
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return took
}

/** Hands a file of meter readings in at the console, as it is. */
export async function handIn({ headers }: AtConsole, world: World, bytes: Buffer, fileName: string) {
  const query = new URLSearchParams({ company: 'lanzhou', season: '2025-2026', fileName })
  const answered = await fetch(`${world.url}/console/api/settlements/readings?${query}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  })
  return { status: answered.status, text: await answered.text() }
}
