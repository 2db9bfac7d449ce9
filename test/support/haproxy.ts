import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Agent } from 'undici'
import { PROJECT } from './ports'
import { freePort } from './processes'

const PROGRAM = '/usr/sbin/haproxy'

/** Whether this machine has the program that stands before the servers in production. */
export const hasHaproxy = () => existsSync(PROGRAM)

/** HAProxy by the file that is delivered (deploy/haproxy.cfg), with a certificate of its own. */
export interface Haproxy {
  url: string
  /** Believes that certificate. */
  dispatcher: Agent
  close(): Promise<void>
}

/** Starts it before two servers, given as host:port; `rate` is how much one address may ask in ten seconds. */
export async function startHaproxy(folder: string, servers: readonly [string, string], rate: number): Promise<Haproxy> {
  const [key, certificate] = [path.join(folder, 'tls.key'), path.join(folder, 'tls.crt')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, '-keyout', key, '-out', certificate],
    { stdio: 'ignore' },
  )
  const both = path.join(folder, 'tls.pem')
  writeFileSync(both, readFileSync(certificate, 'utf8') + readFileSync(key, 'utf8'))
  const port = await freePort()
  const env = {
    HEATPAY_BIND: `127.0.0.1:${port}`,
    HEATPAY_CERT: both,
    HEATPAY_A: servers[0],
    HEATPAY_B: servers[1],
    HEATPAY_RATE: String(rate),
  }
  const file = path.join(PROJECT, 'deploy', 'haproxy.cfg')
  execFileSync(PROGRAM, ['-c', '-q', '-f', file], { env: { PATH: process.env.PATH, ...env } })
  const child: ChildProcess = spawn(PROGRAM, ['-db', '-f', file], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'ignore'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const dispatcher = new Agent({ connect: { ca: readFileSync(certificate) } })
  return {
    url: `https://localhost:${port}`,
    dispatcher,
    async close() {
      await dispatcher.close()
      child.kill('SIGTERM')
      await ended
    },
  }
}
