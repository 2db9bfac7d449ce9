import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { sftpInbox } from '../adapters/inbox'
import { readInboxSettings } from '../adapters/inbox/settings'
import { notoSansSC } from '../adapters/invoices/local/fonts'
import { freeMegabytes } from '../adapters/system/disk'
import { certificateEnds } from '../adapters/watch/certificates'
import { createRobot } from '../adapters/watch/robot'
import { merchantsFolder } from '../merchants'
import type { Settings } from '../settings'
import { judgeDays } from './channels'
import { type Finding, fault, ok, reasonOf, warning } from './finding'

const DAY_MS = 86_400_000
const ROOMY = 8

/** Keys and certificates: when each ends, and that they are nobody's to read but the server's. */
export function examineKeys(settings: Settings, now: () => number): Finding[] {
  const folder = merchantsFolder(settings)
  const ends = certificateEnds(folder).map(({ company, file, endsAt }) =>
    judgeDays(`certificate: ${company}/${file}`, 'it', Math.floor((endsAt - now()) / DAY_MS)),
  )
  const open = openToOthers(folder)
  const keys =
    open === undefined
      ? warning(
          'keys',
          `${folder} is not there`,
          'MERCHANTS_DIR: lay the merchants’ keys out as docs/operations.md says',
        )
      : open.length === 0
        ? ok('keys', `${folder} is this user’s alone`)
        : fault(
            'keys',
            `others can read ${open.slice(0, 3).join(', ')}${open.length > 3 ? ' …' : ''}`,
            `chmod -R go= ${folder}`,
          )
  const { fieldKeys } = settings
  const retiring =
    fieldKeys.length > 1
      ? [
          warning(
            'field keys',
            `${fieldKeys.length} are in use`,
            'heatpay reseal: then all but the newest can be taken away',
          ),
        ]
      : [ok('field keys', fieldKeys.length === 1 ? 'one is in use' : 'made by the sandbox')]
  return [keys, ...ends, ...retiring]
}

/** Files of a folder that others may read; undefined where it is not there. */
function openToOthers(folder: string): string[] | undefined {
  if (!existsSync(folder)) return undefined
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const found = statSync(path.join(folder, name))
    return found.isFile() && (found.mode & 0o077) !== 0
  })
}

/** Looks into each bank's folder as the server does every three minutes; takes nothing. */
export async function examineBanks(settings: Settings): Promise<Finding[]> {
  try {
    const inbox = sftpInbox(readInboxSettings(merchantsFolder(settings)))
    const places = inbox.places()
    if (places.length === 0) return [ok('banks’ folders', 'none is set up')]
    return await Promise.all(
      places.map(async (place) => {
        const check = `bank’s folder: ${place.company}/${place.bank}`
        const listing = await inbox.list(place)
        return listing.outcome === 'looked'
          ? ok(check, `${listing.files.length} files`)
          : fault(
              check,
              listing.code,
              'bank-inbox.json: compare host, hostKey, user, key and folder with what the bank gave you',
            )
      }),
    )
  } catch (error) {
    return [fault('banks’ folders', reasonOf(error), 'bank-inbox.json in MERCHANTS_DIR')]
  }
}

/** Where things are written: room, and that it can be. */
export async function examineDisk(settings: Settings): Promise<Finding[]> {
  const { dataDir, diskMinMb, auditHeadFile, auditHeadCopy } = settings
  const free = await freeMegabytes(nearest(dataDir))
  const room =
    free === undefined || free < diskMinMb
      ? fault(
          'disk',
          `${free ?? 'no'} MB are free for DATA_DIR`,
          'make room: a server with less than DISK_MIN_MB takes no requests',
        )
      : free < ROOMY * diskMinMb
        ? warning('disk', `${free} MB are free for DATA_DIR`, 'make room before the season')
        : ok('disk', `${free} MB are free for DATA_DIR`)
  const places = { DATA_DIR: dataDir, AUDIT_HEAD_FILE: path.dirname(auditHeadFile) }
  const written = Object.entries(places).map(([name, folder]) =>
    mayWrite(folder)
      ? ok(name, `${folder} can be written to`)
      : fault(name, `${folder} cannot be written to`, 'give it to the user who runs the server'),
  )
  const copy =
    auditHeadCopy === undefined
      ? warning(
          'AUDIT_HEAD_COPY',
          'it is not set',
          'name a place that another person answers for: else who rewrites database and heads together is not found',
        )
      : mayWrite(path.dirname(auditHeadCopy))
        ? ok('AUDIT_HEAD_COPY', 'it can be written to')
        : fault('AUDIT_HEAD_COPY', `${path.dirname(auditHeadCopy)} cannot be written to`, 'is the share mounted?')
  return [room, ...written, copy]
}

