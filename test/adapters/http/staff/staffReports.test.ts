import { existsSync, readFileSync } from 'node:fs'
import exceljs from 'exceljs'
import type { DeskInvoicesAnswer } from '../../../../contract/consoleInvoices'
import type {
  AgeingAnswer,
  CollectionAnswer,
  DailyAnswer,
  TaxAnswer,
  VoucherExportsAnswer,
  VoucherExportView,
  VoucherPreviewAnswer,
  VoucherTemplatesAnswer,
} from '../../../../contract/consoleReports'
import type { Problem } from '../../../../contract/problem'
import { onEachEngine } from '../../../support/engines'
import { withBill } from '../../../support/households'
import { send, wechatPaid } from '../../../support/notify'
import { ownWorld } from '../../../support/ownWorld'
import { type AtConsole, onDuty } from '../../../support/staff'
import { enter, eventually, type World } from '../../../support/world'

const CODE = '620100000001'

onEachEngine('the finance desk reads its reports', (newPlace) => {
  let world: World
  let she: AtConsole
  let today: string
  ownWorld(newPlace, async (begun) => {
    world = begun
    today = world.base.clock.today()
    const home = { company: 'lanzhou', userCode: CODE, estate: '=幸福里' }
    const dwelling = await withBill(world.base, home, '2026-2027', today)
    const resident = await enter(world, 'lanzhou', 'wechat', 'payer')
    await resident.lookUp(CODE)
    const { body } = await resident.order({ kind: 'whole', householdId: dwelling.id })
    await send(world, wechatPaid(world, 'lanzhou', { ...body.order, transactionId: '4200000000000000000000000001' }))
    await eventually(
      () => resident.show(body.order.orderNo),
      ({ body: order }) => order.state === 'paid',
    )
    const invoice = { orderNo: body.order.orderNo, title: { kind: 'personal', name: '+张建国' } }
    await world.call('POST', '/api/invoices', { body: invoice, headers: resident.headers })
    await eventually(
      () => world.base.database.read.invoices.counts('lanzhou'),
      ({ issued }) => issued === 1,
    )
    she = await onDuty(world, 'sun', 'accountant')
  })

  /** The rows of an answer that is an Excel file. */
  async function sheetOf(path: string): Promise<unknown[][]> {
    const answered = await fetch(`${world.url}/console/api${path}`, { headers: { cookie: she.cookie } })
    expect(answered.headers.get('content-type')).toContain('spreadsheetml')
    const workbook = new exceljs.Workbook()
    await workbook.xlsx.load(await answered.arrayBuffer())
    const rows: unknown[][] = []
    workbook.worksheets[0]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1)))
    return rows
  }

  test('the day, collection rate, arrears and taxes, each as JSON and as Excel with its total', async () => {
    const daily = await she.get<DailyAnswer>(`/reports/daily?company=lanzhou&from=${today}&to=${today}`)
    expect(daily.body).toMatchObject({
      rows: [{ date: today, channel: 'wechat', payments: 1, paidFen: 223_325, netFen: 223_325 }],
      openingFen: 0,
      closingFen: 223_325,
      suspenseFen: 0,
    })
    const collection = await she.get<CollectionAnswer>('/reports/collection?company=lanzhou&season=2026-2027')
    expect(collection.body.rows).toMatchObject([{ estate: '=幸福里', rateBasisPoints: 10_000, households: 1 }])
    const ageing = await she.get<AgeingAnswer>('/reports/ageing?company=lanzhou')
    expect(ageing.body.totals.owedFen).toBe(0)
    const tax = await she.get<TaxAnswer>(`/reports/tax?company=lanzhou&from=${today}&to=${today}`)
    expect(tax.body.rows).toMatchObject([{ treatment: 'exempt', collectedFen: 223_325, invoicedFen: 223_325 }])

    expect((await sheetOf(`/reports/daily?company=lanzhou&from=${today}&to=${today}&format=xlsx`)).at(-1)).toEqual([
      '合计',
      undefined,
      1,
      2233.25,
      0,
      0,
      0,
      0,
      2233.25,
      0,
      0,
    ])
    const estates = await sheetOf('/reports/collection?company=lanzhou&season=2026-2027&format=xlsx')
    // A name that a spreadsheet would take for a formula is inert.
    expect(estates[1]).toEqual(["'=幸福里", 1, 2233.25, 2233.25, 0, 1])
    expect(await sheetOf('/reports/ageing?company=lanzhou&format=xlsx')).toHaveLength(2)
    expect((await sheetOf(`/reports/tax?company=lanzhou&from=${today}&to=${today}&format=xlsx`))[0]).toContain(
      '税额（元）',
    )
  })

  test('invoices with their title masked; a person who may export has them as an Excel file', async () => {
    const { body } = await she.get<DeskInvoicesAnswer>('/invoices?company=lanzhou&state=issued')
    expect(body).toMatchObject({ total: 1, rows: [{ kind: 'blue', titleName: '+***', canRetry: false }] })
    expect((await sheetOf('/invoices?company=lanzhou&format=xlsx'))[1]).toContain("'+***")
    const id = body.rows[0]?.id
    const retried = await she.post<Problem>(`/invoices/${id}/retry`, { company: 'lanzhou' })
    expect([retried.status, retried.body.code]).toEqual([409, 'already-resolved'])
  })

  test('vouchers are looked at, exported, refused a second time, and downloaded', async () => {
    const { body } = await she.get<VoucherTemplatesAnswer>('/vouchers/templates')
    expect(body.templates.map(({ id }) => id)).toEqual(['kingdee', 'yonyou'])
    const range = { company: 'lanzhou', template: 'yonyou', from: today, to: today }
    const preview = await she.get<VoucherPreviewAnswer>(`/vouchers/preview?${new URLSearchParams(range)}`)
    expect(preview.body).toMatchObject({ totalFen: 2 * 223_325, exportedDays: [], closedUntil: null })
    const exported = await she.post<VoucherExportView>('/vouchers', range)
    expect([exported.status, exported.body.exportedBy]).toEqual([201, 'sun'])
    const again = await she.post<Problem>('/vouchers', range)
    expect([again.status, again.body.code]).toEqual([409, 'already-exported'])
    expect((await she.post('/vouchers', { ...range, again: true })).status).toBe(201)
    expect((await she.get<VoucherExportsAnswer>('/vouchers?company=lanzhou')).body.exports).toHaveLength(2)
    const file = await fetch(`${world.url}/console/api/vouchers/${exported.body.id}/file`, {
      headers: { cookie: she.cookie },
    })
    expect(file.headers.get('content-disposition')).toContain(exported.body.fileName)
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(100)
  })

  test('the running server writes the audit log’s heads to a file outside the database', async () => {
    const { auditHeadFile } = world.base.settings
    const heads = await eventually(
      async () => (existsSync(auditHeadFile) ? readFileSync(auditHeadFile, 'utf8') : ''),
      (text) => text.includes('"company":'),
    )
    expect(JSON.parse(heads.split('\n')[0] ?? '')).toMatchObject({ sequence: expect.any(Number) })
  })

  test('who may not export gets no file, nobody another company’s books; days must be in order', async () => {
    const cashier = await onDuty(world, 'qian', 'cashier')
    expect((await cashier.get(`/reports/ageing?company=lanzhou&format=xlsx`)).status).toBe(403)
    const elsewhere = await onDuty(world, 'li', 'accountant', { company: 'baoji' })
    for (const path of [
      '/reports/ageing?company=lanzhou',
      `/reports/daily?company=lanzhou&from=${today}&to=${today}`,
      '/reports/collection?company=lanzhou&season=2026-2027',
      `/reports/tax?company=lanzhou&from=${today}&to=${today}`,
      '/invoices?company=lanzhou',
      '/vouchers?company=lanzhou',
      `/vouchers/preview?company=lanzhou&template=yonyou&from=${today}&to=${today}`,
    ])
      expect((await elsewhere.get(path)).status).toBe(404)
    for (const days of ['from=2026-11-22&to=2026-11-21', 'from=2024-01-01&to=2026-01-01', 'from=2026-11-22'])
      expect((await she.get(`/reports/daily?company=lanzhou&${days}`)).status).toBe(400)
  })
})
