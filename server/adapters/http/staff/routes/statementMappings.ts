import { proposedAnswer } from '../../../../../contract/consoleFiles'
import * as shapes from '../../../../../contract/consoleMappings'
import { isRefusal } from '../../../../application/common/refusal'
import { type Route, staffAction, staffRoute } from '../../routing/route'
import type { StaffVerbs } from '../verbs'

const upload = { room: (verbs: StaffVerbs) => verbs.files.spool, maxBytes: 64 * 1024 * 1024 }

/** 导入银行流水: the columns of an export that no template knows are told once, shown as read, and kept by two people. */
export const STATEMENT_MAPPING_ROUTES: readonly Route[] = [
  staffRoute({
    method: 'get',
    path: '/console/api/statement-mappings',
    summary: '银行流水的列对应',
    may: 'view',
    query: shapes.mappingsQuery,
    answer: shapes.mappingsAnswer,
    refuses: ['not-found'],
    answerTo: ({ verbs: { files }, query }) => files.mappings.list(query.company),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/statement-mappings/look',
    summary: '看银行流水文件的前几行',
    body: shapes.lookFields,
    upload,
    answer: shapes.lookAnswer,
    refuses: ['not-found'],
    answerTo: ({ verbs: { files }, body, upload: { path } }) => files.mappings.look(body, path),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/statement-mappings/preview',
    summary: '按所选的列试读银行流水',
    body: shapes.previewFields,
    upload,
    answer: shapes.previewAnswer,
    refuses: ['not-found'],
    answerTo: ({ verbs: { files }, body, upload: { path } }) => files.mappings.preview(body, path),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/statement-mappings',
    summary: '申请保存银行流水的列对应',
    body: shapes.mappingFields,
    upload,
    answer: proposedAnswer,
    status: 201,
    refuses: ['already-proposed', 'mapping-unreadable', 'not-found'],
    async answerTo({ verbs: { files }, staff, body, upload: { path } }) {
      const proposed = await files.mappings.propose(staff, body, path)
      return isRefusal(proposed) ? proposed : { approvalId: proposed.id }
    },
  }),
]
