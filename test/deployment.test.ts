import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseAllDocuments, parseDocument } from 'yaml'
import { z } from 'zod'
import { readyAnswer } from '../contract/ready'
import { readSettings, SETTING_NAMES } from '../server/settings'
import { emptyPlace } from './support/engines'
import { PROJECT } from './support/ports'
import { buildServer } from './support/processes'
import { productionOf } from './support/production'
import { sourcesBelow } from './support/sources'
import { eventually } from './support/world'

const DEPLOY = path.join(PROJECT, 'deploy')
const text = (name: string) => readFileSync(path.join(DEPLOY, name), 'utf8')

/** Names that mean something to the container’s own programs. */
const OF_OTHERS = /^(NODE_ENV|TZ|MARIADB_\w+|HEATPAY_(BIND|CERT|A|B|RATE))$/

/** NAME=value of an environment file; what is commented out counts as named, too. */
function variablesOf(file: string, { all = false } = {}): Record<string, string> {
  const line = all ? /^#? ?([A-Z][A-Z_]+)=(.*)$/gm : /^([A-Z][A-Z_]+)=(.*)$/gm
  return Object.fromEntries([...text(file).matchAll(line)].map(([, name = '', value = '']) => [name, value]))
}

const compose = parseDocument(text('compose.yaml'), { merge: true }).toJS() as {
  services: Record<
    string,
    {
      image: string
      read_only?: boolean
      cap_drop?: string[]
      environment?: Record<string, string>
      volumes?: string[]
      stop_grace_period?: string
      mem_limit?: string
      depends_on?: unknown
      command?: string[]
      env_file?: string
      tmpfs?: string[]
    }
  >
  volumes: object
}
const manifests = parseAllDocuments(text('kubernetes/heatpay.yaml')).map((document) => {
  expect(document.errors).toEqual([])
  return document.toJS() as { kind: string; metadata: { name: string }; spec: Record<string, unknown> }
})
const kind = (name: string) => {
  const found = manifests.find((manifest) => manifest.kind === name)
  if (!found) throw new Error(`no ${name}`)
  return found
}

const container = z.object({
  image: z.string(),
  command: z.array(z.string()).optional(),
  env: z.array(z.object({ name: z.string(), value: z.string() })),
  envFrom: z.array(z.object({ secretRef: z.object({ name: z.literal('heatpay') }) })),
  securityContext: z.object({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string(), readOnly: z.boolean().optional() })),
})
const pod = z.object({
  automountServiceAccountToken: z.literal(false),
  securityContext: z
    .object({ runAsNonRoot: z.literal(true), runAsUser: z.literal(10001), fsGroup: z.literal(10001) })
    .loose(),
  volumes: z.array(z.object({ name: z.string() }).loose()),
})
const probe = (at: string) => z.object({ httpGet: z.object({ path: z.literal(at), port: z.literal('http') }) }).loose()

