import { createReadStream } from 'node:fs'
import type Router from '@koa/router'
import type { Context } from 'koa'
import * as shapes from '../../../../../contract/consoleFiles'
import { FILE_SOURCE_NAMES, FILE_STATUS_NAMES } from '../../../../../contract/fileWords'
import { sourceOf } from '../../../../application/files/uploadFile'
import { isRefusal } from '../../../../application/refusal'
import { worksFor } from '../../../../domain/staff/staff'
import { validated } from '../../body'
import { HttpProblem } from '../../problems'
import { answer } from '../../respond'
import { uploadedFile } from '../../uploadedFile'
import { type ExcelColumn, MOST_EXPORTED, sendExcel } from '../excel'
import { companyScope, queried, rowsWanted } from '../query'
import { onDuty } from '../staffAuth'
import type { StaffDesk, StaffVerbs } from '../verbs'

/** A WeChat bill of a million rows is a third of this, packed a tenth. */
const MOST_UPLOADED_BYTES = 512 * 1024 * 1024

const COLUMNS: ExcelColumn<shapes.FileView>[] = [
  { heading: '日期', of: ({ date }) => date },
  { heading: '渠道', of: ({ channelName }) => channelName },
  { heading: '账单', of: ({ bill }) => bill },
  { heading: '版本', of: ({ version }) => version, kind: 'text' },
  { heading: '状态', of: ({ status }) => FILE_STATUS_NAMES[status] },
  { heading: '笔数', of: ({ rows }) => rows, kind: 'count' },
  { heading: '合计（元）', of: ({ totalFen }) => totalFen, kind: 'fen' },
  { heading: '原因', of: ({ reason }) => reason, width: 60 },
  { heading: '行号', of: ({ line }) => line?.number ?? null, kind: 'text' },
  { heading: '该行内容', of: ({ line }) => line?.text ?? null, width: 60 },
  { heading: '收到时间', of: ({ receivedAt }) => receivedAt, kind: 'moment' },
  { heading: '来源', of: ({ source }) => FILE_SOURCE_NAMES[source] },
  { heading: '经手人', of: ({ receivedBy }) => receivedBy },
  { heading: '文件名', of: ({ fileName }) => fileName, width: 40 },
  { heading: '摘要', of: ({ digest }) => digest, width: 70 },
]

/** Ends the request with 404 when the company is not the asker's: as if it did not exist. */
function within(context: Context, company: string): string {
  if (!worksFor(onDuty(context).staff, company)) throw new HttpProblem('not-found')
  return company
}

/** The files of channels and banks: seen, downloaded, uploaded, fetched, and proposed for use. */
export function fileRoutes(router: Router, verbs: StaffVerbs, { auth, deeds }: StaffDesk): void {
  const readers = auth.staff('view')

  router.get('/console/api/files', readers, async (context) => {
    const query = queried(context, shapes.filesQuery)
    const { company, channel, status, from, to } = query
    companyScope(context, company)
    const { offset, limit } = rowsWanted(query, MOST_EXPORTED)
    const filter = { company, channel: channel === undefined ? undefined : sourceOf(channel), status, from, to }
    const found = await verbs.files.show.page(filter, offset, limit)
    if (query.format === 'xlsx') return sendExcel(context, '文件', COLUMNS, found.rows)
    answer(context, found)
  })

  router.get('/console/api/files/:id', readers, async (context) => {
    answer(context, await verbs.files.show.one(onDuty(context).staff, String(context.params.id)))
  })

  router.get('/console/api/files/:id/original', auth.staff('files', 'export'), async (context) => {
    const original = await verbs.files.show.original(onDuty(context).staff, String(context.params.id))
    if (isRefusal(original)) return answer(context, original)
    context.type = 'application/octet-stream'
    context.set('x-content-type-options', 'nosniff')
    context.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(original.name)}`)
    context.body = createReadStream(original.path)
  })

  deeds.post('/console/api/files', async (context) => {
    const { staff } = onDuty(context)
    const room = verbs.files.spool
    const form = await uploadedFile(context, shapes.uploadFields, { room, mostBytes: MOST_UPLOADED_BYTES })
    try {
      const { company, channel, date } = form.fields
      const upload = { company: within(context, company), channel: sourceOf(channel), date, path: form.path }
      answer(context, await verbs.files.upload({ ...upload, source: 'upload', actor: staff.loginName }), 201)
    } finally {
      await form.remove()
    }
  })

  deeds.post('/console/api/files/:id/accept', async (context) => {
    const { company } = await validated(context, shapes.acceptRequest)
    const { staff } = onDuty(context)
    const proposed = await verbs.files.propose(within(context, company), staff, String(context.params.id))
    answer(context, isRefusal(proposed) ? proposed : { approvalId: proposed.id }, 201)
  })

  deeds.post('/console/api/fetches', async (context) => {
    const { company, date } = await validated(context, shapes.fetchRequest)
    const { staff } = onDuty(context)
    const begun = await verbs.files.fetchFiles.start(within(context, company), date, staff.loginName)
    answer(context, isRefusal(begun) ? begun : verbs.files.view(begun), 202)
  })

  router.get('/console/api/fetches', readers, async (context) => {
    const { company } = queried(context, shapes.fetchesQuery)
    companyScope(context, company)
    answer(context, await verbs.files.show.fetches(company))
  })

  router.get('/console/api/fetches/:id', readers, async (context) => {
    answer(context, await verbs.files.show.fetch(onDuty(context).staff, String(context.params.id)))
  })
}
