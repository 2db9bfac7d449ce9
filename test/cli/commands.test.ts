import { Command } from 'commander'
import { COMMANDS } from '../../server/cli/commands'

test('each command is called by the names that it is listed under', async () => {
  for (const { names, load } of COMMANDS) {
    const program = new Command('heatpay')
    const add = await load()
    add(program, async () => undefined)
    expect(program.commands.map((command) => command.name())).toEqual(names)
  }
})
