import { rulebooksOf } from '../../../server/adapters/rulebooks/loadRulebooks'
import { invented, rulebooks } from '../../support/estimate'

describe('the rulebooks of the five companies', () => {
  test('load whole, by id, with every worked example inside coming out as written', () => {
    expect(rulebooks.all().map(({ id }) => id)).toEqual(['baoji', 'beijing', 'binzhou', 'lanzhou', 'tangshan'])
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
    expect(rulebooksOf([...rulebooks.all(), ...invented.all()]).all()).toHaveLength(6)
  })
})
