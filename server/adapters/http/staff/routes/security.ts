import { type SecurityEventView, securityEventsAnswer, securityEventsQuery } from '../../../../../contract/console'
import { isRefusal } from '../../../../application/common/refusal'
import { SECURITY_KINDS, type SecurityEvent } from '../../../../domain/audit/securityEvent'
import type { ExcelColumn } from '../../../files/excelFile'
import { excel, rowsWanted } from '../../routing/fileAnswers'
import { type Route, staffRoute } from '../../routing/route'

const COLUMNS: ExcelColumn<SecurityEvent>[] = [
  { heading: '公司', of: ({ company }) => company },
  { heading: '事件', of: ({ kind }) => SECURITY_KINDS[kind].name },
  { heading: '来源', of: ({ subject }) => subject, width: 32 },
  { heading: '次数', of: ({ times }) => times, kind: 'count' },
  { heading: '最早', of: ({ firstAt }) => firstAt, kind: 'moment' },
  { heading: '最近', of: ({ lastAt }) => lastAt, kind: 'moment' },
  { heading: '告警', of: ({ alarm }) => (alarm ? '是' : '') },
]

function view({ hour: _, ...event }: SecurityEvent): SecurityEventView {
  return { ...event, kindName: SECURITY_KINDS[event.kind].name }
}

/** What may be an attack, by the hour; the newest first. */
export const SECURITY_ROUTES: readonly Route[] = [
  staffRoute({
    method: 'get',
    path: '/console/api/security-events',
    summary: '安全事件',
    may: 'view-audit',
    query: securityEventsQuery,
    answer: securityEventsAnswer,
    refuses: ['not-found'],
    async answerTo({ verbs, staff, query }) {
      const { offset, limit } = rowsWanted(query)
      const alarms = query.alarms === undefined ? undefined : true
      const found = await verbs.showSecurity(staff, { ...query, alarms }, offset, limit)
      if (isRefusal(found)) return found
      if (query.format === 'xlsx') return excel('安全事件', COLUMNS, found.rows)
      const kinds = Object.entries(SECURITY_KINDS).map(([kind, { name }]) => ({ kind, name }))
      return { rows: found.rows.map(view), total: found.total, kinds }
    },
  }),
]
