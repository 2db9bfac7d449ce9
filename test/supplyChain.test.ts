import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PROJECT } from './support/ports'

interface Package {
  version?: string
  integrity?: string
  resolved?: string
  hasInstallScript?: boolean
  link?: boolean
}
interface Lock {
  lockfileVersion: number
  packages: Record<string, Package>
}

describe('before anything of a lock is installed', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'heatpay-lock-'))
  const files = ['package.json', 'package-lock.json', '.npmrc', '.ci/install-scripts.json', 'scripts/checkLock.mjs']
  const text = (name: string) => readFileSync(path.join(folder, name), 'utf8')
  beforeEach(() => {
    for (const name of files) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
      cpSync(path.join(PROJECT, name), path.join(folder, name))
    }
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  /** Changes the lock, and gives what is said of it. */
  function faultsAfter(change: (lock: Lock) => void): string[] {
    const lock = JSON.parse(text('package-lock.json')) as Lock
    change(lock)
    writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify(lock))
    const { status, stderr } = spawnSync(process.execPath, ['scripts/checkLock.mjs'], { cwd: folder, encoding: 'utf8' })
    expect(status).toBe(stderr === '' ? 0 : 1)
    return stderr.split('\n').filter(Boolean)
  }
  test('the lock as it is may be', () => {
    expect(faultsAfter(() => undefined)).toEqual([])
    expect(readFileSync(path.join(PROJECT, '.ci', 'run'), 'utf8')).toMatch(/node scripts\/checkLock\.mjs\nnpm ci\n/)
  })

  const KOA = 'node_modules/koa'
  test.each<[string, string, Package & { name?: string }, string]>([
    ['a new install script', KOA, { hasInstallScript: true }, 'koa@3.2.1: runs a script when it is installed'],
    [
      'a known script in another version',
      'node_modules/better-sqlite3',
      { version: '12.11.2' },
      '12.11.2: runs a script',
    ],
    [
      'an address elsewhere',
      KOA,
      { resolved: 'https://registry.npmjs.org.example/koa.tgz' },
      'koa@3.2.1: comes from https',
    ],
    [
      'an address at git',
      KOA,
      { resolved: 'git+ssh://git@github.com/koajs/koa.git#1' },
      'koa@3.2.1: comes from git+ssh',
    ],
    ['no digest', KOA, { integrity: undefined }, 'koa@3.2.1: has no sha512'],
    ['a weak digest', KOA, { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }, 'koa@3.2.1: has no sha512'],
    ['another version than is asked for', KOA, { version: '3.2.0' }, 'package.json asks for 3.2.1, the lock has 3.2.0'],
    ['a link', '../evil', { link: true }, '../evil: a link'],
    ['another name', KOA, { name: 'kao' }, 'koa@3.2.1: is kao under another name'],
  ])('%s is refused', (_, place, change, said) => {
    const faults = faultsAfter(({ packages }) => {
      packages[place] = { ...packages[place], ...change }
    })
    expect(faults).toContainEqual(expect.stringContaining(said))
  })

  test('so is another registry, and a version that is not exact', () => {
    writeFileSync(path.join(folder, '.npmrc'), 'save-exact=true\nregistry=https://evil.example/\n')
    const manifest = JSON.parse(text('package.json'))
    manifest.dependencies.koa = '^3.2.1'
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest))
    expect(faultsAfter(() => undefined)).toEqual([
      '.npmrc: registry is not for this file',
      'package.json: koa ^3.2.1: an exact version of the registry is asked for',
    ])
  })
})

test('each package that production installs stands under a licence that was looked at', () => {
  const table = execFileSync(process.execPath, ['scripts/licences.mjs'], { cwd: PROJECT, encoding: 'utf8' })
  expect(table.split('\n').length).toBeGreaterThan(300)
  expect(table).toContain('| koa | 3.2.1 | MIT |')
})
