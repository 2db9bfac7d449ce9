import path from 'node:path'
import { emptyPlace } from '../support/engines'
import { heatpayHere } from '../support/heatpayHere'
import { openPorts, type StoryPorts } from '../support/ports'

describe('files and channels that a person names on the command line', () => {
  let ports: StoryPorts
  beforeAll(async () => {
    ports = await openPorts(() => emptyPlace('sqlite'))
  })
  afterAll(() => ports.remove())
  const heatpay = (...given: string[]) => heatpayHere(ports.place, ...given)
  const day = ['--company', 'lanzhou', '--channel', 'wechat', '--date', '2026-11-20', '--json']

  test.each([
    ['no-such.csv', 'no such file: '],
    ['.', 'not a file: '],
    ['', 'not a file: '],
  ])('“%s” is refused by reconcile and by files upload, with nothing on standard output', async (name, reason) => {
    const given = name === '' ? '' : path.join(ports.place.folder, name)
    const reconciled = await heatpay('reconcile', ...day, '--bill', given)
    expect(reconciled).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(reason) })
    const uploaded = await heatpay('files', 'upload', given, ...day)
    expect(uploaded).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(reason) })
  })

  test.each([
    ['--kind', 'long'],
    ['--channel', 'weixin'],
    ['--status', 'done'],
    ['--from', '2026-02-30'],
  ])('a list of differences with %s %s is wrong usage, not an empty list', async (option, word) => {
    const listed = await heatpay('differences', '--company', 'lanzhou', option, word, '--json')
    expect(listed).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(option) })
  })
})
