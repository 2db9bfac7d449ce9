// What the three servers have in common: the sources, the settings, and the answers to the bench's questions.
const path = require('node:path')

process.env.TZ = 'Asia/Shanghai'
const ROOT = path.resolve(__dirname, '..', '..', '..')
require(path.join(ROOT, 'scripts', 'sources.cjs'))
const { readSettings } = require(path.join(ROOT, 'server', 'settings.ts'))

const settings = readSettings(
  {
    ...{ PORT: '0', SANDBOX_PORT: '1', DATA_DIR: process.env.BENCH_FOLDER, LOG_LEVEL: 'silent', DEMO_DATA: 'off' },
    DATABASE_URL: process.env.BENCH_DATABASE || path.join(process.env.BENCH_FOLDER, 'nothing.sqlite'),
  },
  ROOT,
)

/** Tells the bench that the server listens, and answers how far it is. */
function tell(port, { left, booked, close }) {
  process.on('message', async (question) => {
    if (question === 'left') process.send(await left())
    if (question === 'used') process.send(process.cpuUsage())
    if (question === 'booked') process.send(await booked())
    if (question === 'stop') {
      await close()
      process.exit(0)
    }
  })
  process.send({ port })
}

/** The merchant's channel, as the server opens it. */
function wechatChannel() {
  const { openMerchants } = require(path.join(ROOT, 'server', 'merchants.ts'))
  const { createChannelDirectory, sandboxEndpoints } = require(
    path.join(ROOT, 'server', 'adapters', 'channels', 'directory.ts'),
  )
  const { newNonce } = require(path.join(ROOT, 'server', 'adapters', 'system', 'ids.ts'))
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const merchants = openMerchants({ settings, log: quiet })
  const endpoints = sandboxEndpoints('http://127.0.0.1:1')
  return createChannelDirectory({ merchants, endpoints, clock: Date.now, newNonce, log: quiet }).get(
    'lanzhou',
    'wechat',
  )
}

/** Koa, with a route for each of the company's notifications, and what is done with a verified one before it is answered. */
function listen(channel, accept) {
  const Koa = require('koa')
  const Router = require('@koa/router')
  const readRaw = require('raw-body')
  const router = new Router()
  router.post('/notify/wechat/:company', async (context) => {
    const notification = { headers: context.headers, body: await readRaw(context.req) }
    const verified = channel.verify(notification, Date.now())
    if (verified.outcome === 'verified') await accept(verified.event, notification)
    const reply = verified.outcome === 'verified' ? channel.acknowledgement : channel.rejection
    context.status = reply.status
    context.type = reply.type
    context.body = reply.body
  })
  const app = new Koa()
  app.use(router.routes())
  return new Promise((resolve) => {
    const server = app.listen(0, '127.0.0.1', () => resolve(server))
  })
}

module.exports = { ROOT, settings, tell, wechatChannel, listen }
