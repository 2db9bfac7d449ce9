// heatpay's server as it runs, with all its loops.
const path = require('node:path')
const { ROOT, settings, tell } = require('./common.cjs')
const { startServer } = require(path.join(ROOT, 'server', 'main.ts'))
const { openDataSource, databaseLocationOf } = require(path.join(ROOT, 'server', 'adapters', 'db', 'dataSource.ts'))

async function main() {
  const server = await startServer(settings)
  const sealing = { seal: (text) => text, open: (text) => text }
  const look = await openDataSource(databaseLocationOf(settings.databaseUrl), sealing, 'read')
  const count = async (sql) => Number((await look.query(sql))[0].n)
  tell(Number(new URL(server.url).port), {
    left: () => count('SELECT COUNT(*) AS n FROM inbox WHERE processed_at IS NULL'),
    booked: () => count("SELECT COUNT(*) AS n FROM payments WHERE outcome = 'applied'"),
    async close() {
      await look.destroy()
      await server.close()
    },
  })
}
main()
