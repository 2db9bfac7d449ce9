import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { ApprovalView } from '../../contract/console'
import type { FetchesAnswer, FetchView, FileAnswer, FilesAnswer, ProposedAnswer } from '../../contract/consoleFiles'
import type { LookAnswer, MappingsAnswer, PreviewAnswer } from '../../contract/consoleMappings'
import type { Problem } from '../../contract/problem'
import { addDays, startOfDay } from '../../server/domain/calendar/civilDate'
import { bankDay, type DayRow } from '../support/bankDay'
import { onEachEngine } from '../support/engines'
import { heatpayAs, heatpayHere } from '../support/heatpayHere'
import { withBill } from '../support/households'
import { ownWorld } from '../support/ownWorld'
import { type AtConsole, codeNow, later, onDuty, sendFile, uploadFile } from '../support/staff'
import { eventually, type World } from '../support/world'

const COMPANY = 'lanzhou'
const PASSWORD = 'correct horse battery'
const LI: DayRow = { userCode: '62010001', traceNo: 'BK0000000001', amountFen: 100_000 }
const WANG: DayRow = { userCode: '62010002', traceNo: 'BK0000000002', amountFen: 50_000 }

const ACCOUNT = '2703001009000620001'

/** A day of our account as some online bank gives it: titles, two columns of amounts, a balance in each row, a line of totals. */
const someBank = (day: string, more = ''): Buffer =>
  Buffer.from(
    `某商业银行账户明细\n账号：,${ACCOUNT}\n记账日,转入金额,转出金额,当前余额,收(付)方名称,交易用途,核心流水号,本方账号\n` +
      `${day},"1,234.00",,"101,234.00",财付通支付科技有限公司,结算款,C0001,${ACCOUNT}\n` +
      `${day},,20.00,"101,214.00",,账户管理费,C0002,${ACCOUNT}\n${more}合计,"1,234.00",20.00\n`,
  )

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

  describe('导入银行流水: a file of our account that no template knows', () => {
    const fields = () => ({ company: COMPANY, account: ACCOUNT })
    const told = () => ({
      ...fields(),
      ...{ date: yesterday, bookedOn: '记账日', credit: '转入金额', debit: '转出金额', balance: '当前余额' },
      ...{ counterparty: '收(付)方名称', summary: '交易用途', bankReference: '核心流水号', accountNumber: '本方账号' },
    })
    const send = <Body>(to: string, more: Record<string, string>, bytes = someBank(yesterday)) =>
      sendFile<Body>(world, accountant, `/statement-mappings${to}`, { bytes, fields: more, name: '明细.csv' })
    const statement = () => ({ channel: 'bank:statement-mt940' })

    test('is put aside before its columns are told; its lines are shown, with a guess at its columns', async () => {
      const before = await upload(accountant, someBank(yesterday), statement())
      expect(before.body.file).toMatchObject({ status: 'quarantined' })
      const looked = (await send<LookAnswer>('/look', fields())).body
      expect(looked).toMatchObject({ outcome: 'read', headingAt: 2, known: null })
      expect(looked).toMatchObject({ guess: { bookedOn: '记账日', balance: '当前余额', bankReference: '核心流水号' } })
      const picture = Buffer.from('89504e470d0a1a0a0000000d49484452ff', 'hex')
      expect((await send<LookAnswer>('/look', fields(), picture)).body).toMatchObject({ outcome: 'wrong' })
    })

    test('is shown as it will be read, its balances checked; what contradicts itself says why', async () => {
      const preview = async (more: Record<string, string>, bytes?: Buffer) =>
        (await send<PreviewAnswer>('/preview', { ...told(), ...more }, bytes)).body
      expect(await preview({})).toMatchObject({
        ...{ outcome: 'read', count: 2, inFen: 123_400, outFen: 2_000, openingFen: 10_000_000, closingFen: 10_121_400 },
        ...{ holds: true, account: ACCOUNT },
        rows: [
          { fen: 123_400, bankReference: 'C0001', remark: '结算款 财付通支付科技有限公司' },
          { fen: -2_000, bankReference: 'C0002', remark: '账户管理费' },
        ],
      })
      const short = Buffer.from(someBank(yesterday).toString().replace('101,214.00', '101,204.00'))
      expect(await preview({}, short)).toMatchObject({ holds: false, note: expect.stringContaining('接不上') })
      expect(await preview({ amount: '当前余额', balance: '转入金额' })).toMatchObject({ outcome: 'wrong' })
      expect(await preview({ debit: '转入金额' })).toMatchObject({ outcome: 'wrong', reason: '同一列不能用两次' })
      expect(await preview({ bookedOn: '日子' })).toMatchObject({ reason: expect.stringContaining('“日子”') })
    })

    test('is known by its headings once a second person has agreed, and read; nobody alone decides that', async () => {
      const short = Buffer.from(someBank(yesterday).toString().replace('101,214.00', '101,204.00'))
      const named = { ...told(), name: '某商业银行网银' }
      const wrong = await sendFile<ProposedAnswer>(world, manager, '/statement-mappings', {
        ...{ bytes: short, fields: named, name: '明细.csv' },
      })
      expect(wrong).toMatchObject({ status: 422, body: { code: 'mapping-unreadable' } })
      const proposed = await sendFile<ProposedAnswer>(world, manager, '/statement-mappings', {
        ...{ bytes: someBank(yesterday), fields: named, name: '明细.csv' },
      })
      expect(proposed.status).toBe(201)
      const { approvalId } = proposed.body
      const { payloadHash, summary } = (await manager.get<ApprovalView>(`/approvals/${approvalId}`)).body
      expect(summary).toContain('“转入金额”为收入，“转出金额”为支出，“当前余额”为余额')
      const approve = (who: AtConsole) => who.post(`/approvals/${approvalId}/approve`, { payloadHash })
      expect(await approve(manager)).toMatchObject({ status: 403 })
      expect((await upload(accountant, someBank(yesterday, ' \n'), statement())).body.file.status).toBe('quarantined')
      expect(await approve(second)).toMatchObject({ status: 200 })

      const { mappings } = (await accountant.get<MappingsAnswer>(`/statement-mappings?company=${COMPANY}`)).body
      expect(mappings).toMatchObject([{ name: '某商业银行网银', proposedBy: 'manager', approvedBy: 'second' }])
      expect((await send<LookAnswer>('/look', fields())).body).toMatchObject({ known: '某商业银行网银' })
      const done = await upload(accountant, someBank(yesterday), statement())
      expect(done.body.file).toMatchObject({ status: 'imported', rows: 2, totalFen: 121_400 })
      const lines = await accountant.get<{ rows: { fen: number; bankReference: string }[] }>(
        `/bank/lines?company=${COMPANY}&account=${ACCOUNT}`,
      )
      expect(lines.body.rows.map(({ fen, bankReference }) => [fen, bankReference])).toEqual([
        [-2_000, 'C0002'],
        [123_400, 'C0001'],
      ])
    })

    test('of another shape is not taken for it', async () => {
      const other = Buffer.from(
        someBank(yesterday).toString().replace('转入金额', '转出额').replace('转出金额', '转入额'),
      )
      expect((await send<LookAnswer>('/look', fields(), other)).body).toMatchObject({ known: null })
      expect((await upload(accountant, other, statement())).body.file).toMatchObject({ status: 'quarantined' })
    })
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
