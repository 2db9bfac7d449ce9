import { readFileSync } from 'node:fs'
import path from 'node:path'
import { CHANNELS } from '../../contract/channelWords'
import { BILLINGS, HEAT_SOURCES, SERVICES, STOREYS, USES } from '../../contract/words'
import { loadAccounts } from '../../server/adapters/accounts/loadAccounts'
import { PROJECT } from '../support/ports'

const page = readFileSync(path.join(PROJECT, 'docs', 'glossary.md'), 'utf8')
const named = new Set([...page.matchAll(/`([^`]+)`/g)].map(([, name]) => name))

test.each([...USES, ...HEAT_SOURCES, ...BILLINGS, ...STOREYS, ...SERVICES, ...CHANNELS])(
  'the shared word %s is explained',
  (word) => {
    expect(named).toContain(word)
  },
)

test.each(loadAccounts(PROJECT).map(({ id, name }) => [id, name]))('the account %s is called %s', (id, name) => {
  expect(page.split('\n').some((line) => line.startsWith(`| ${name} |`) && line.includes(`\`${id}\``))).toBe(true)
})

test('no Chinese word comes twice', () => {
  const words = [...page.matchAll(/^\| ([^|]+) \| /gm)]
    .map(([, word = '']) => word.trim())
    .filter((word) => word !== '中文')
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([])
})
