import type { Command } from 'commander'
import { addStaffRequest } from '../../../contract/console'
import { ROLES } from '../../../contract/staffWords'
import { operatorName } from '../../adapters/system/ids'
import { isRefusal } from '../../application/common/refusal'
import type { Actor } from '../../domain/approval/approval'
import { DEMO_TOTP_SECRET } from '../../domain/staff/demoStaff'
import type { Staff } from '../../domain/staff/staff'
import type { Base } from '../../wiring/base'
import { composeStaff } from '../../wiring/staff'
import { type AddCommand, orRefused, printAnswer, Refused, type WithBase, WrongUsage } from '../command'

interface Options {
  json?: boolean
}

/** An operator on the machine acts alone: it is from there that the first administrator and the first manager come. */
const operator = (): Actor => {
  const name = operatorName()
  return { id: `operator:${name}`, loginName: name }
}

const shown = ({ loginName, displayName, staffNumber, role, company, activatedAt, dismissedAt }: Staff) => ({
  loginName,
  displayName,
  staffNumber,
  role,
  company,
  state: dismissedAt !== null ? 'dismissed' : activatedAt === null ? 'awaiting' : 'active',
})

async function named(base: Base, loginName: string): Promise<Staff> {
  const staff = await base.database.read.staff.byLoginName(loginName.toLowerCase())
  if (!staff) throw new Refused(`no member of staff with the login name ${loginName}`)
  return staff
}

function printPassword(json: boolean | undefined, staff: Staff, oneTimePassword: string): void {
  const text = `${staff.loginName} (${staff.role}, ${staff.company}) may log in at /console/ with the one-time password\n${oneTimePassword}`
  printAnswer(json, { ...shown(staff), oneTimePassword }, text)
}

function addAdd(staff: Command, withBase: WithBase): void {
  staff
    .command('add')
    .summary('add a member of staff, who gets a one-time password')
    .requiredOption('--login-name <name>', 'small letters, digits, dots, hyphens')
    .requiredOption('--name <name>', 'the name that colleagues see, e.g. 李芳')
    .option(
      '--staff-number <number>',
      'the person’s staff number: the same for all logins of one person (default: the login name)',
    )
    .requiredOption('--role <role>', ROLES.join(', '))
    .option('--company <id>', 'the one company that he works for', '*')
    .option('--json', 'print one JSON document')
    .action(
      (options: Options & { loginName: string; name: string; staffNumber?: string; role: string; company: string }) =>
        withBase(async (base) => {
          const { loginName, name: displayName, role, company } = options
          const staffNumber = options.staffNumber ?? loginName
          const given = addStaffRequest.safeParse({ loginName, displayName, staffNumber, role, company })
          if (!given.success) {
            throw new WrongUsage(
              given.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'),
            )
          }
          if (company !== '*' && !base.rulebooks.get(company)) throw new Refused(`no such company: ${company}`)
          const added = await composeStaff(base).verbs.members.add(given.data, operator())
          if (isRefusal(added) && added.refused === 'login-name-taken') {
            throw new Refused(`the login name is taken: ${loginName}`)
          }
          const { staff, oneTimePassword } = orRefused(added)
          printPassword(options.json, staff, oneTimePassword)
        }),
    )
}

function addReset(staff: Command, withBase: WithBase): void {
  staff
    .command('reset <loginName>')
    .summary('give a new one-time password and take the second factor away')
    .option('--json', 'print one JSON document')
    .action((loginName: string, options: Options) =>
      withBase(async (base) => {
        const found = await named(base, loginName)
        if (found.dismissedAt !== null) throw new Refused(`${loginName} was dismissed`)
        const reset = await composeStaff(base).verbs.members.reset(found, operator())
        printPassword(options.json, reset.staff, reset.oneTimePassword)
      }),
    )
}

function addDismiss(staff: Command, withBase: WithBase): void {
  staff
    .command('dismiss <loginName>')
    .summary('dismiss a member of staff; his sessions end at once')
    .option('--json', 'print one JSON document')
    .action((loginName: string, options: Options) =>
      withBase(async (base) => {
        const outcome = await composeStaff(base).verbs.members.dismiss(await named(base, loginName), operator())
        if (isRefusal(outcome)) throw new Refused(`${loginName} was dismissed before`)
        printAnswer(options.json, shown(outcome.dismissed), `${loginName} is dismissed`)
      }),
    )
}

function addList(staff: Command, withBase: WithBase): void {
  staff
    .command('list')
    .summary('list the staff, those who were dismissed too')
    .option('--company <id>', 'only those who work for this company alone')
    .option('--json', 'print one JSON document')
    .action((options: Options & { company?: string }) =>
      withBase(async (base) => {
        const members = (await composeStaff(base).verbs.members.list(options.company)).map(shown)
        const lines = members.map((member) => Object.values(member).join('\t'))
        printAnswer(options.json, { staff: members }, lines.length > 0 ? lines.join('\n') : 'nobody yet')
      }),
    )
}

function addDemoCode(staff: Command, withBase: WithBase): void {
  staff
    .command('demo-code')
    .summary('print the one-time code of the demo staff at this moment (sandbox mode only)')
    .option('--json', 'print one JSON document')
    .action((options: Options) =>
      withBase(async (base) => {
        if (base.settings.mode === 'production') throw new Refused('there are no demo staff in production')
        const code = composeStaff(base).verbs.secondFactor.codeAt(DEMO_TOTP_SECRET, base.clock.now())
        printAnswer(options.json, { code }, code)
      }),
    )
}

/** `heatpay staff …`: who may log in at the console. */
export const staffCommand: AddCommand = (program, withBase) => {
  const staff = program.command('staff').summary('add, reset, dismiss and list the staff of the console')
  for (const add of [addAdd, addReset, addDismiss, addList, addDemoCode]) add(staff, withBase)
}
