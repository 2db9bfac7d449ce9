import { createReadStream } from 'node:fs'
import * as shapes from '../../../../../contract/consoleFiles'
import { FILE_SOURCE_NAMES, FILE_STATUS_NAMES } from '../../../../../contract/fileWords'
import { isRefusal } from '../../../../application/common/refusal'
import { sourceOf } from '../../../../application/files/uploadFile'
import type { ExcelColumn } from '../../../files/excelFile'
import { excel, file, rowsWanted } from '../../routing/fileAnswers'
import { type Route, staffAction, staffRoute } from '../../routing/route'

/** A WeChat bill of a million rows is a third of this, packed a tenth. */
const MAX_UPLOADED_BYTES = 512 * 1024 * 1024

const COLUMNS: ExcelColumn<shapes.FileView>[] = [
  { heading: '日期', of: ({ date }) => date, kind: 'date' },
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

/** The files of channels and banks: seen, downloaded, uploaded, fetched, and proposed for use. */
export const FILE_ROUTES: readonly Route[] = [
  staffRoute({
    method: 'get',
    path: '/console/api/files',
    summary: '账单文件',
    may: 'view',
    query: shapes.filesQuery,
    answer: shapes.filesAnswer,
    async answerTo({ verbs: { files }, query }) {
      const { company, channel, status, from, to } = query
      const { offset, limit } = rowsWanted(query)
      const filter = { company, channel: channel === undefined ? undefined : sourceOf(channel), status, from, to }
      const found = await files.show.page(filter, offset, limit)
      return query.format === 'xlsx' ? excel('文件', COLUMNS, found.rows) : found
    },
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/files/:id',
    summary: '一份文件及其与上一版的差异',
    may: 'view',
    answer: shapes.fileAnswer,
    refuses: ['not-found'],
    answerTo: ({ verbs: { files }, staff, params }) => files.show.one(staff, params.id),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/files/:id/original',
    summary: '下载原文件',
    may: ['files', 'export'],
    refuses: ['file-gone', 'not-found'],
    async answerTo({ verbs: { files }, staff, params }) {
      const original = await files.show.original(staff, params.id)
      if (isRefusal(original)) return original
      const content = createReadStream(original.path)
      return file({ content, type: 'application/octet-stream', name: original.name })
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/files',
    summary: '上传账单文件并对账',
    body: shapes.uploadFields,
    upload: { room: (verbs) => verbs.files.spool, maxBytes: MAX_UPLOADED_BYTES },
    answer: shapes.uploadAnswer,
    status: 201,
    refuses: ['day-closed', 'no-such-channel', 'not-found'],
    answerTo: ({ verbs: { files }, staff, body: { company, channel, date }, upload: { path } }) =>
      files.upload({ company, channel: sourceOf(channel), date, path, source: 'upload', actor: staff.loginName }),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/files/:id/accept',
    summary: '申请改用改送的文件',
    body: shapes.acceptRequest,
    answer: shapes.proposedAnswer,
    status: 201,
    refuses: ['already-proposed', 'day-closed', 'file-not-acceptable', 'not-found'],
    async answerTo({ verbs: { files }, staff, params, body }) {
      const proposed = await files.propose(body.company, staff, params.id)
      return isRefusal(proposed) ? proposed : { approvalId: proposed.id }
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/fetches',
    summary: '取当日全部文件',
    body: shapes.fetchRequest,
    answer: shapes.fetchView,
    status: 202,
    refuses: ['future-day', 'not-found'],
    async answerTo({ verbs: { files }, staff, body: { company, date } }) {
      const begun = await files.fetchFiles.start(company, date, staff.loginName)
      return isRefusal(begun) ? begun : files.view(begun)
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/fetches/days',
    summary: '取几天的全部文件',
    body: shapes.fetchDaysRequest,
    answer: shapes.fetchesAnswer,
    status: 202,
    refuses: ['future-day', 'not-found', 'too-many-days'],
    async answerTo({ verbs: { files }, staff, body }) {
      const begun = await files.fetchFiles.startDays(body, staff.loginName)
      return isRefusal(begun) ? begun : { fetches: begun.map((fetch) => files.view(fetch)) }
    },
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/fetches',
    summary: '最近的取文件',
    may: 'view',
    query: shapes.fetchesQuery,
    answer: shapes.fetchesAnswer,
    answerTo: ({ verbs: { files }, query }) => files.show.fetches(query.company),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/fetches/:id',
    summary: '取文件的进度',
    may: 'view',
    answer: shapes.fetchView,
    refuses: ['not-found'],
    answerTo: ({ verbs: { files }, staff, params }) => files.show.fetch(staff, params.id),
  }),
]