/** The folder itself, or the one in which it will be made. */
function nearest(folder: string): string {
  return existsSync(folder) || path.dirname(folder) === folder ? folder : nearest(path.dirname(folder))
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(nearest(folder), constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** What the program itself needs: Node, time zone, the built pages, and the typeface of invoices. */
export function examineProgram({ projectDir, mode, listenAddress, trustedProxies }: Settings): Finding[] {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const recent = major > 20 || (major === 20 && minor >= 19)
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const missing = ['h5', 'console'].filter((page) => !existsSync(path.join(projectDir, 'dist', page, 'index.html')))
  const behind = listenAddress !== '127.0.0.1' && trustedProxies === 0
  return [
    recent ? ok('node', process.version) : fault('node', process.version, 'install Node.js 20.19 or newer'),
    zone === 'Asia/Shanghai'
      ? ok('time zone', zone)
      : fault('time zone', zone, 'set TZ=Asia/Shanghai: Alipay’s requests are stamped by it'),
    missing.length === 0
      ? ok('pages', 'H5 and console are built')
      : fault('pages', `dist lacks ${missing.join(', ')}`, 'node scripts/build.mjs server h5 console'),
    font(),
    ...(mode === 'production' && behind
      ? [
          warning(
            'proxies',
            `it listens on ${listenAddress} and trusts no proxy`,
            'set TRUSTED_PROXIES to how many stand in front: else all residents count as one address',
          ),
        ]
      : []),
  ]
}

function font(): Finding {
  const typeface = notoSansSC()
  const letters = '热缴通采暖费发票张囍'
  const lacking = typeface.runsOf(letters).some(({ text }) => text.includes('〓'))
  try {
    for (const { font: file } of typeface.runsOf(letters)) typeface.fontIn(file)
    return lacking
      ? warning('font', 'the typeface of invoices lacks letters', 'npm ci: @fontsource/noto-sans-sc')
      : ok('font', 'the typeface of invoices is there')
  } catch (error) {
    return fault('font', reasonOf(error), 'npm ci: @fontsource/noto-sans-sc')
  }
}

/** Whom alarms are told to; `call` tells them a word to try it. */
export async function examineCalling(
  { mode, alarmWebhook, alarmWebhookSecret }: Settings,
  call: boolean,
  now: () => number,
): Promise<Finding[]> {
  const check = 'alarms'
  if (alarmWebhook === undefined)
    return mode === 'sandbox'
      ? [ok(check, 'a sandbox calls nobody')]
      : [
          warning(
            check,
            'nobody is called',
            'ALARM_WEBHOOK: the robot of a group in 企业微信 or 钉钉, or Prometheus with deploy/prometheus',
          ),
        ]
  if (!call) return [ok(check, 'a group’s robot is told; --call tries it')]
  const failed = await createRobot({ url: alarmWebhook, secret: alarmWebhookSecret, now })(
    '热缴通\n【试呼】 heatpay doctor --call：收到即可。',
  )
  return [
    failed === undefined
      ? ok(check, 'the robot took a word')
      : fault(check, failed, 'compare ALARM_WEBHOOK and ALARM_WEBHOOK_SECRET with the group’s robot (keyword 热缴通)'),
  ]
}
