import { Readable } from 'node:stream'
import ExcelJS from 'exceljs'
import type { ApprovalView } from '../../contract/console'
import type { ClosingState, ClosureView } from '../../contract/consoleClosings'
import type { BulkAnswer, DifferenceDetail, DifferencesAnswer } from '../../contract/consoleDifferences'
import { createReconcileDay } from '../../server/application/reconciliation/reconcileDay'
import { openReconciliation } from '../../server/wiring/reconciliation'
import { onEachEngine } from '../support/engines'
import { heatpayHere } from '../support/heatpayHere'
import { withBill } from '../support/households'
import { ownWorld } from '../support/ownWorld'
import { type AtConsole, codeNow, later, onDuty } from '../support/staff'
import { enter, eventually, type World } from '../support/world'

const COMPANY = 'lanzhou'
const HOUR = 3_600_000
const PASSWORD = 'correct horse battery'

onEachEngine('a morning at the finance desk, to the closed day', (newPlace) => {
  let world: World
  let place: Awaited<ReturnType<typeof newPlace>>
  let day: string
  let li: AtConsole
  let wang: AtConsole

  ownWorld(newPlace, (begun, at) => {
    world = begun
    place = at
    day = world.base.clock.today()
  })

  const reconcile = async () => {
    const done = await createReconcileDay(openReconciliation(world.base))({
      ...{ company: COMPANY, channel: 'wechat', date: day, actor: 'li' },
    })
    return done.outcome === 'refused' ? done.reason : done.result
  }
  const env = () => ({ SANDBOX_PORT: String(world.settings.sandboxPort), LOG_LEVEL: 'silent' })

  const run = (...words: string[]) => {
    Object.assign(process.env, env())
    return heatpayHere(place, ...words)
  }

  /** A command of somebody who hands password and one-time code over on standard input; each code works once. */
  async function asStaff(...words: string[]) {
    await later(world, 31_000)
    const { stdin } = process
    const input = Readable.from([`${PASSWORD}\n${codeNow(world.base)}\n`])
    Object.defineProperty(process, 'stdin', { value: input, configurable: true })
    try {
      return await run(...words)
    } finally {
      Object.defineProperty(process, 'stdin', { value: stdin, configurable: true })
    }
  }
  const list = async () => (await li.get<DifferencesAnswer>(`/differences?company=${COMPANY}`)).body

  test('a resident pays, and two strangers whose payments nobody tells us of', async () => {
    await withBill(
      world.base,
      { company: COMPANY, userCode: '6200000001', buildingArea: '100.00' },
      '2026-2027',
      '2026-10-31',
    )
    const payer = await enter(world, COMPANY, 'wechat', 'payer')
    const { body: card } = await payer.lookUp('6200000001')
    const { body: asked } = await payer.order({ kind: 'whole', householdId: card.id })
    await payer.pay(asked.order.orderNo)
    await eventually(
      () => payer.show(asked.order.orderNo),
      ({ body }) => body.state === 'paid',
    )
    await world.sandboxCall('PUT', '/sandbox/api/faults', { switches: { loseNotifications: true } })
    for (const amountFen of [10_000, 20_000]) {
      const stray = { company: COMPANY, channel: 'wechat', amountFen, person: 'stranger' }
      expect((await world.sandboxCall('POST', '/sandbox/api/strays', stray)).status).toBe(201)
    }
    await world.sandboxCall('PUT', '/sandbox/api/clock', { now: `${day}T00:00:00+08:00` })
    await world.sandboxCall('PUT', '/sandbox/api/clock', { advance: 35 * HOUR })
    expect(await reconcile()).toMatchObject({ status: 'differences', matched: 1 })
    li = await onDuty(world, 'li.fang', 'accountant', { company: COMPANY })
    wang = await onDuty(world, 'wang', 'manager')
    const { rows, totals } = await list()
    expect(totals).toEqual({ count: 2, ourFen: 0, theirFen: 30_000, open: 2, proposed: 0 })
    expect(rows.map(({ suggestion }) => suggestion?.resolution)).toEqual(['book-payment', 'book-payment'])
  })

  test('one goes out to Excel, comes back with a reason; a row of altered amount is refused', async () => {
    const response = await fetch(`${world.url}/console/api/differences?company=${COMPANY}&format=xlsx`, {
      headers: { cookie: li.cookie },
    })
    const book = new ExcelJS.Workbook()
    await book.xlsx.load((await response.arrayBuffer()) as ArrayBuffer)
    const sheet = book.worksheets[0]
    if (!sheet) throw new Error('no sheet')
    const headings = sheet.getRow(1).values as string[]
    const cell = (row: number, heading: string) => sheet.getRow(row).getCell(headings.indexOf(heading))
    cell(2, '原因').value = '=HYPERLINK("http://evil")'.replace('=', "'=")
    cell(3, '原因').value = '已核对'
    cell(3, '渠道（元）').value = 0.01
    sheet.addRow([])
    cell(4, '编号').value = 'NOBODY'
    cell(4, '原因').value = '已核对'
    const form = new FormData()
    form.append('file', new Blob([await book.xlsx.writeBuffer()]), 'differences.xlsx')
    const sent = await fetch(`${world.url}/console/api/difference-sheets?company=${COMPANY}`, {
      method: 'POST',
      body: form,
      headers: li.headers,
    })
    const answer = (await sent.json()) as BulkAnswer
    expect(answer).toMatchObject({ proposed: 1, refused: 2, leftOut: 0 })
    expect(answer.rows).toMatchObject([
      { row: 2, outcome: 'proposed' },
      { row: 3, outcome: 'refused', why: '金额被改动过，与系统不一致' },
      { row: 4, outcome: 'refused', why: '没有编号为“NOBODY”的差异' },
    ])
    expect((await list()).totals).toMatchObject({ open: 1, proposed: 1 })
  })

  test('the other is taken, and resolved from the command line; its maker may not approve', async () => {
    const open = (await list()).rows.find(({ status }) => status === 'open')
    const id = open?.id ?? ''
    const taken = await li.post<DifferenceDetail>(`/differences/${id}/owner`, { company: COMPANY })
    expect(taken.body.difference.owner).toBe('li.fang')
    const words = [
      'resolve',
      id,
      '--company',
      COMPANY,
      '--as',
      'book-payment',
      '--reason',
      '漏通知',
      '--login',
      'li.fang',
    ]
    const proposed = await asStaff(...words, '--json')
    expect([proposed.code, proposed.stderr]).toEqual([0, ''])
    const { approvalId, payloadHash } = JSON.parse(proposed.stdout)
    expect((await asStaff(...words)).code).toBe(1)

    const own = await asStaff('approve', approvalId, '--hash', payloadHash, '--login', 'li.fang')
    expect([own.code, own.stdout]).toEqual([1, ''])
    const wrong = await asStaff('approve', approvalId, '--hash', '0'.repeat(64), '--login', 'wang')
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('payload-changed')])
    const approved = await asStaff('approve', approvalId, '--hash', payloadHash, '--login', 'wang', '--json')
    expect([approved.code, JSON.parse(approved.stdout).status]).toEqual([0, 'executed'])
    const shown = await run('differences', 'show', id, '--company', COMPANY, '--json')
    expect(JSON.parse(shown.stdout).difference).toMatchObject({ status: 'closed', resolution: 'book-payment' })
  })

  test('the first is approved at the console by the second person; then the day is balanced', async () => {
    const waiting = await wang.get<{ rows: ApprovalView[] }>(`/approvals?company=${COMPANY}&status=proposed`)
    const [approval] = waiting.body.rows
    const path = `/approvals/${approval?.id}/approve`
    const { payloadHash } = approval ?? { payloadHash: '' }
    expect((await li.post(path, { payloadHash })).status).toBe(403)
    const decided = await wang.post<ApprovalView>(path, { payloadHash })
    expect(decided.body).toMatchObject({ status: 'executed', deedName: '对账差异处理' })
    expect((await list()).totals).toMatchObject({ open: 0, proposed: 0 })
    expect(await reconcile()).toMatchObject({ status: 'balanced', matched: 3, differences: [] })
  })

  test('the day is closed, once and for good', async () => {
    const state = async () => (await li.get<ClosingState>(`/closings/${day}?company=${COMPANY}`)).body
    expect(await state()).toMatchObject({ state: 'ready', nextToClose: day, blocks: [], closure: null })
    const check = await run(
      ...['close-day', '--company', COMPANY, '--date', world.base.clock.today(), '--check', '--json'],
    )
    expect([check.code, JSON.parse(check.stdout).blocks[0].block]).toEqual([1, 'not-over'])
    const closed = await wang.post<ClosureView>('/closings', { company: COMPANY, date: day })
    expect(closed.status).toBe(201)
    expect(closed.body).toMatchObject({ date: day, closedBy: 'wang' })
    expect(await state()).toMatchObject({ state: 'closed', closure: { closedBy: 'wang' } })
    const again = await asStaff('close-day', '--company', COMPANY, '--date', day, '--login', 'wang')
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('day-closed')])
    expect(await reconcile()).toMatch(/closed: nothing of it changes/)
    const [row] = (await list()).rows
    const reopening = await li.post(`/differences/${row?.id}/reopening`, { company: COMPANY, reason: '再看' })
    expect(reopening.status).toBe(409)
    const verified = await run('verify-ledger', '--json')
    expect([verified.code, verified.stderr]).toEqual([0, ''])
  })
})