describe('files for deployment', () => {
  test('name no variable that nobody reads', () => {
    const named = new Set([
      ...Object.keys(variablesOf('heatpay.env.example', { all: true })),
      ...Object.values(compose.services).flatMap(({ environment }) => Object.keys(environment ?? {})),
      ...[...text('Dockerfile').matchAll(/\b([A-Z][A-Z_]+)=/g)].map(([, name = '']) => name),
      ...readdirSync(path.join(DEPLOY, 'systemd')).flatMap((unit) =>
        [...text(`systemd/${unit}`).matchAll(/^Environment=(.*)$/gm)].flatMap(([, set = '']) =>
          set.split(' ').map((one) => one.split('=')[0] ?? ''),
        ),
      ),
      ...[...text('kubernetes/heatpay.yaml').matchAll(/\{ name: ([A-Z][A-Z_]+), value/g)].map(([, name = '']) => name),
    ])
    expect(named.size).toBeGreaterThan(20)
    expect([...named].filter((name) => !SETTING_NAMES.includes(name) && !OF_OTHERS.test(name))).toEqual([])
    const asked = [...text('haproxy.cfg').matchAll(/\$\{(\w+)\}|env\((\w+)\)/g)].map(([, one, other]) => one ?? other)
    expect(Object.keys(compose.services.proxy?.environment ?? {}).sort()).toEqual([...new Set(asked)].sort())
  })

  test('give a server as long to end as it may take', () => {
    const { DRAIN_SECONDS, END_SECONDS } = variablesOf('heatpay.env.example')
    const least = Number(DRAIN_SECONDS) + Number(END_SECONDS) + 10
    for (const name of ['server-a', 'server-b'])
      expect(Number.parseInt(compose.services[name]?.stop_grace_period ?? '', 10)).toBeGreaterThanOrEqual(least)
    expect(Number(/TimeoutStopSec=(\d+)/.exec(text('systemd/heatpay@.service'))?.[1])).toBeGreaterThanOrEqual(least)
    const template = kind('Deployment').spec.template as { spec: { terminationGracePeriodSeconds: number } }
    expect(template.spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(least)
  })

  test('the image has its own user, starts as the unit does, and copies only what is there', () => {
    const stages = text('Dockerfile').split(/^FROM /m)
    const last = stages.at(-1) ?? ''
    expect(last).toMatch(/^USER 10001:10001$/m)
    expect(last).toContain('CMD ["node", "dist/app/server/main.js"]')
    expect(text('systemd/heatpay@.service')).toContain('ExecStart=/usr/bin/node dist/app/server/main.js')
    expect(last).not.toMatch(/apt-get|npm /)
    const copied = [...text('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) =>
      names.split(' '),
    )
    expect(copied.length).toBeGreaterThan(5)
    expect(copied.filter((name) => !existsSync(path.join(PROJECT, name)))).toEqual([])
    expect(text('Dockerfile')).toMatch(/node scripts\/checkLock\.mjs[\s\S]*npm ci --ignore-scripts/)
  })

  test('two servers with a read-only root stand behind the proxy, each with limits', () => {
    const { services, volumes } = compose
    for (const name of ['server-a', 'server-b', 'backup']) {
      const service = services[name]
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], tmpfs: ['/tmp'], env_file: 'heatpay.env' })
      expect(service?.mem_limit).toMatch(/^\d+g$/)
      const mounted = (service?.volumes ?? []).map((volume) => volume.split(':'))
      for (const [from = ''] of mounted) expect(from.startsWith('./') || Object.hasOwn(volumes, from)).toBe(true)
    }
    expect(services.proxy?.environment).toMatchObject({ HEATPAY_A: 'server-a:8080', HEATPAY_B: 'server-b:8080' })
    expect(services.database?.command).toEqual(
      expect.arrayContaining([
        '--innodb-flush-log-at-trx-commit=1',
        '--sync-binlog=1',
        '--log-bin-trust-function-creators=1',
      ]),
    )
    const connections = services.database?.command?.map((one) => /--max-connections=(\d+)/.exec(one)?.[1]).find(Boolean)
    expect(Number(connections)).toBeGreaterThanOrEqual(4 * 32)
    expect(services.backup?.command?.at(-1)).toContain('node dist/app/server/cli/main.js backup --to /backups')
  })

  test('Kubernetes kills what does not live, and sends nothing to what is not ready', () => {
    const { spec } = kind('Deployment')
    expect(spec).toMatchObject({ replicas: 2, strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } } })
    const template = (spec.template as { spec: { containers: unknown[] } }).spec
    pod.parse(template)
    const server = container
      .extend({ livenessProbe: probe('/livez'), readinessProbe: probe('/readyz'), startupProbe: probe('/livez') })
      .parse(template.containers[0])
    const job = kind('CronJob').spec as { jobTemplate: { spec: { template: { spec: { containers: unknown[] } } } } }
    const backup = job.jobTemplate.spec.template.spec
    pod.parse(backup)
    const made = container.parse(backup.containers[0])
    expect(made.command).toEqual(['node', 'dist/app/server/cli/main.js', 'backup', '--to', '/backups'])
    for (const [of, mounts] of [
      [template, server.volumeMounts],
      [backup, made.volumeMounts],
    ] as const) {
      const { volumes } = pod.parse(of)
      expect(mounts.map(({ name }) => name).sort()).toEqual(volumes.map(({ name }) => name).sort())
    }
    expect(kind('PodDisruptionBudget').spec.minAvailable).toBe(1)
    expect(kind('Service').spec.selector).toEqual({ app: 'heatpay' })
  })

  test('what systemd can check of its units is right', () => {
    for (const unit of readdirSync(path.join(DEPLOY, 'systemd'))) expect(text(`systemd/${unit}`)).toMatch(/^\[Unit\]$/m)
    if (!existsSync('/usr/bin/systemd-analyze')) return
    const folder = mkdtempSync(path.join(tmpdir(), 'heatpay-units-'))
    for (const unit of readdirSync(path.join(DEPLOY, 'systemd'))) {
      const name = unit.replace('@.', '@8080.')
      spawnSync('cp', [path.join(DEPLOY, 'systemd', unit), path.join(folder, name)])
    }
    const units = ['heatpay@8080.service', 'heatpay-backup.timer'].map((name) => path.join(folder, name))
    const { stderr } = spawnSync('systemd-analyze', ['verify', ...units], { encoding: 'utf8' })
    // Programs and users are the machine's own; of the units nothing is unknown.
    expect(stderr.split('\n').filter((line) => /unknown|invalid|failed to parse|ignoring/i.test(line))).toEqual([])
    rmSync(folder, { recursive: true })
  })

  test('the server needs nothing that production does not install', () => {
    const { dependencies } = JSON.parse(readFileSync(path.join(PROJECT, 'package.json'), 'utf8')) as {
      dependencies: object
    }
    const asked = sourcesBelow(['contract', 'server'], /\.ts$/).flatMap((file) =>
      [
        ...readFileSync(path.join(PROJECT, file), 'utf8').matchAll(
          /^(?:import|export) (?!type )[^'"]*from '([^.'][^']*)'|(?:import|require(?:\.resolve)?)\('([^.'][^']*)'\)/gm,
        ),
      ].map(([, one, other]) =>
        (one ?? other ?? '')
          .split('/')
          .slice(0, (one ?? other ?? '').startsWith('@') ? 2 : 1)
          .join('/'),
      ),
    )
    const missing = new Set(asked.filter((name) => !name.startsWith('node:') && !Object.hasOwn(dependencies, name)))
    expect(asked.length).toBeGreaterThan(50)
    expect([...missing]).toEqual([])
  })

  test('the same start command with the example’s settings is ready, and ends by SIGTERM', async () => {
    buildServer()
    const place = await emptyPlace('sqlite', 'bare')
    const own = await productionOf(place)
    const example = variablesOf('heatpay.env.example')
    const heads = path.join(place.folder, 'heads')
    mkdirSync(heads)
    const filled: Record<string, string> = {
      ...example,
      ...own,
      AUDIT_HEAD_FILE: path.join(heads, 'heads.log'),
      DRAIN_SECONDS: '0',
      LOG_LEVEL: 'error',
    }
    // All that the example says but what stands in <> or is a place is taken as it is.
    expect(readSettings({ ...example, ...own }, PROJECT)).toMatchObject({
      mode: 'production',
      trustedProxies: 1,
      drainSeconds: 8,
    })
    const command = /^CMD \["node", "(.+)"\]$/m.exec(text('Dockerfile'))?.[1] ?? ''
    const server = spawn(process.execPath, [command], {
      cwd: PROJECT,
      env: { PATH: process.env.PATH, TZ: 'Asia/Shanghai', NODE_ENV: 'production', ...filled },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const ended = new Promise((resolve) => server.once('exit', resolve))
    try {
      const ready = await eventually(
        () => fetch(`http://127.0.0.1:${filled.PORT}/readyz`).catch(() => undefined),
        (answer) => answer?.status === 200,
      )
      expect(readyAnswer.parse(await ready?.json()).ready).toBe(true)
      server.kill('SIGTERM')
      expect(await ended).toBe(0)
      expect(readdirSync(heads)).toEqual(['heads.log'])
    } finally {
      server.kill('SIGKILL')
      rmSync(own.MERCHANTS_DIR ?? '', { recursive: true })
      await place.remove()
    }
  })
})
