import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { MEASURES } from '../../../server/domain/watch/measures'
import { PROJECT } from '../../support/ports'
import { dashboard, RULES, rulesFile, rulesTests } from '../../support/watchFiles'

const RULES_FILE = path.join(PROJECT, 'deploy', 'prometheus', 'heatpay.rules.yaml')
const CONFIG = path.join(PROJECT, 'deploy', 'prometheus', 'prometheus.yaml')
const DASHBOARD = path.join(PROJECT, 'deploy', 'grafana', 'heatpay.json')
const PROMTOOL = '/usr/bin/promtool'

/** What a file holds; written first where that is wanted. */
function kept(file: string, text: string): string {
  if (process.env.GOLDEN === 'write') writeFileSync(file, text)
  return readFileSync(file, 'utf8')
}

test('Prometheus’ rules and Grafana’s dashboard are what the server’s own alarms say', () => {
  expect(kept(RULES_FILE, rulesFile())).toBe(rulesFile())
  const shown = `${JSON.stringify(dashboard(), null, 2)}\n`
  expect(kept(DASHBOARD, shown)).toBe(shown)
  expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length)
  for (const name of Object.keys(MEASURES)) expect(shown).toContain(`(${name})`)
})

const withPromtool = existsSync(PROMTOOL) || process.env.REQUIRE_ALL_SUITES === '1' ? describe : describe.skip
withPromtool('promtool', () => {
  const run = (...given: string[]) => spawnSync(PROMTOOL, given, { encoding: 'utf8' })

  test('takes the rules and the configuration', () => {
    expect(run('check', 'config', CONFIG)).toMatchObject({ status: 0 })
    expect(run('check', 'rules', RULES_FILE).stdout).toContain(`SUCCESS: ${RULES.length} rules found`)
  })

  test('each rule fires on its fault when it has lasted, and is silent without', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'heatpay-rules-'))
    const file = path.join(folder, 'tests.yaml')
    writeFileSync(file, rulesTests(RULES_FILE))
    const { status, stdout, stderr } = run('test', 'rules', file)
    expect([status, `${stdout}${stderr}`]).toEqual([0, expect.stringContaining('SUCCESS')])
    rmSync(folder, { recursive: true })
  })
})
