import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(__dirname, '..')

function* sourcesBelow(folder: string): Generator<string> {
  for (const name of readdirSync(path.join(root, folder))) {
    const place = path.join(folder, name)
    if (statSync(path.join(root, place)).isDirectory()) yield* sourcesBelow(place)
    else if (/\.tsx?$/.test(name)) yield place
  }
}

/** Where a thing may be said, and the files that say it elsewhere. */
function strays(folder: string, said: RegExp, allowed: RegExp): string[] {
  return [...sourcesBelow(folder)].filter(
    (file) =>
      !allowed.test(file) &&
      said.test(readFileSync(path.join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')),
  )
}

describe('the rules of the house', () => {
  test('arrows: no import against the direction, no cycles, rooms kept apart', () => {
    const said = execFileSync(
      process.execPath,
      [
        path.join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
        '--config',
        '.dependency-cruiser.cjs',
        '--output-type',
        'json',
        'contract',
        'server',
        'sandbox',
        'miniprogram',
        'console',
      ],
      { cwd: root, encoding: 'utf8', maxBuffer: 256 << 20 },
    )
    const { summary } = JSON.parse(said) as {
      summary: { violations: { from: string; to: string; rule: { name: string } }[]; totalCruised: number }
    }
    expect(summary.totalCruised).toBeGreaterThan(100)
    expect(summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)).toEqual([])
  })

  test('process.env is read in the settings only', () => {
    expect(strays('server', /process\.env/, /^server\/settings\.ts$/)).toEqual([])
    expect(strays('sandbox', /process\.env/, /^sandbox\/settings\.ts$/)).toEqual([])
  })

  test('clock and chance are in adapters/system, or handed in', () => {
    const allowed = /^server\/(adapters\/system\/|main\.ts|wiring\/base\.ts)/
    expect(strays('server', /Date\.now\b|new Date\(\)|Math\.random|randomBytes|randomUUID/, allowed)).toEqual([])
  })

  test('no company is named in code: a company is data', () => {
    expect(strays('server', /===\s*['"](beijing|tangshan|lanzhou|baoji|binzhou)['"]/, /$^/)).toEqual([])
    expect(strays('console', /===\s*['"](beijing|tangshan|lanzhou|baoji|binzhou)['"]/, /$^/)).toEqual([])
    expect(strays('miniprogram', /===\s*['"](beijing|tangshan|lanzhou|baoji|binzhou)['"]/, /$^/)).toEqual([])
  })

  test('tables are read as the rows that they keep, by their shape and never by their name', () => {
    expect(strays('server', /\bgetRepository\b/, /^server\/adapters\/db\/rows\.ts$/)).toEqual([])
  })

  test('nothing escapes the type checker', () => {
    for (const folder of ['contract', 'server', 'sandbox', 'miniprogram', 'console']) {
      expect(strays(folder, /: any\b|\bas any\b|@ts-ignore|@ts-nocheck/, /$^/)).toEqual([])
    }
  })

  test('a verb is made once: wiring hands it to all who need it', () => {
    /** Each call makes another one: a loop for some kinds of job, an action of its own, a job's work of its own. */
    const kinds = new Set(['createRunJobs', 'createProposeHouseholdAction', 'createRunApprovedJob'])
    const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8')
    const verbs = [...sourcesBelow('server/application')].flatMap((file) =>
      [...textOf(file).matchAll(/^export function (create\w+)/gm)].map(([, name = '']) => name),
    )
    const wiring = [...sourcesBelow('server')].filter((file) =>
      /^server\/(wiring\/\w+|main|application\/\w+\/index)\.ts$/.test(file),
    )
    const made = wiring.flatMap((file) => [...textOf(file).matchAll(/(?<!function )\b(create\w+)\(/g)])
    const times = (verb: string) => made.filter(([, name]) => name === verb).length
    expect(verbs.filter((verb) => times(verb) === 1).length).toBeGreaterThan(100)
    expect(verbs.filter((verb) => times(verb) > 1 && !kinds.has(verb))).toEqual([])
  })
})
