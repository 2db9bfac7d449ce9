import { readFileSync } from 'node:fs'
import path from 'node:path'
import { RESOLUTIONS } from '../../contract/differenceWords'
import { compile } from '../support/compiler'
import { ROOT, sourcesBelow } from '../support/sources'

const WORDS = 'contract/differenceWords.ts'
const FOLDER = 'server/application/differences/resolutions'
const INDEX = `${FOLDER}/index.ts`

const SOURCES = sourcesBelow(['contract', 'server', 'console'], /\.tsx?$/).map((file) => ({
  file,
  text: readFileSync(path.join(ROOT, file), 'utf8'),
}))

/** Who of the server says anything of resolutions: nobody else can be asked by a further one. */
const CONCERNED = SOURCES.filter(
  ({ file, text }) =>
    file.startsWith('server/application/differences/') ||
    (/^(server|contract)/.test(file) && /\bRESOLUTION|\bResolution\b/.test(text)),
).map(({ file }) => file)

describe('a resolution', () => {
  const today = compile(CONCERNED)
  const textOf = (file: string) => today.source(file).text
  /** What does not compile any more, of some files, once files read otherwise. */
  function errorsWith(texts: Record<string, string>, of: readonly string[]): string[] {
    for (const [file, text] of Object.entries(texts)) expect(text).not.toBe(textOf(file))
    const after = today.with(new Map(Object.entries(texts)))
    return of.flatMap((one) => after.errors(one)).map((error) => `${error.file}: ${error.text}`)
  }

  test('that is added to the contract does not compile in one place, until a file describes it', () => {
    const added = textOf(WORDS).replace('export const RESOLUTION_NAMES = {', "$& 'added-one': '新的处理',")
    const [error = '', ...others] = errorsWith({ [WORDS]: added }, CONCERNED)
    expect(others).toEqual([])
    expect(error).toContain(`${INDEX}: Property '"added-one"' is missing`)
  })

  test('that the index has left out does not compile', () => {
    const without = textOf(INDEX).replace('  writeOff,\n', '')
    expect(errorsWith({ [INDEX]: without }, [INDEX])).toContainEqual(
      expect.stringContaining(`${INDEX}: Property '"write-off"' is missing`),
    )
  })

  test('does not compile under an unknown name, nor with any of its parts missing', () => {
    const parts = Object.entries({
      name: 'acknowledge',
      of: 'askBank',
      fits: 'writeOff',
      amount: 'apply',
      sentence: 'claimFee',
      needs: 'bookSecond',
      truth: 'bookRefund',
      run: 'toSuspense',
    }).map(([part, rule]) => ({ part, file: `${FOLDER}/${rule}.ts` }))
    const without = parts.map(({ part, file }) => {
      const changed = part === 'name' ? '$&' : `  ${part}Not$1`
      return [file, textOf(file).replace(new RegExp(`^  ${part}([:(])`, 'm'), changed)] as const
    })
    const renamed = without.map(([file, text]) => [file, text.replace("name: 'acknowledge'", "name: 'added-one'")])
    const errors = errorsWith(
      Object.fromEntries(renamed),
      parts.map(({ file }) => file),
    )
    const refused = parts.filter(({ file }) => errors.some((error) => error.startsWith(file)))
    expect(refused).toEqual(parts)
  })

  test('is named by no other source than its own file and the contract', () => {
    // Ledger events, passes, steps and approved actions of other work have these words, too.
    const alsoOthers = ['refund', 'apply', 'acknowledge', 'claim-returned', 'ask-bank', 'move-payment']
    const named = RESOLUTIONS.filter((name) => !alsoOthers.includes(name)).flatMap((name) => {
      const own = `${FOLDER}/${name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())}.ts`
      return SOURCES.filter(({ file, text }) => file !== own && file !== WORDS && text.includes(`'${name}'`)).map(
        ({ file }) => `${name} in ${file}`,
      )
    })
    expect(named).toEqual([
      // The claims of a database from before they were kept.
      'claim-fee in server/adapters/db/migrations/1700000000016-keepChannelClaims.ts',
      // What a re-sent statement was followed in is told again when it changes once more.
      'follow-statement in server/application/runs/statementItems.ts',
    ])
  })
})
