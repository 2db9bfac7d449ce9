// A client that costs little beside the server that it measures: requests are bytes that were made before, one after the other on
// each connection.
import net from 'node:net'

/**
 * Sends these requests over so many connections until the time is over or none is left; gives how many were answered with 200,
 * in what time, and how long answers took, in milliseconds. `endless` begins again when all were sent. Throws on any other answer.
 */
export async function shootAt(port, { shots, connections, seconds, endless }) {
  const took = []
  let next = 0
  const began = performance.now()
  const until = began + seconds * 1000
  const more = () => performance.now() < until && (endless || next < shots.length)

  function connection() {
    return new Promise((resolve, reject) => {
      const socket = net.connect({ port, host: '127.0.0.1', noDelay: true })
      let sentAt = 0
      let heard = ''
      const send = () => {
        if (!more()) return socket.end()
        sentAt = performance.now()
        socket.write(shots[next++ % shots.length])
      }
      socket.on('connect', send).on('close', resolve).on('error', reject)
      socket.on('data', (bytes) => {
        heard += bytes.toString('latin1')
        const head = heard.indexOf('\r\n\r\n')
        if (head < 0) return
        const length = Number(/content-length: (\d+)/i.exec(heard)?.[1] ?? 0)
        if (heard.length < head + 4 + length) return
        if (!/^HTTP\/1\.1 20[04]/.test(heard)) return reject(new Error(heard.slice(0, 500)))
        heard = ''
        took.push(performance.now() - sentAt)
        send()
      })
    })
  }
  await Promise.all(Array.from({ length: connections }, connection))
  const sorted = took.sort((one, other) => one - other)
  const share = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]
  return {
    answered: took.length,
    seconds: (performance.now() - began) / 1000,
    p50: share(0.5),
    p99: share(0.99),
  }
}

/** A request as bytes. */
export function requestOf({ path, headers, body }) {
  const lines = Object.entries({ host: '127.0.0.1', ...headers, 'content-length': body.length })
  const head = `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  return Buffer.concat([Buffer.from(head), body])
}
