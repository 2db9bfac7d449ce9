import { existsSync } from 'node:fs'
import path from 'node:path'
import { emptyPlace } from '../support/engines'
import { heatpayHere } from '../support/heatpayHere'
import { openPorts, type StoryPorts } from '../support/ports'

describe('the company and the season that a person names on the command line', () => {
  let ports: StoryPorts
  beforeAll(async () => {
    ports = await openPorts(() => emptyPlace('sqlite'))
  })
  afterAll(() => ports.remove())
  const heatpay = (...given: string[]) => heatpayHere(ports.place, ...given)

  test.each([
    ['files list'],
    ['files inbox'],
    ['differences list'],
    ['approve'],
    ['vouchers list'],
    ['payout-list'],
    ['close-day --date 2026-11-20 --check'],
    ['settle --season 2025-2026'],
    ['carry-over --season 2025-2026 --login nobody'],
    ['publish-settlements --season 2025-2026 --login nobody'],
    ['payout-batch --season 2025-2026 --login nobody'],
    ['open-bills --season 2025-2026'],
    ['import-readings --season 2025-2026 --file package.json'],
    ['import-payout-result --file package.json'],
    ['import-payout-returned --file package.json'],
  ])('`%s` of a company that does not exist is refused, not an empty answer', async (command) => {
    const answer = await heatpay(...command.split(' '), '--company', 'nowhere', '--json')
    expect(answer).toMatchObject({ code: 1, stdout: '', stderr: 'no such company: nowhere\n' })
  })

  test.each([
    'open-bills',
    'settle',
    'publish-settlements --login nobody',
    'payout-batch --login nobody',
    'carry-over --login nobody',
    'import-readings --file package.json',
    'rehearse',
  ])('`%s` of a season that is not two years that follow is wrong usage, and does nothing', async (command) => {
    for (const season of ['26', '2025', '2025-2027', '2025/2026', '']) {
      const given = [...command.split(' '), '--company', 'binzhou', '--season', season, '--json']
      const answer = await heatpay(...given)
      expect(answer).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--season: ') })
    }
    expect(existsSync(path.join(ports.place.folder, 'rehearsals'))).toBe(false)
  })
})
