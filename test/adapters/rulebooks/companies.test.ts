import { join } from 'node:path'
import { faultText } from '../../../server/adapters/rulebooks/fault'
import { loadRulebooks } from '../../../server/adapters/rulebooks/loadRulebooks'

describe('the rulebooks of the five companies', () => {
  const loaded = loadRulebooks(join(__dirname, '../../../config/rulebooks'))

  test('load whole, with every worked example inside coming out as written', () => {
    expect(loaded.outcome === 'wrong' ? loaded.faults.map(faultText) : []).toEqual([])
  })
})
