import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { ApprovalView } from '../../contract/console'
import type { FetchesAnswer, FetchView, FileAnswer, FilesAnswer, ProposedAnswer } from '../../contract/consoleFiles'
import type { Problem } from '../../contract/problem'
import { addDays, startOfDay } from '../../server/domain/calendar/civilDate'
import { bankDay, type DayRow } from '../support/bankDay'
import { onEachEngine } from '../support/engines'
import { heatpayAs, heatpayHere } from '../support/heatpayHere'
import { withBill } from '../support/households'
import { ownWorld } from '../support/ownWorld'
import { type AtConsole, codeNow, later, onDuty, uploadFile } from '../support/staff'
import { eventually, type World } from '../support/world'

const COMPANY = 'lanzhou'
const PASSWORD = 'correct horse battery'
const LI: DayRow = { userCode: '62010001', traceNo: 'BK0000000001', amountFen: 100_000 }
const WANG: DayRow = { userCode: '62010002', traceNo: 'BK0000000002', amountFen: 50_000 }

onEachEngine('files in, at the console', (newPlace) => {
  let place: Awaited<ReturnType<typeof newPlace>>
  let world: World
  let accountant: AtConsole
  let manager: AtConsole
  let second: AtConsole
  let yesterday: string

  const bytesOf = async (rows: readonly DayRow[]) => (await bankDay(place.folder, COMPANY, yesterday, rows)).bytes

  const upload = (who: AtConsole, bytes: Buffer, fields: Record<string, string> = {}, name?: string) =>
    uploadFile(world, who, bytes, { company: COMPANY, channel: 'bank:partner', date: yesterday, ...fields }, name)
  const uploadsLeft = () => {
    const folder = path.join(place.folder, 'bills', 'uploads')
    return existsSync(folder) ? readdirSync(folder) : []
  }

  ownWorld(newPlace, async (begun, at) => {
    world = begun
    place = at
    // Channels have their bills from 10:00 on.
    const noon = startOfDay(world.base.clock.today()) + 12 * 3_600_000
    await later(world, Math.max(1, noon - world.base.clock.now()))
    yesterday = addDays(world.base.clock.today(), -1)
    accountant = await onDuty(world, 'accountant', 'accountant')
    manager = await onDuty(world, 'manager', 'manager')
    second = await onDuty(world, 'second', 'manager')
    for (const { userCode } of [LI, WANG]) {
      await withBill(world.base, { company: COMPANY, userCode }, '2026-2027', '2026-12-31')
    }
  })

  test('an uploaded file that adds payments books none before a second person has approved it', async () => {
    const bytes = await bytesOf([LI])
    const done = await upload(accountant, bytes, {}, '../../对账?.png')
    const reason = expect.stringMatching(/^由一人上传的银行文件，其中 1 笔、1000\.00 元收款只以它为凭：待第二人复核/)
    expect(done).toMatchObject({ status: 201, body: { file: { status: 'awaiting', reason }, result: { reason } } })
    const paid = () => world.base.database.read.payments.byTransaction(COMPANY, 'bank:partner', LI.traceNo)
    expect(await paid()).toBeUndefined()
    const { id } = done.body.file
    const { approvalId } = (await manager.post<ProposedAnswer>(`/files/${id}/accept`, { company: COMPANY })).body
    const { payloadHash, summary } = (await manager.get<ApprovalView>(`/approvals/${approvalId}`)).body
    expect(summary).toContain('由一人上传的银行文件')
    expect(await second.post(`/approvals/${approvalId}/approve`, { payloadHash })).toMatchObject({ status: 200 })
    expect(await eventually(paid, (payment) => payment !== undefined)).toMatchObject({ amountFen: 100_000 })
  })

  test('an uploaded file is what its content says: its day is reconciled, and it is had as it came', async () => {
    const bytes = await bytesOf([LI])
    const done = await upload(accountant, bytes, {}, '别名.txt')
    expect(done).toMatchObject({ status: 201, body: { result: { status: 'balanced', matched: 1, differences: 0 } } })
    const { file } = done.body
    expect(file).toMatchObject({
      status: 'imported',
      reason: null,
      version: 1,
      source: 'upload',
      receivedBy: 'accountant',
      fileName: '对账_.png',
    })
    const original = await fetch(`${world.url}/console/api/files/${file.id}/original`, { headers: accountant.headers })
    expect(Buffer.from(await original.arrayBuffer())).toEqual(bytes)
    expect(original.headers.get('content-type')).toBe('application/octet-stream')
    const { rows } = await world.base.database.read.audit.page({ deed: 'download-file' }, 0, 5)
    expect(rows).toMatchObject([{ actor: 'accountant', subject: file.id }])
    expect(uploadsLeft()).toEqual([])
    expect((await upload(accountant, bytes)).body).toMatchObject({
      file: { id: file.id },
      result: { status: 'balanced' },
    })
  })

  test('another company’s, another day’s, a picture: put aside, and the list shows why', async () => {
    const bytes = await bytesOf([LI])
    expect((await upload(accountant, bytes, { company: 'baoji' })).body.result).toMatchObject({ status: 'quarantined' })
    expect((await upload(accountant, bytes, { date: addDays(yesterday, -1) })).body.result).toMatchObject({
      status: 'quarantined',
    })
    const picture = Buffer.from('89504e470d0a1a0a0000000d49484452ff', 'hex')
    expect((await upload(accountant, picture, { channel: 'wechat' })).body.file).toMatchObject({
      status: 'quarantined',
      version: null,
    })
    const { body } = await accountant.get<FilesAnswer>(`/files?company=${COMPANY}&status=quarantined`)
    expect(body.total).toBe(2)
    for (const row of body.rows) expect(row.reason).not.toBeNull()
    expect(body.channels).toEqual(
      expect.arrayContaining([
        { channel: 'wechat', name: '微信支付' },
        { channel: 'bank:partner', name: '合作银行' },
      ]),
    )
  })

  test('what is no such form is refused: a channel nobody has, no file, a day that does not exist', async () => {
    const bytes = await bytesOf([LI])
    expect(await upload(accountant, bytes, { channel: 'bank:nowhere' })).toMatchObject({
      status: 422,
      body: { code: 'no-such-channel' },
    })
    expect(await upload(accountant, Buffer.alloc(0))).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', path: 'file' },
    })
    expect(await upload(accountant, bytes, { date: '2026-02-30' })).toMatchObject({
      status: 400,
      body: { path: 'date' },
    })
    expect(await upload(accountant, bytes, { more: 'x' })).toMatchObject({ status: 400 })
    expect(uploadsLeft()).toEqual([])
  })

  test('a changed re-send waits; one proposes, another approves, and soon the books follow', async () => {
    const sent = await upload(accountant, await bytesOf([LI, WANG]))
    expect(sent.body).toMatchObject({
      file: { status: 'awaiting', version: 2 },
      result: { reason: expect.stringMatching(/待第二人复核/) },
    })
    const id = sent.body.file.id
    const seen = await accountant.get<FileAnswer>(`/files/${id}`)
    expect(seen.body).toMatchObject({ acceptable: true, change: { added: 1, removed: 0, changed: 0 } })
    expect(await world.base.database.read.payments.byTransaction(COMPANY, 'bank:partner', WANG.traceNo)).toBeUndefined()
    const proposed = await manager.post<ProposedAnswer>(`/files/${id}/accept`, { company: COMPANY })
    expect(proposed.status).toBe(201)
    const { approvalId } = proposed.body
    const approval = (await manager.get<ApprovalView>(`/approvals/${approvalId}`)).body
    const approve = (who: AtConsole) =>
      who.post<Problem>(`/approvals/${approvalId}/approve`, { payloadHash: approval.payloadHash })
    expect(await approve(manager)).toMatchObject({ status: 403, body: { code: 'maker-is-checker' } })
    expect(await approve(accountant)).toMatchObject({ status: 403 })
    expect(await approve(second)).toMatchObject({
      status: 200,
      body: { status: 'executed', deedName: '改用改送的账单文件' },
    })
    const paid = await eventually(
      () => world.base.database.read.payments.byTransaction(COMPANY, 'bank:partner', WANG.traceNo),
      (payment) => payment !== undefined,
    )
    expect(paid).toMatchObject({ outcome: 'applied', amountFen: 50_000 })
    const { body } = await accountant.get<FilesAnswer>(
      `/files?company=${COMPANY}&channel=bank:partner&from=${yesterday}`,
    )
    expect(body.rows.map(({ version, status }) => `${version} ${status}`)).toEqual(['2 imported', '1 superseded'])
    expect((await accountant.get<FileAnswer>(`/files/${id}`)).body).toMatchObject({
      acceptable: false,
      approval: { id: approvalId, status: 'executed', makerName: 'manager', checkerName: 'second' },
    })
  })

  test('a day’s files are fetched as long work: left, looked at again, asked twice, it goes on', async () => {
    const begun = await accountant.post<FetchView>('/fetches', { company: COMPANY, date: yesterday })
    expect(begun).toMatchObject({ status: 202, body: { startedBy: 'accountant', total: 5 } })
    const again = await manager.post<FetchView>('/fetches', { company: COMPANY, date: yesterday })
    if (again.body.endedAt === null) expect(again.body.id).toBe(begun.body.id)
    const over = await eventually(
      async () => (await manager.get<FetchView>(`/fetches/${begun.body.id}`)).body,
      ({ endedAt }) => endedAt !== null,
    )
    expect(over.steps.map(({ channelName, bill, state }) => `${channelName} ${bill} ${state}`)).toEqual([
      '微信支付 trade nothing',
      '微信支付 fundflow nothing',
      '支付宝 trade nothing',
      '支付宝 fundflow nothing',
      expect.stringMatching(/^合作银行 trade /),
    ])
    expect(over).toMatchObject({ done: 5, total: 5 })
    const { fetches } = (await manager.get<FetchesAnswer>(`/fetches?company=${COMPANY}`)).body
    expect(fetches.map(({ id }) => id)).toContain(begun.body.id)
    expect(await accountant.post('/fetches', { company: COMPANY, date: world.base.clock.today() })).toMatchObject({
      status: 422,
      body: { code: 'future-day' },
    })
  })

  test('an auditor reads and exports, a cashier uploads, neither proposes; another company’s: no', async () => {
    const auditor = await onDuty(world, 'auditor', 'auditor')
    const cashier = await onDuty(world, 'cashier', 'cashier')
    const elsewhere = await onDuty(world, 'elsewhere', 'manager', { company: 'baoji' })
    const list = `/files?company=${COMPANY}`
    const [first] = (await auditor.get<FilesAnswer>(list)).body.rows
    const id = first?.id
    const excel = await fetch(`${world.url}/console/api${list}&format=xlsx`, { headers: auditor.headers })
    expect(excel.headers.get('content-type')).toMatch(/spreadsheet/)
    expect((await cashier.get(`${list}&format=xlsx`)).status).toBe(403)
    expect((await upload(auditor, await bytesOf([LI]))).status).toBe(403)
    expect((await auditor.post('/fetches', { company: COMPANY, date: yesterday })).status).toBe(403)
    expect((await upload(cashier, await bytesOf([LI, WANG]))).status).toBe(201)
    expect((await cashier.post(`/files/${id}/accept`, { company: COMPANY })).status).toBe(403)
    for (const at of [list, `/files/${id}`, `/files/${id}/original`, `/fetches?company=${COMPANY}`]) {
      expect((await elsewhere.get(at)).status).toBe(404)
    }
    expect((await upload(elsewhere, await bytesOf([LI]))).status).toBe(404)
    expect((await elsewhere.post(`/files/${id}/accept`, { company: COMPANY })).status).toBe(404)
    expect((await world.call('GET', `/console/api/files?company=${COMPANY}`)).status).toBe(401)
  })

  test('the command line does the same: list, show, upload, propose, fetch; --json is one document', async () => {
    process.env.SANDBOX_PORT = String(world.settings.sandboxPort)
    const heatpay = (...words: string[]) => heatpayHere(place, 'files', ...words)
    const listed = await heatpay('list', '--company', COMPANY, '--channel', 'bank:partner', '--json')
    const { files } = JSON.parse(listed.stdout) as { files: { id: string; version: number }[] }
    const old = files.find(({ version }) => version === 1)?.id ?? ''
    expect((await heatpay('list', '--company', COMPANY)).stdout).toMatch(/合作银行 trade 第 2 版 {2}已导入 {2}2 笔/)
    const shown = await heatpay('show', old)
    expect(shown.stdout).toMatch(/与第 2 版相比：2 → 1 笔/)
    const { path: file } = { path: path.join(place.folder, 'bank-partner.txt') }
    await bytesOf([LI])
    const uploaded = await heatpay(
      'upload',
      file,
      '--company',
      COMPANY,
      '--channel',
      'bank:partner',
      '--date',
      yesterday,
      '--json',
    )
    expect(uploaded.code).toBe(0)
    expect(JSON.parse(uploaded.stdout)).toMatchObject({ file: { id: old, status: 'superseded' } })
    const wrong = await heatpay('upload', file, '--company', 'baoji', '--channel', 'bank:partner', '--date', yesterday)
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringMatching(/兰州/) })
    expect(
      (await heatpay('upload', file, '--company', COMPANY, '--channel', 'bank:Partner!', '--date', yesterday)).code,
    ).toBe(2)
    expect(
      (await heatpay('upload', `${file}.no`, '--company', COMPANY, '--channel', 'wechat', '--date', yesterday)).code,
    ).toBe(1)
    expect((await heatpay('propose', old, '--company', COMPANY)).code).toBe(2)
    await later(world, 31_000)
    const lines = [PASSWORD, codeNow(world.base)]
    const proposed = await heatpayAs(
      place,
      { login: 'accountant', lines },
      'files',
      'propose',
      old,
      '--company',
      COMPANY,
    )
    expect(proposed).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/改用第 1 版[\s\S]*somebody else approves it/),
    })
    const fetched = await heatpay('fetch', '--company', COMPANY, '--date', yesterday, '--json')
    expect(JSON.parse(fetched.stdout)).toMatchObject({ done: 5, total: 5 })
    expect(fetched).toMatchObject({ code: 0, stderr: expect.stringMatching(/5\/5 files/) })
    const day = ['--company', COMPANY, '--date', yesterday, '--json']
    const totalOf = async (...words: string[]) => JSON.parse((await heatpay('fetch', ...day, ...words)).stdout).total
    expect(await totalOf('--fund-flow')).toBe(5)
    expect(await totalOf('--no-fund-flow')).toBe(3)
    delete process.env.SANDBOX_PORT
    expect((await heatpay('show', 'nothing')).code).toBe(1)
    expect((await heatpay('--help')).stdout).toMatch(/upload[\s\S]*propose/)
  })
})
