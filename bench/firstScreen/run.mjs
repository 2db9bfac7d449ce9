// How long a resident on a slow line waits until H5 shows him what he owes, and how often the page asks the server first:
//   npm run -s bench:first-screen -- --latency 400 --kbits 400 --runs 3
// Cold is a browser that was never here; warm one that keeps the page's files. Both know the person and his household.
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'

process.env.TZ = 'Asia/Shanghai'
const require = createRequire(import.meta.url)
require('../../scripts/sources.cjs')
const { openBrowser } = require('../../test/support/browser/miniprogramBrowser.ts')
const { enter, startWorld } = require('../../test/support/world.ts')

const { values: options } = parseArgs({
  options: {
    latency: { type: 'string', default: '400' },
    kbits: { type: 'string', default: '400' },
    runs: { type: 'string', default: '3' },
    json: { type: 'boolean' },
  },
})
const HOME = '/#/pages/home/index?company=lanzhou'
const bytesASecond = (Number(options.kbits) * 1000) / 8
const median = (list) => [...list].sort((one, other) => one - other)[Math.floor(list.length / 2)]

const folder = mkdtempSync(path.join(tmpdir(), 'heatpay-bench-'))
const world = await startWorld(
  { folder, databaseUrl: `sqlite:${path.join(folder, 'heatpay.sqlite')}` },
  { DEMO_DATA: 'on' },
)
const browser = await openBrowser()

/** Opens home in a tab of this browser on the slow line: when words are there, when the amount is, after how many requests. */
async function visit(context) {
  const page = await context.newPage()
  const line = await context.newCDPSession(page)
  await line.send('Network.enable')
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: Number(options.latency),
    downloadThroughput: bytesASecond,
    uploadThroughput: bytesASecond,
  })
  let asked = 0
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.startsWith('/api/')) asked++
  })
  const began = performance.now()
  await page.goto(`${world.url}${HOME}`, { waitUntil: 'commit' })
  await page
    .getByText(/正在打开|正在加载|应缴/)
    .filter({ visible: true })
    .first()
    .waitFor({ timeout: 120_000 })
  const wordsMs = Math.round(performance.now() - began)
  await page.getByText('应缴', { exact: true }).filter({ visible: true }).first().waitFor({ timeout: 120_000 })
  const amountMs = Math.round(performance.now() - began)
  const requests = asked
  await page.close()
  return { wordsMs, amountMs, requests }
}

try {
  await (await enter(world, 'lanzhou', 'wechat', 'bench')).proves('6201000001', '赵示范')
  const cold = []
  const warm = []
  for (let run = 0; run < Number(options.runs); run++) {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })
    await context.addInitScript(() => {
      localStorage.setItem('heatpay.person', 'bench')
      localStorage.setItem('heatpay.channel', JSON.stringify({ data: 'wechat' }))
    })
    cold.push(await visit(context))
    warm.push(await visit(context))
    await context.close()
  }
  for (const [name, list] of Object.entries({ cold, warm })) {
    const figures = Object.fromEntries(
      ['wordsMs', 'amountMs', 'requests'].map((what) => [what, median(list.map((one) => one[what]))]),
    )
    const { wordsMs, amountMs, requests } = figures
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ name, ...figures })}\n`
        : `${name}: first words ${wordsMs} ms, what is owed ${amountMs} ms, after ${requests} requests to the API\n`,
    )
  }
} finally {
  await browser.close()
  await world.stop()
  rmSync(folder, { recursive: true, force: true })
}
