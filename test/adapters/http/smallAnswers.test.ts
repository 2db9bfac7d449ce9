import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import Koa from 'koa'
import { servePage } from '../../../server/adapters/http/static'
import { onEachEngine } from '../../support/engines'
import { household } from '../../support/households'
import { ownWorld } from '../../support/ownWorld'
import type { World } from '../../support/world'

onEachEngine(
  'what is the same for everybody',
  (newPlace) => {
    let world: World
    ownWorld(newPlace, (begun) => {
      world = begun
    })
    // Left to itself fetch asks that nothing be taken from where it was kept.
    const companies = (headers: Record<string, string> = {}) =>
      fetch(`${world.url}/api/companies`, { headers: { 'cache-control': 'max-age=0', ...headers } })

    test('is sent packed, and not again to who has it', async () => {
      const first = await companies({ 'accept-encoding': 'gzip' })
      expect(first.headers.get('content-encoding')).toBe('gzip')
      expect(first.headers.get('vary')).toContain('accept-encoding')
      expect(first.headers.get('cache-control')).toBe('no-cache')
      const plain = await companies({ 'accept-encoding': 'identity' })
      expect(plain.headers.get('content-encoding')).toBeNull()
      expect(await plain.text()).toBe(await first.text())
      const etag = first.headers.get('etag') ?? ''
      expect((await companies({ 'if-none-match': etag })).status).toBe(304)
      expect((await companies({ 'if-none-match': 'W/"other"' })).status).toBe(200)
    })

    test('is sent anew when it has changed', async () => {
      const etag = (await companies()).headers.get('etag') ?? ''
      const home = household(world.base, { company: 'binzhou', userCode: '0000000001' })
      await world.base.database.transaction((store) => store.households.insertMany([home]))
      const changed = await companies({ 'if-none-match': etag })
      expect(changed.status).toBe(200)
      expect(await changed.text()).toContain('"example":"0000000001"')
    })
  },
  ['sqlite'],
)

test('a page’s files are sent as the build has packed them, to a browser that takes it', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'heatpay-page-'))
  const script = 'export const words = "供热"\n'.repeat(100)
  writeFileSync(path.join(folder, 'index.html'), '<p>热缴通</p>')
  writeFileSync(path.join(folder, 'app.1234abcd.js'), script)
  writeFileSync(path.join(folder, 'app.1234abcd.js.br'), brotliCompressSync(script))
  writeFileSync(path.join(folder, 'app.1234abcd.js.gz'), gzipSync(script))
  const app = new Koa()
  servePage(app, folder)
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  try {
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}/app.1234abcd.js`
    for (const encoding of ['br', 'gzip', 'identity']) {
      const sent = await fetch(at, { headers: { 'accept-encoding': encoding } })
      expect(sent.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding)
      expect(sent.headers.get('content-type')).toContain('javascript')
      expect(sent.headers.get('cache-control')).toContain('immutable')
      expect(sent.headers.get('vary')).toContain('accept-encoding')
      expect(await sent.text()).toBe(script)
    }
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    rmSync(folder, { recursive: true, force: true })
  }
})
