import path from 'node:path'
import { prepareSandbox } from '../../../sandbox/prepare'
import { emptyPlace } from '../../support/engines'
import { heatpayHere } from '../../support/heatpayHere'

test('a day that was reconciled takes no more simulated payments, and its books stay whole', async () => {
  const place = await emptyPlace('sqlite')
  prepareSandbox(place.folder)
  const day = ['--company', 'lanzhou', '--date', '2026-11-20']
  const out = (name: string) => path.join(place.folder, name)
  const simulate = (seed: string, date = '2026-11-20') =>
    heatpayHere(
      place,
      ...['simulate', '--company', 'lanzhou', '--date', date, '--payments', '20', '--seed', seed, '--out', out(seed)],
    )
  try {
    expect(await simulate('1')).toMatchObject({ code: 0 })
    const bill = path.join(out('1'), 'wechat-trade.csv.gz')
    const reconciled = await heatpayHere(place, 'reconcile', ...day, '--channel', 'wechat', '--bill', bill, '--json')
    expect(JSON.parse(reconciled.stdout)).toMatchObject({ status: 'balanced' })
    const refused = await simulate('2')
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining('2026-11-20 was reconciled with wechat already'),
    ])
    // The same words again book nothing, and another day is free.
    expect(await simulate('1')).toMatchObject({ code: 0, stdout: expect.stringContaining('0 booked now') })
    expect(await simulate('2', '2026-11-21')).toMatchObject({ code: 0 })
    expect(await heatpayHere(place, 'verify-ledger')).toMatchObject({ code: 0, stderr: '' })
  } finally {
    await place.remove()
  }
})
