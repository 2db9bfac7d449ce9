// The naive way: within the request, one transaction a notification, rows found and saved one by one through TypeORM's repositories.
// It writes what booking writes. On SQLite TypeORM has one connection, so there one transaction waits for the other.
const path = require('node:path')
const { ROOT, settings, tell, wechatChannel, listen } = require('./common.cjs')
const { openDataSource, databaseLocationOf } = require(path.join(ROOT, 'server', 'adapters', 'db', 'dataSource.ts'))
const { randomIds } = require(path.join(ROOT, 'server', 'adapters', 'system', 'ids.ts'))
const { civilDayOf } = require(path.join(ROOT, 'server', 'domain', 'calendar', 'civilDate.ts'))
const { transfersOf } = require(path.join(ROOT, 'server', 'application', 'common', 'post.ts'))
const { paymentApplied } = require(path.join(ROOT, 'server', 'domain', 'ledger', 'rules.ts'))

async function main() {
  const place = databaseLocationOf(settings.databaseUrl)
  const { createSealing, readSecrets } = require(path.join(ROOT, 'server', 'adapters', 'system', 'secrets.ts'))
  const source = await openDataSource(place, createSealing(readSecrets(settings.dataDir, settings).fieldKeys), 'write')
  const clock = { now: Date.now, today: () => civilDayOf(Date.now()) }
  const ids = randomIds(clock)
  let last = Promise.resolve()
  const transaction = (work) => {
    if (place.engine === 'mariadb') return source.transaction(work)
    const mine = last.then(() => source.transaction(work))
    last = mine.catch(() => undefined)
    return mine
  }
  const server = await listen(wechatChannel(), ({ eventId, what: { payment } }, { headers, body }) =>
    transaction(async (manager) => {
      const [now, company, source] = [Date.now(), 'lanzhou', 'wechat']
      const { orderNo, transactionId, amountFen, paidAt } = payment
      const save = (table, row) => manager.getRepository(table).save(row)
      if (await manager.getRepository('payments').findOneBy({ company, source, transactionId })) return
      const entry = { id: ids.next(), company, channel: source, eventId, subject: transactionId, headers, body }
      await save('inbox', { ...entry, event: payment, receivedAt: now, processedAt: now, attempts: 0, nextTryAt: now })
      const order = await manager.getRepository('orders').findOneBy({ orderNo })
      const home = await manager.getRepository('households').findOneBy({ id: order.householdId })
      const [bill] = await manager.getRepository('bills').findBy({ householdId: home.id })
      const days = { paidAt, paidOn: civilDayOf(paidAt), recordedAt: now }
      const paid = { id: ids.next(), company, source, transactionId, orderNo, householdId: home.id, amountFen, ...days }
      await save('payments', { ...paid, outcome: 'applied', refundedFen: 0, refundParts: 0 })
      await save('orders', { ...order, status: 'paid', transactionId, paidAt })
      await save('households', { ...home, version: home.version + 1 })
      await save('bills', { ...bill, appliedFen: bill.appliedFen + amountFen })
      const of = { company, billId: bill.id, paymentId: paid.id, ofPayment: paid.id, on: days.paidOn }
      const share = { season: bill.season, principalFen: amountFen, lateFeeFen: 0 }
      await save('bill_applications', {
        ...of,
        id: ids.next(),
        principalFen: amountFen,
        lateFeeFen: 0,
        recordedAt: now,
      })
      const posted = paymentApplied({ source, householdId: home.id, shares: [share], creditFen: 0 })
      const about = { company, postingKey: `payment:${company}:${source}:${transactionId}`, event: 'payment-applied' }
      const evidence = { effectiveOn: days.paidOn, evidenceKind: 'payment', evidenceId: paid.id, postings: posted }
      for (const transfer of transfersOf({ ...about, ...evidence }, { clock, ids })) {
        await save('transfers', transfer)
        await save('transfers_to_link', { transferId: transfer.id, company })
      }
      const message = {
        id: ids.next(),
        company,
        residentId: order.residentId,
        event: 'payment-received',
        subject: orderNo,
      }
      const times = { createdAt: now, waitsUntil: now + 900_000, endedAt: null }
      await save('messages', { ...message, occasion: orderNo, status: 'waiting', detail: null, ...times })
      const job = { key: `message:${message.id}`, company, kind: 'send-message', subject: message.id, dueAt: now }
      await save('jobs', { ...job, leaseUntil: 0, attempts: 0, lastError: null, doneAt: null })
    }),
  )
  tell(server.address().port, {
    left: () => 0,
    booked: async () => Number((await source.query('SELECT COUNT(*) AS n FROM payments'))[0].n),
    async close() {
      server.closeAllConnections()
      await source.destroy()
    },
  })
}
main()
