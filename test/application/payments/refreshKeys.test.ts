import type { Channel } from '../../../contract/channelWords'
import { createRefreshKeys } from '../../../server/application/payments/refreshKeys'
import type { ChannelDirectory, PaymentChannel } from '../../../server/application/ports/channels'
import { listeningLog } from '../../support/channels/log'

const HOUR = 3_600_000

/** Two companies with WeChat, one with Alipay; their answers are decided by the test. */
function stage(answer: (company: string) => boolean = () => true) {
  const clock = { now: Date.parse('2026-11-21T12:00:00+08:00') }
  const asked: string[] = []
  const channel = (name: Channel, company: string) =>
    ({
      name,
      refreshKeys: async () => {
        asked.push(`${name} ${company}`)
        return name === 'wechat' && answer(company)
      },
    }) as unknown as PaymentChannel
  const channels: ChannelDirectory = {
    get: (company, name) => channel(name, company),
    companiesWith: (name) => (name === 'wechat' ? ['lanzhou', 'baoji'] : ['lanzhou']),
  }
  const { log, lines } = listeningLog()
  const refresh = createRefreshKeys({ channels, clock: { now: () => clock.now, today: () => '' }, log })
  return { refresh, clock, asked, lines }
}

test('keys are fetched half an hour after the start, every twelve hours, each company’s once', async () => {
  const { refresh, clock, asked } = stage()
  const lookEveryMinute = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute++) {
      await refresh()
      clock.now += 60_000
    }
  }
  await lookEveryMinute(30)
  expect(asked).toEqual([])
  await lookEveryMinute(60)
  expect(asked).toEqual(['wechat lanzhou', 'wechat baoji', 'alipay lanzhou'])
  await lookEveryMinute(24 * 60)
  expect(asked.filter((one) => one === 'wechat baoji')).toHaveLength(3)
})

test('what failed is tried again sooner, at growing distances, and said', async () => {
  let works = false
  const { refresh, clock, asked, lines } = stage((company) => company !== 'baoji' || works)
  const baojis = () => asked.filter((one) => one === 'wechat baoji').length
  await refresh()
  clock.now += HOUR / 2
  await refresh()
  const distances = []
  for (let failure = 1; failure <= 6; failure++) {
    const before = baojis()
    let waited = 0
    while (baojis() === before) {
      clock.now += HOUR / 2
      waited += 0.5
      await refresh()
    }
    distances.push(waited)
  }
  expect(distances).toEqual([0.5, 1, 2, 4, 8, 12])
  expect(lines.map(({ company }) => company)).toEqual(Array.from({ length: 7 }, () => 'baoji'))
  works = true
  clock.now += 12 * HOUR
  await refresh()
  clock.now += HOUR / 2
  await refresh()
  expect(lines).toHaveLength(7)
})

test('a clock that is set back does not keep keys from being fetched', async () => {
  const { refresh, clock, asked } = stage()
  await refresh()
  clock.now -= 30 * 24 * HOUR
  await refresh()
  expect(asked).toHaveLength(3)
})

test('Alipay, whose keys change only when it says so, is no failure', async () => {
  const { refresh, clock, lines } = stage()
  await refresh()
  clock.now += HOUR
  await refresh()
  expect(lines).toEqual([])
})
