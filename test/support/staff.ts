import type { StaffSessionView } from '../../contract/console'
import type { UploadAnswer } from '../../contract/consoleFiles'
import type { Problem } from '../../contract/problem'
import type { Role } from '../../contract/staffWords'
import { createPasswords, secondFactor } from '../../server/adapters/system/staffSecrets'
import type { Staff } from '../../server/domain/staff/staff'
import type { Base } from '../../server/wiring/base'
import type { Answered, World } from './world'

export const PASSWORD = 'correct horse battery'
export const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

const passwords = createPasswords()
/** One hash for all: hashing is slow on purpose. */
const hashed = passwords.hash(PASSWORD)

/** A member of staff with password and second factor; changed where a story needs it. */
export async function hire(
  base: Pick<Base, 'ids' | 'clock' | 'database'>,
  loginName: string,
  role: Role,
  given: Partial<Staff> = {},
): Promise<Staff> {
  const now = base.clock.now()
  const staff: Staff = {
    id: base.ids.next(),
    company: '*',
    loginName,
    displayName: `员工${loginName}`,
    staffNumber: loginName,
    role,
    passwordHash: await hashed,
    nextPasswordHash: null,
    passwordSetAt: now,
    totpSecret: SECRET,
    totpPending: null,
    totpLastStep: 0,
    activatedAt: now,
    dismissedAt: null,
    createdAt: now,
    createdBy: 'test',
    ...given,
  }
  if (!(await base.database.transaction((store) => store.staff.insert(staff)))) throw new Error(`taken: ${loginName}`)
  return staff
}

/** The code of a secret at the world's time, `steps` half minutes from now. */
export const codeNow = (base: Pick<Base, 'clock'>, secret = SECRET, steps = 0) =>
  secondFactor.codeAt(secret, base.clock.now() + steps * 30_000)

/** Somebody at the console, with his browser's cookie. */
export interface AtConsole {
  cookie: string
  session: StaffSessionView
  headers: Record<string, string>
  get<T>(path: string): Promise<Answered<T>>
  post<T>(path: string, body?: unknown): Promise<Answered<T>>
  del<T>(path: string): Promise<Answered<T>>
}

/** Logs in over HTTP; `second: false` leaves the code out. */
export async function clockIn(
  world: World,
  loginName: string,
  { password = PASSWORD, totp = codeNow(world.base) as string | undefined } = {},
): Promise<AtConsole> {
  const answered = await world.call<StaffSessionView>('POST', '/console/api/session', {
    body: { loginName, password, totp },
  })
  if (answered.status !== 201) throw new Error(`no login for ${loginName}: ${answered.text}`)
  return renewed(world, answered)
}

/** Whom an answer that gives a token lets in. */
export function renewed(world: World, answered: Answered<unknown>): AtConsole {
  if (answered.status >= 300) throw new Error(`no session: ${answered.text}`)
  const session = answered.body as StaffSessionView
  const cookie = (answered.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const headers = { cookie, 'x-heatpay-csrf': session.csrf }
  return {
    cookie,
    session,
    headers,
    get: (path) => world.call('GET', `/console/api${path}`, { headers: { cookie } }),
    post: (path, body) => world.call('POST', `/console/api${path}`, { body, headers }),
    del: (path) => world.call('DELETE', `/console/api${path}`, { headers }),
  }
}

/** Hires and logs in. */
export async function onDuty(
  world: World,
  loginName: string,
  role: Role,
  given: Partial<Staff> = {},
): Promise<AtConsole> {
  await hire(world.base, loginName, role, given)
  return clockIn(world, loginName)
}

/** Moves the sandbox's clock on, for all to see. */
export async function later(world: World, ms: number): Promise<void> {
  await world.sandboxCall('PUT', '/sandbox/api/clock', { advance: ms })
}

/** Sends a form with a file to the console's API, as the page does. */
export async function sendFile<Body>(
  { url }: World,
  { headers }: AtConsole,
  address: string,
  { bytes, fields, name }: { bytes: Buffer; fields: Record<string, string>; name: string },
): Promise<Answered<Body & Problem>> {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.set(field, value)
  form.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), name)
  const response = await fetch(`${url}/console/api${address}`, { method: 'POST', headers, body: form })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) }
}

/** Uploads a file at the console; what the browser calls it and says that it is means nothing. */
export function uploadFile(
  world: World,
  who: AtConsole,
  bytes: Buffer,
  fields: Record<string, string>,
  name = 'from the bank.txt',
): Promise<Answered<UploadAnswer & Problem>> {
  return sendFile<UploadAnswer>(world, who, '/files', { bytes, fields, name })
}
