import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { ApplicationView, GasAnswer } from '../../contract/applications'
import { onEachEngine } from '../support/engines'
import { withBill } from '../support/households'
import { codeOf, owner } from '../support/owner'
import { ownWorld } from '../support/ownWorld'
import { later, onDuty } from '../support/staff'
import type { World } from '../support/world'

const DAY_MS = 86_400_000
const SEASON = '2026-2027'
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')

onEachEngine('the meter of a gas-heated home, over HTTP', (newPlace) => {
  let world: World
  ownWorld(newPlace, async (begun) => {
    world = begun
    // Whatever day it is on this machine, the story begins on Nov 21.
    await world.sandboxCall('PUT', '/sandbox/api/clock', { now: Date.parse('2026-11-21T09:00:00+08:00') })
  })

  test('BJ8: a photo of the gas meter is taken, kept where nobody but staff sees it, and reviewed', async () => {
    // On the company's network when its bill was opened; since then it heats with a boiler of its own.
    const beijing = { company: 'beijing', userCode: '010000000001', heatSource: 'clean' } as const
    const { id } = await withBill(world.base, beijing, SEASON, '2026-11-14')
    await world.base.database.writer.query("UPDATE households SET heat_source = 'own-boiler' WHERE id = ?", [id])
    let home = await owner(world, 'beijing', '010000000001', 'gas', '张建国')
    const upload = async (photo: Buffer | undefined, fields: Record<string, string> = {}) => {
      const form = new FormData()
      const all = { cubicMetres: '1234.5', meterNumber: 'G-10086', ...fields }
      for (const [name, value] of Object.entries(all)) form.set(name, value)
      if (photo) form.set('photo', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), '../../evil.html')
      const { headers } = home
      const at = `${world.url}/api/households/${home.id}/gas-reports`
      const response = await fetch(at, { method: 'POST', headers, body: form })
      return { status: response.status, body: (await response.json()) as ApplicationView & { code?: string } }
    }
    const saidOf = ({ status, body }: Awaited<ReturnType<typeof upload>>) => `${status} ${body.code}`
    expect(saidOf(await upload(JPEG))).toBe('409 outside-window')

    // From Nov 21 to Mar 20.
    await later(world, 119 * DAY_MS)
    home = await owner(world, 'beijing', '010000000001', 'gas', '张建国')
    expect((await home.get<GasAnswer>('gas-reports')).body.windows).toMatchObject([
      { window: 'before', open: false },
      { window: 'after', from: '2027-03-16', to: '2027-04-15', open: true },
    ])
    const folder = path.join(world.settings.dataDir, 'gas-photos')
    expect(saidOf(await upload(undefined))).toBe('400 invalid-request')
    expect(saidOf(await upload(Buffer.from('<script>alert(1)</script>')))).toBe('422 bad-photo')
    expect(saidOf(await upload(Buffer.concat([JPEG, Buffer.alloc(5 * 1024 * 1024)])))).toBe('413 too-large')
    expect(saidOf(await upload(Buffer.concat([JPEG, Buffer.alloc(9 * 1024 * 1024)])))).toBe('413 too-large')
    for (const cubicMetres of ['-1', '1e9', '12345678', '1,5', '']) {
      expect(saidOf(await upload(JPEG, { cubicMetres }))).toBe('400 invalid-request')
    }
    expect(saidOf(await upload(JPEG, { extra: 'x' }))).toBe('400 invalid-request')
    const garbled = await fetch(`${world.url}/api/households/${home.id}/gas-reports`, {
      method: 'POST',
      headers: { ...home.headers, 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x\r\nContent-Disposition: form-data; name="photo"; filename="a"\r\n\r\nnever ends',
    })
    expect(garbled.status).toBe(400)

    const taken = await upload(JPEG)
    expect(taken).toMatchObject({ status: 201, body: { gas: { window: 'after', meterNumber: 'G-10086' } } })
    expect(saidOf(await upload(JPEG))).toBe('409 reported-twice')
    // Exactly the one that was taken is on the disk, under our own name.
    const kept = readdirSync(folder)
    expect(kept).toHaveLength(1)
    expect(kept[0]).toMatch(/^[0-9A-Z]{26}\.jpg$/)
    for (const at of [`/gas-photos/${kept[0]}`, `/${kept[0]}`, `/api/applications/${taken.body.id}/photo`]) {
      expect((await world.call('GET', at, home)).headers.get('content-type')).not.toContain('image')
    }

    const reviewer = await onDuty(world, 'chen.reviewer', 'cashier')
    const photo = await fetch(`${world.url}/console/api/applications/${taken.body.id}/photo`, {
      headers: { cookie: reviewer.cookie },
    })
    expect([photo.status, photo.headers.get('content-type'), photo.headers.get('x-content-type-options')]).toEqual([
      200,
      'image/jpeg',
      'nosniff',
    ])
    expect(Buffer.from(await photo.arrayBuffer())).toEqual(JPEG)
    const at = `/applications/${taken.body.id}`
    expect(codeOf(await reviewer.post(`${at}/refuse`, {}))).toBe('400 invalid-request')
    expect((await reviewer.post<ApplicationView>(`${at}/refuse`, { reason: '看不清' })).body.status).toBe('refused')
    const second = await upload(JPEG, { cubicMetres: '1300' })
    expect(second.status).toBe(201)
    expect((await reviewer.post<ApplicationView>(`/applications/${second.body.id}/accept`, {})).body.status).toBe(
      'accepted',
    )
    expect((await home.get<GasAnswer>('gas-reports')).body).toMatchObject({
      season: SEASON,
      subsidy: { state: 'rate-not-published' },
    })

    // What moves money is proposed by those who may, and refused while the rulebook names no rate.
    const granting = `/applications/${second.body.id}`
    expect(codeOf(await reviewer.post(`${granting}/gas-subsidy`))).toBe('403 not-allowed')
    const proposer = await onDuty(world, 'zhou.proposer', 'accountant')
    expect(codeOf(await proposer.post(`${granting}/gas-subsidy`))).toBe('422 no-subsidy-rate')
    const visit = { on: '2027-03-20', place: '中国建设银行', receipt: 'R-1' }
    expect(codeOf(await proposer.post(`${granting}/gas-collection`, visit))).toBe('409 not-granted')
    expect(codeOf(await proposer.post(`${granting}/gas-collection`, { ...visit, receipt: '张建国 领' }))).toBe(
      '400 invalid-request',
    )
  })
})
