import { Command } from 'commander'
import type { Problem } from '../../../contract/problem'
import { ROLES } from '../../../contract/staffWords'
import { staffAction } from '../../../server/adapters/http/routing/route'
import { STAFF_ROUTES } from '../../../server/adapters/http/staff'
import { COMMANDS } from '../../../server/cli/commands'
import { APPROVAL_ACTIONS } from '../../../server/domain/approval/approval'
import { COMMAND_ACTIONS } from '../../../server/domain/staff/commandActions'
import { CONSOLE_ACTIONS } from '../../../server/domain/staff/consoleActions'
import { may } from '../../../server/domain/staff/staff'
import { emptyPlace } from '../../support/engines'
import { ownWorld } from '../../support/ownWorld'
import { type AtConsole, later, onDuty } from '../../support/staff'
import type { World } from '../../support/world'

const RULES = Object.entries(CONSOLE_ACTIONS)

describe('the table of actions', () => {
  let world: World
  ownWorld(
    () => emptyPlace('sqlite'),
    (begun) => {
      world = begun
    },
  )

  test('every route that changes something is in it, and nothing else', () => {
    const changing = STAFF_ROUTES.filter(({ method }) => method !== 'get').map(
      ({ method, path }) => `${method.toUpperCase()} ${path}`,
    )
    expect(changing.length).toBeGreaterThan(40)
    expect(changing.sort()).toEqual(Object.keys(CONSOLE_ACTIONS).sort())
  })

  test('a route that is not in it does not open', () => {
    const giveMoney = {
      method: 'post',
      path: '/console/api/give-money',
      summary: '',
      answerTo: () => 'done' as const,
    } as const
    expect(() => staffAction(giveMoney)).toThrow('not in the table of actions')
  })

  test('every command is in it, and nothing else', async () => {
    const program = new Command('heatpay')
    for (const { load } of COMMANDS) (await load())(program, async () => undefined)
    const leaves = (command: Command, before: string): string[] =>
      command.commands.length === 0
        ? [`${before}${command.name()}`]
        : command.commands.flatMap((below) => leaves(below, `${before}${command.name()} `))
    const all = program.commands.flatMap((command) => leaves(command, ''))
    expect(all.sort()).toEqual(Object.keys(COMMAND_ACTIONS).sort())
  })

  test('a command that waits for a second person asks who proposes, and takes no machine’s name', async () => {
    const program = new Command('heatpay')
    for (const { load } of COMMANDS) (await load())(program, async () => undefined)
    for (const [name, rule] of Object.entries(COMMAND_ACTIONS)) {
      if (rule.by === 'operator' || rule.by === 'reads') continue
      const found = name
        .split(' ')
        .reduce<Command | undefined>((at, word) => at?.commands.find((one) => one.name() === word), program)
      expect([name, found?.options.some(({ long }) => long === '--login')]).toEqual([name, true])
    }
  })

  test('each deed that waits for a second person is asked for, with a fresh second factor', () => {
    const asked = new Set(RULES.map(([, { second }]) => second))
    expect(Object.keys(APPROVAL_ACTIONS).filter((deed) => !asked.has(deed as never))).toEqual([])
    expect(RULES.filter(([, { second, fresh }]) => second !== 'none' && !fresh)).toEqual([])
    expect(RULES.filter(([, { why }]) => why.length < 5)).toEqual([])
  })

  test('each role gets as far as the table says; what needs a fresh second factor has one', async () => {
    const staff: Record<string, AtConsole> = {}
    for (const role of ROLES) staff[role] = await onDuty(world, `as.${role}`, role)
    // The second factor is older than fifteen minutes, the login is not idle yet.
    await later(world, 16 * 60_000)
    for (const [name, { may: asked, fresh }] of RULES) {
      if (typeof asked === 'string') continue
      const path = name.replace(/^\w+ \/console\/api/, '').replaceAll(/:\w+/g, 'nothing')
      for (const role of ROLES) {
        const { status, body } = (await staff[role]?.post<Problem>(path, {})) ?? {}
        const allowed = asked.some((permission) => may(role, permission))
        const expected = !allowed ? 'not-allowed' : fresh ? 'second-factor-needed' : undefined
        if (expected) expect([name, role, body?.code]).toEqual([name, role, expected])
        else expect([name, role, [401, 500].includes(status ?? 500)]).toEqual([name, role, false])
      }
    }
  })
})
