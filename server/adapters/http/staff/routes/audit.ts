import { type AuditEntryView, auditAnswer, auditQuery } from '../../../../../contract/console'
import { isRefusal } from '../../../../application/common/refusal'
import type { AuditEntry } from '../../../../domain/audit/audit'
import { AUDIT_ACTION_NAMES } from '../../../../domain/audit/audit'
import type { ExcelColumn } from '../../../files/excelFile'
import { excel, rowsWanted } from '../../routing/fileAnswers'
import { type Route, staffRoute } from '../../routing/route'

const COLUMNS: ExcelColumn<AuditEntry>[] = [
  { heading: '公司', of: ({ company }) => company },
  { heading: '序号', of: ({ sequence }) => sequence, kind: 'count' },
  { heading: '时间', of: ({ at }) => at, kind: 'moment' },
  { heading: '操作人', of: ({ actor }) => actor },
  { heading: '操作', of: ({ deed }) => AUDIT_ACTION_NAMES[deed] },
  { heading: '对象', of: ({ subject }) => subject, width: 32 },
  { heading: '详情', of: ({ detail }) => JSON.stringify(detail), width: 60 },
  { heading: '散列', of: ({ hash }) => hash, width: 66 },
]

function view({ previousHash: _, ...entry }: AuditEntry): AuditEntryView {
  return { ...entry, deedName: AUDIT_ACTION_NAMES[entry.deed] }
}

/** Who did what and when, as the chain keeps it. */
export const AUDIT_ROUTES: readonly Route[] = [
  staffRoute({
    method: 'get',
    path: '/console/api/audit',
    summary: '操作日志',
    may: 'view-audit',
    query: auditQuery,
    answer: auditAnswer,
    refuses: ['not-found'],
    async answerTo({ verbs, staff, query }) {
      const { offset, limit } = rowsWanted(query)
      const found = await verbs.showAudit(staff, query, offset, limit)
      if (isRefusal(found)) return found
      if (query.format === 'xlsx') return excel('操作日志', COLUMNS, found.rows)
      const deeds = Object.entries(AUDIT_ACTION_NAMES).map(([deed, name]) => ({ deed, name }))
      return { rows: found.rows.map(view), total: found.total, deeds }
    },
  }),
]
