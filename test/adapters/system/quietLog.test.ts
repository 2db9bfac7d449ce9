import { createChannelClocks } from '../../../server/adapters/system/channelClocks'
import { createLog, createQuiet } from '../../../server/adapters/system/log'

test('the same fault is said once a minute, with how many were alike meanwhile', () => {
  let now = 0
  const quiet = createQuiet(() => now)
  const said = (fault: string) => quiet.keptBack(fault)
  expect([said('a'), said('a'), said('b'), said('a')]).toEqual([0, undefined, 0, undefined])
  now = 59_999
  expect(said('a')).toBeUndefined()
  now = 60_000
  expect([said('a'), said('a'), said('b')]).toEqual([3, undefined, 0])
})

test('errors that differ in numbers are the same fault; what is no error is said each time', () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(JSON.parse(line).msg) })
  for (let n = 0; n < 5; n++) log.error({ job: `j${n}`, error: `Error: no answer from 10.0.0.${n}` }, 'job failed')
  log.error({ job: 'other', error: 'Error: not found' }, 'job failed')
  for (let n = 0; n < 3; n++) log.error({ loop: n, error: 'Error: the database does not answer' }, `work ${n}`)
  for (let n = 0; n < 3; n++) log.warn({ n }, 'a remark')
  expect(lines).toEqual(['job failed', 'job failed', 'work 0', 'a remark', 'a remark', 'a remark'])
})

describe('our clock against the channels’', () => {
  const NOW = Date.parse('2026-11-21T00:10:00Z')
  const header = (ms: number) => new Date(ms).toUTCString()

  test('is judged by the channel that agrees best, and by what was said a short while ago', () => {
    let now = NOW
    const clocks = createChannelClocks(() => now)
    expect(clocks.ourSkewMs()).toBeUndefined()
    clocks.heard('wechat', header(NOW - 360_000))
    expect(clocks.ourSkewMs()).toBe(360_000 - 500)
    // One of them may be wrong itself.
    clocks.heard('alipay', header(NOW))
    expect(clocks.ourSkewMs()).toBe(-500)
    expect(clocks.skews()).toEqual([
      { channel: 'wechat', aheadMs: 359_500 },
      { channel: 'alipay', aheadMs: -500 },
    ])
    clocks.heard('alipay', 'yesterday')
    expect(clocks.skews()).toHaveLength(2)
    now += 15 * 60_000
    expect(clocks.skews()).toEqual([])
    expect(clocks.ourSkewMs()).toBeUndefined()
  })
})
