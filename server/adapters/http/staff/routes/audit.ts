import type Router from '@koa/router'
import { type AuditEntryView, auditQuery } from '../../../../../contract/console'
import { isRefusal } from '../../../../application/refusal'
import type { AuditEntry } from '../../../../domain/audit/audit'
import { AUDIT_DEED_NAMES } from '../../../../domain/audit/names'
import { answer } from '../../respond'
import { type ExcelColumn, MOST_EXPORTED, sendExcel } from '../excel'
import { queried, rowsWanted } from '../query'
import { onDuty } from '../staffAuth'
import type { StaffRealm, StaffVerbs } from '../verbs'

const COLUMNS: ExcelColumn<AuditEntry>[] = [
  { heading: '公司', of: ({ company }) => company },
  { heading: '序号', of: ({ sequence }) => sequence, kind: 'count' },
  { heading: '时间', of: ({ at }) => at, kind: 'moment' },
  { heading: '操作人', of: ({ actor }) => actor },
  { heading: '操作', of: ({ deed }) => AUDIT_DEED_NAMES[deed] },
  { heading: '对象', of: ({ subject }) => subject, width: 32 },
  { heading: '详情', of: ({ detail }) => JSON.stringify(detail), width: 60 },
  { heading: '散列', of: ({ hash }) => hash, width: 66 },
]

function view({ previousHash: _, ...entry }: AuditEntry): AuditEntryView {
  return { ...entry, deedName: AUDIT_DEED_NAMES[entry.deed] }
}

/** Who did what and when, as the chain keeps it. */
export function auditRoutes(router: Router, { showAudit }: StaffVerbs, { auth }: StaffRealm): void {
  router.get('/console/api/audit', auth.staff('view-audit'), async (context) => {
    const query = queried(context, auditQuery)
    const { offset, limit } = rowsWanted(query, MOST_EXPORTED)
    const found = await showAudit(onDuty(context).staff, query, offset, limit)
    if (isRefusal(found)) return answer(context, found)
    if (query.format === 'xlsx') return sendExcel(context, '操作日志', COLUMNS, found.rows)
    const deeds = Object.entries(AUDIT_DEED_NAMES).map(([deed, name]) => ({ deed, name }))
    answer(context, { rows: found.rows.map(view), total: found.total, deeds })
  })
}
