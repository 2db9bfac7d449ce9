import * as shapes from '../../../../../contract/consoleWork'
import { WORK_KINDS, type WorkKind } from '../../../../../contract/workWords'
import { isRefusal, refuse } from '../../../../application/common/refusal'
import { MAX_ATTACHMENT_BYTES, type WorkKey } from '../../../../domain/workItem/workItem'
import { file, offsetOf } from '../../routing/fileAnswers'
import { type Route, staffAction, staffRoute } from '../../routing/route'

const isKind = (text: string): text is WorkKind => WORK_KINDS.some((kind) => kind === text)

/** The piece of work that an address names; undefined where there is no such kind. */
const keyOf = (company: string, { kind, subject }: { kind: string; subject: string }): WorkKey | undefined =>
  isKind(kind) ? { company, kind, subject } : undefined

/** 我的工作: what waits for a person, with owner, reminder, remarks and papers. */
export const WORK_ROUTES: readonly Route[] = [
  staffRoute({
    method: 'get',
    path: '/console/api/work',
    summary: '我的工作',
    may: 'view',
    query: shapes.workQuery,
    answer: shapes.workAnswer,
    answerTo: ({ verbs: { work }, staff, query }) => work.list(staff, query, offsetOf(query), query.size),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/work-counts',
    summary: '菜单上的未了数',
    may: 'view',
    query: shapes.workOf,
    answer: shapes.workCounts,
    answerTo: ({ verbs: { work }, staff, query }) => work.counts(staff, query.company),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/work/:kind/:subject',
    summary: '一件工作的备注与附件',
    may: 'view',
    query: shapes.workOf,
    answer: shapes.workThread,
    refuses: ['not-found'],
    answerTo({ verbs: { work }, staff, query, params }) {
      const key = keyOf(query.company, params)
      return key ? work.thread(staff, key) : refuse('not-found')
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/work/:kind/:subject/comments',
    summary: '写备注',
    body: shapes.commentRequest,
    answer: shapes.workThread,
    status: 201,
    refuses: ['not-found'],
    answerTo({ verbs: { work }, staff, params, body }) {
      const key = keyOf(body.company, params)
      return key ? work.comment(staff, key, body.words) : refuse('not-found')
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/work/:kind/:subject/owner',
    summary: '交办',
    body: shapes.ownerRequest,
    answer: shapes.workThread,
    refuses: ['difference-closed', 'no-such-owner', 'not-found'],
    answerTo({ verbs: { work }, staff, params, body }) {
      const key = keyOf(body.company, params)
      return key ? work.assign(staff, key, body.owner) : refuse('not-found')
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/work/:kind/:subject/reminder',
    summary: '设置提醒',
    body: shapes.reminderRequest,
    answer: shapes.workThread,
    refuses: ['not-found'],
    answerTo({ verbs: { work }, staff, params, body }) {
      const key = keyOf(body.company, params)
      return key ? work.remind(staff, key, body.remindOn) : refuse('not-found')
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/work/:kind/:subject/attachments',
    summary: '添加附件',
    query: shapes.attachmentQuery,
    maxRawBytes: MAX_ATTACHMENT_BYTES,
    answer: shapes.workThread,
    status: 201,
    refuses: ['bad-attachment', 'not-found'],
    answerTo({ verbs: { work }, staff, params, query, bytes }) {
      const key = keyOf(query.company, params)
      return key ? work.attach(staff, key, { name: query.name, content: bytes }) : refuse('not-found')
    },
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/work-attachments/:id',
    summary: '查看附件',
    may: 'view',
    refuses: ['not-found'],
    async answerTo({ verbs: { work }, staff, params }) {
      const found = await work.attachment(staff, params.id)
      return isRefusal(found) ? found : file({ ...found, inline: found.type.startsWith('image/') })
    },
  }),
]
