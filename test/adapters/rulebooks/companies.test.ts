import { readdirSync } from 'node:fs'
import path from 'node:path'
import { rulebooksOf } from '../../../server/adapters/rulebooks/loadRulebooks'
import { invented, rulebooks } from '../../support/estimate'
import { PROJECT } from '../../support/ports'

describe('the rulebooks of config/rulebooks', () => {
  test('load whole, by id, with every worked example inside coming out as written', () => {
    const files = readdirSync(path.join(PROJECT, 'config', 'rulebooks')).filter((name) => name.endsWith('.yaml'))
    expect(rulebooks.all().map(({ id }) => `${id}.yaml`)).toEqual(files.sort())
    expect(rulebooks.get('lanzhou')?.name).toBe('兰州城区供热')
    expect(rulebooks.get('atlantis')).toBeUndefined()
  })

  test('C9: every price names a document that is spelt out', () => {
    for (const { sources, areaPrices, meteredPrices } of rulebooks.all()) {
      for (const { source } of [...areaPrices, ...meteredPrices]) expect(sources[source]).toBeTruthy()
    }
  })

  test('none of them is invented; the sixth is, and says so', () => {
    expect(rulebooks.all().filter(({ example }) => example)).toEqual([])
    expect(invented.all().map(({ example }) => example)).toEqual(['invented'])
    expect(rulebooksOf([...rulebooks.all(), ...invented.all()]).all()).toHaveLength(rulebooks.all().length + 1)
  })
})
