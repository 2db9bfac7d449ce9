import path from 'node:path'
import { z } from 'zod'
import { type Mode, mode } from '../contract/company'

const port = z.coerce.number().int().min(0).max(65_535)

/** A mistyped address must not become a new, empty file of that name. */
function isDatabaseAddress(text: string): boolean {
  return /^(mysql:\/\/|mariadb:\/\/|sqlite:)/.test(text) || !/^[a-z][a-z0-9+.-]+:\//i.test(text)
}

const environment = z.object({
  PORT: port.default(8080),
  SANDBOX_PORT: port.optional(),
  /** The address to listen on; a proxy on another machine needs more than loopback. */
  LISTEN_ADDRESS: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z
    .string()
    .min(1)
    .refine(isDatabaseAddress, 'a mysql:// address, or the path of an SQLite file')
    .optional(),
  /** Left out it is `sandbox`, unless the database is production's: then it has to be said. */
  HEATPAY_MODE: mode.optional(),
  /** Where residents and channels reach this server; https in production. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Signs residents' sessions; at least 32 characters. */
  RESIDENT_TOKEN_SECRET: z.string().min(32).optional(),
  /** Keys for personal data, 32 bytes each in base64, the newest first, separated by commas. */
  FIELD_KEYS: z.string().optional(),
  /** Folder with the merchants' numbers and keys, laid out as docs/operations.md says. */
  MERCHANTS_DIR: z.string().min(1).optional(),
  /** How long a server that is told to end still takes requests, while probes hear that it is not ready; default: 8 in production, else 0. */
  DRAIN_SECONDS: z.coerce.number().min(0).max(300).optional(),
  /** How long what is under way may take after that. */
  END_SECONDS: z.coerce.number().min(0).max(300).default(20),
  /** A server with less room on the disk of DATA_DIR, in megabytes, is not ready. */
  DISK_MIN_MB: z.coerce.number().int().min(0).default(256),
  /** A robot of 企业微信 or 钉钉 that is told of alarms; its address is a secret. */
  ALARM_WEBHOOK: z.url({ protocol: /^https?$/ }).optional(),
  /** 钉钉 with 加签: the secret that begins with SEC. */
  ALARM_WEBHOOK_SECRET: z.string().min(1).optional(),
  /** Days for which a channel's raw notification is kept after its payment was booked; logs are kept half a year by law at least. */
  RETAIN_NOTIFICATIONS_DAYS: z.coerce.number().int().min(180).default(1095),
  /** Days for which a message is kept after it ended. */
  RETAIN_MESSAGES_DAYS: z.coerce.number().int().min(30).default(730),
  /** Days for which photos of meters, cards and identity cards are kept. */
  RETAIN_PHOTOS_DAYS: z.coerce.number().int().min(30).default(1095),
  /** Days after which identity numbers of people who moved out or were paid out are erased. */
  RETAIN_IDENTITY_DAYS: z.coerce.number().int().min(30).default(1825),
  /** How many proxies in front of us may name the client's address. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  /** `off` starts a sandbox without demo households. */
  DEMO_DATA: z.enum(['on', 'off']).default('on'),
  /** Whether yesterday's files are fetched by themselves from 10:00 on; default: in production. */
  FETCH_DAILY: z.enum(['on', 'off']).optional(),
  /** Where the heads of the audit log are written, best on another disk than the database. */
  AUDIT_HEAD_FILE: z.string().min(1).optional(),
  AUDIT_HEAD_COPY: z.string().optional(),
  /** At most so often, in minutes; besides at the start, at the end, and after a day was closed. */
  AUDIT_HEAD_MINUTES: z.coerce.number().int().min(1).max(1440).default(15),
  /** `on` holds each answer against what its route declares: for tests and development. */
  GUARD_ANSWERS: z.enum(['on', 'off']).default('off'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
})

/** All that the surroundings decide. */
export interface Settings {
  mode: Mode
  /** Whether somebody said so: a database of production is worked on only then. */
  modeSaid: boolean
  port: number
  listenAddress: string
  sandboxPort: number
  dataDir: string
  /** `mysql://…`, or the path of an SQLite file. */
  databaseUrl: string
  publicUrl: string
  residentTokenSecret: string | undefined
  fieldKeys: Buffer[]
  merchantsDir: string | undefined
  trustedProxies: number
  /** For how many days each kind is kept after it has ended. */
  retention: { notifications: number; messages: number; photos: number; identity: number }
  /** Whom alarms are told to. */
  alarmWebhook: string | undefined
  alarmWebhookSecret: string | undefined
  /** Seconds between the word to end and the listener's end; probes hear of it meanwhile. */
  drainSeconds: number
  /** Seconds that what is under way may take after that. */
  endSeconds: number
  /** Megabytes without which DATA_DIR's disk counts as full. */
  diskMinMb: number
  /** Sandbox mode: demo households are put in at start. */
  demo: boolean
  /** Yesterday's files are fetched by themselves from 10:00 on. */
  fetchDaily: boolean
  /** Holds each answer against what its route declares; an answer that is not so is an error. */
  guardAnswers: boolean
  logLevel: string
  auditHeadFile: string
  /** The same once more, at a place that another person answers for. */
  auditHeadCopy: string | undefined
  auditHeadMinutes: number
  /** The project's folder: config/, dist/ and the demo data are below it. */
  projectDir: string
}

/** A value that this server will not start with; `lines` say which and why. */
export class BadSettings extends Error {
  constructor(readonly lines: readonly string[]) {
    super(`settings refused:\n${lines.map((line) => `  ${line}`).join('\n')}`)
  }
}

/** Chance has more in it than a word said again and again: 32 random characters or bytes with so few are not to be met. */
const FEWEST_DISTINCT = 8
const isOfChance = (made: Iterable<unknown>) => new Set(made).size >= FEWEST_DISTINCT

function fieldKeys(text: string | undefined, complaints: string[]): Buffer[] {
  const keys = (text ?? '')
    .split(',')
    .filter(Boolean)
    .map((part) => Buffer.from(part.trim(), 'base64'))
  if (keys.some((key) => key.length !== 32)) complaints.push('FIELD_KEYS: each key must be 32 bytes in base64')
  return keys
}

/**
 * Reads the environment (contract.md, Commands). Throws BadSettings on a value out of its range; in production mode also
 * when a secret, the public address or the merchants' folder is missing, since there the defaults would be dangerous.
 */
export function readSettings(env: NodeJS.ProcessEnv = process.env, projectDir = findProjectDir()): Settings {
  const parsed = environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
  if (!parsed.success) {
    throw new BadSettings(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  }
  const given = parsed.data
  const complaints: string[] = []
  const dataDir = path.resolve(given.DATA_DIR)
  const ofMode = given.HEATPAY_MODE ?? 'sandbox'
  const settings: Settings = {
    mode: ofMode,
    modeSaid: given.HEATPAY_MODE !== undefined,
    port: given.PORT,
    listenAddress: given.LISTEN_ADDRESS,
    sandboxPort: given.SANDBOX_PORT ?? (given.PORT === 0 ? 0 : given.PORT + 1),
    dataDir,
    databaseUrl: given.DATABASE_URL ?? path.join(dataDir, 'heatpay.sqlite'),
    publicUrl: (given.PUBLIC_URL ?? `http://127.0.0.1:${given.PORT}`).replace(/\/$/, ''),
    residentTokenSecret: given.RESIDENT_TOKEN_SECRET,
    fieldKeys: fieldKeys(given.FIELD_KEYS, complaints),
    merchantsDir: given.MERCHANTS_DIR === undefined ? undefined : path.resolve(given.MERCHANTS_DIR),
    trustedProxies: given.TRUSTED_PROXIES,
    retention: {
      notifications: given.RETAIN_NOTIFICATIONS_DAYS,
      messages: given.RETAIN_MESSAGES_DAYS,
      photos: given.RETAIN_PHOTOS_DAYS,
      identity: given.RETAIN_IDENTITY_DAYS,
    },
    alarmWebhook: given.ALARM_WEBHOOK,
    alarmWebhookSecret: given.ALARM_WEBHOOK_SECRET,
    drainSeconds: given.DRAIN_SECONDS ?? (ofMode === 'production' ? 8 : 0),
    endSeconds: given.END_SECONDS,
    diskMinMb: given.DISK_MIN_MB,
    demo: ofMode === 'sandbox' && given.DEMO_DATA === 'on',
    fetchDaily: (given.FETCH_DAILY ?? (ofMode === 'production' ? 'on' : 'off')) === 'on',
    guardAnswers: given.GUARD_ANSWERS === 'on',
    logLevel: given.LOG_LEVEL,
    auditHeadFile: path.resolve(given.AUDIT_HEAD_FILE ?? path.join(dataDir, 'audit', 'heads.log')),
    auditHeadCopy: given.AUDIT_HEAD_COPY === undefined ? undefined : path.resolve(given.AUDIT_HEAD_COPY),
    auditHeadMinutes: given.AUDIT_HEAD_MINUTES,
    projectDir,
  }
  if (settings.mode === 'production') {
    if (!given.PUBLIC_URL?.startsWith('https://')) complaints.push('PUBLIC_URL: production needs an https address')
    if (!settings.residentTokenSecret)
      complaints.push('RESIDENT_TOKEN_SECRET: production needs one, 32 characters or more')
    else if (!isOfChance(settings.residentTokenSecret))
      complaints.push('RESIDENT_TOKEN_SECRET: production needs one made by chance, e.g. openssl rand -hex 32')
    if (settings.fieldKeys.length === 0) complaints.push('FIELD_KEYS: production needs at least one')
    else if (!settings.fieldKeys.every(isOfChance))
      complaints.push('FIELD_KEYS: production needs keys made by chance, e.g. openssl rand -base64 32')
    if (!settings.merchantsDir) complaints.push('MERCHANTS_DIR: production needs the merchants’ own keys')
    else if (settings.merchantsDir.startsWith(path.join(dataDir, 'sandbox'))) {
      complaints.push('MERCHANTS_DIR: production refuses the sandbox’s keys')
    }
  }
  if (complaints.length > 0) throw new BadSettings(complaints)
  return settings
}

/** From the sources as from dist/app: the folder that holds package.json. */
export function findProjectDir(): string {
  return __dirname.includes(`${path.sep}dist${path.sep}app`)
    ? path.resolve(__dirname, '..', '..', '..')
    : path.resolve(__dirname, '..')
}
