import type { Permission } from '../../contract/staffWords'
import type { StaffVerbs } from '../adapters/http/staff/verbs'
import { isRefusal } from '../application/common/refusal'
import { beforeWork, may, type Staff, worksFor } from '../domain/staff/staff'
import type { Base } from '../wiring/base'
import { composeStaff } from '../wiring/staff'
import { orRefused, Refused } from './command'

const MAX_TYPED = 1000
const ENTER = /[\r\n]/
const CONTROL_C = '\u0003'
const BACKSPACE = /[\b\u007f]/

/** Everything of standard input, as lines: how a script passes password and code. */
async function linesOfInput(): Promise<string[]> {
  let text = ''
  for await (const chunk of process.stdin) {
    text += String(chunk)
    if (text.length > MAX_TYPED) break
  }
  return text.split(/\r?\n/)
}

/** Asks a person at the terminal for one line, which is not shown. */
function askUnseen(question: string): Promise<string> {
  const { stdin, stderr } = process
  stderr.write(question)
  stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  stdin.resume()
  return new Promise((resolve, reject) => {
    let typed = ''
    const end = () => {
      stdin.off('data', take)
      stdin.setRawMode(false)
      stdin.pause()
      stderr.write('\n')
    }
    const take = (chunk: Buffer | string) => {
      for (const sign of String(chunk)) {
        if (sign === CONTROL_C) {
          end()
          return reject(new Refused('not logged in'))
        }
        if (ENTER.test(sign)) {
          end()
          return resolve(typed)
        }
        typed = BACKSPACE.test(sign) ? typed.slice(0, -1) : (typed + sign).slice(0, MAX_TYPED)
      }
    }
    stdin.on('data', take)
  })
}

/** Password and one-time code: asked for at a terminal, else the first two lines of standard input; never an argument. */
async function credentials(): Promise<{ password: string; totp: string | undefined }> {
  if (process.stdin.isTTY) {
    const password = await askUnseen('密码：')
    return { password, totp: (await askUnseen('动态码：')) || undefined }
  }
  const [password = '', totp = ''] = await linesOfInput()
  return { password, totp: totp.trim() || undefined }
}

/**
 * Does something as a member of staff: logs in with password and second factor as at the console (the same lock-out, the
 * same audit entry), sees that he may do this for the company, and logs out again, whatever happens.
 */
export async function asStaff<T>(
  base: Base,
  asked: { loginName: string; permission: Permission; company?: string },
  work: (staff: Staff, verbs: StaffVerbs) => Promise<T>,
): Promise<T> {
  const { verbs } = composeStaff(base)
  const login = await verbs.logIn({ loginName: asked.loginName, ...(await credentials()) })
  if (isRefusal(login)) return orRefused(login) as never
  const { staff, session } = login
  try {
    if (beforeWork(staff) !== undefined) throw new Refused('log in at /console/ first: there is something to set up')
    if (!may(staff.role, asked.permission)) throw new Refused(`${staff.loginName} may not do this (${staff.role})`)
    if (asked.company !== undefined && !worksFor(staff, asked.company)) {
      throw new Refused(`${staff.loginName} does not work for ${asked.company}`)
    }
    return await work(staff, verbs)
  } finally {
    await verbs.sessions.end({ staff, session })
  }
}
