import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Koa from 'koa'
import { z } from 'zod'
import { spoolFolder } from '../../../server/adapters/files/folders'
import { translateErrors } from '../../../server/adapters/http/respond'
import { uploadedFile } from '../../../server/adapters/http/uploadedFile'
import { silent } from '../../support/files'

describe('a form with one file', () => {
  let folder: string
  let server: Server
  let url: string
  let seen: string[]

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'heatpay-upload-'))
    seen = []
    const spool = spoolFolder(folder)
    let id = 0
    const app = new Koa().use(translateErrors(silent)).use(async (context) => {
      const form = await uploadedFile(context, z.strictObject({ day: z.string().min(1) }), {
        room: (name) => spool(String(++id), name),
        mostBytes: 1000,
      })
      seen.push(readFileSync(form.path, 'utf8'))
      await form.remove()
      context.body = form.fields
    })
    app.silent = true
    server = createServer(app.callback())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  })
  afterEach(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    rmSync(folder, { recursive: true, force: true })
  })

  async function send(fields: Record<string, string>, file?: string, field = 'file') {
    const form = new FormData()
    if (file !== undefined) form.set(field, new Blob([file]), 'day.txt')
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    const answered = await fetch(url, { method: 'POST', body: form })
    return { status: answered.status, body: await answered.json() }
  }

  test('is written to the disk, wherever its fields stand, and cleared away', async () => {
    expect(await send({ day: '1' }, 'x'.repeat(999))).toEqual({ status: 200, body: { day: '1' } })
    expect(seen).toEqual(['x'.repeat(999)])
    expect(readdirSync(folder)).toEqual([])
  })

  test('too large is 413; a wrong field, no file or an empty one is 400; nothing stays', async () => {
    expect(await send({ day: '1' }, 'x'.repeat(1001))).toMatchObject({ status: 413, body: { code: 'too-large' } })
    expect(await send({ day: '1' }, 'x'.repeat(100_000))).toMatchObject({ status: 413 })
    expect(await send({}, 'x')).toMatchObject({ status: 400, body: { path: 'day' } })
    expect(await send({ day: '1', more: '2' }, 'x')).toMatchObject({ status: 400, body: { path: 'more' } })
    expect(await send({ day: '1' })).toMatchObject({ status: 400, body: { path: 'file' } })
    expect(await send({ day: '1' }, '')).toMatchObject({ status: 400, body: { path: 'file' } })
    expect(await send({ day: '1' }, 'x', 'other')).toMatchObject({ status: 400, body: { path: 'file' } })
    const json = await fetch(url, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })
    expect(json.status).toBe(400)
    expect([seen, readdirSync(folder)]).toEqual([[], []])
  })

  test('that breaks off half-way leaves nothing behind', async () => {
    const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="day.txt"\r\n\r\nhalf of'
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.write(
      `POST / HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 900\r\n\r\n${head}`,
    )
    while (readdirSync(folder).length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    socket.destroy()
    const until = Date.now() + 3000
    while (readdirSync(folder).length > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 10))
    expect([seen, readdirSync(folder)]).toEqual([[], []])
  })
})
