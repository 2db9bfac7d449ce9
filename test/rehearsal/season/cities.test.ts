import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createRehearse } from '../../../server/rehearsal/season/rehearse'
import { heldThroughout } from '../../../server/rehearsal/season/report'
import { openRehearsal } from '../../../server/wiring/rehearsal'
import { exampleCities } from '../../support/cities'
import { PROJECT } from '../../support/ports'
import { done } from '../../support/season'

const SEASON = '2025-2026'

describe('a season of each example city is rehearsed to balanced books', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'heatpay-cities-'))
  const projectDir = path.join(folder, 'project')
  beforeAll(() => {
    // The project as it is, with the examples put where companies' files stand.
    mkdirSync(projectDir)
    for (const name of readdirSync(PROJECT)) {
      if (name !== 'config') symlinkSync(path.join(PROJECT, name), path.join(projectDir, name))
    }
    const config = path.join(projectDir, 'config')
    cpSync(path.join(PROJECT, 'config'), config, { recursive: true })
    rmSync(path.join(config, 'rulebooks'), { recursive: true })
    cpSync(path.join(PROJECT, 'config', 'rulebooks', 'examples'), path.join(config, 'rulebooks'), { recursive: true })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each(exampleCities().map(({ id }) => id))('%s', async (company) => {
    const rehearsal = await openRehearsal({ dataDir: folder, projectDir }, { company, season: SEASON, seed: '1' })
    if (!rehearsal) throw new Error(`nobody knows ${company}`)
    const asked = { company, season: SEASON, households: 16, seed: '1' }
    const report = done(await createRehearse(rehearsal.ports)(asked).finally(() => rehearsal.close()))
    expect(heldThroughout(report)).toBe(true)
    expect(report.months.some(({ events }) => (events['payment-applied']?.amountFen ?? 0) > 0)).toBe(true)
  })
})
