import type { WorkAnswer, WorkCounts, WorkItemView, WorkThread } from '../../../contract/consoleWork'
import { WORK_KIND_NAMES, type WorkKind, type WorkOrder, type WorkScope } from '../../../contract/workWords'
import { APPROVAL_ACTIONS, type ApprovalAction } from '../../domain/approval/approval'
import { addDays, civilDayOf, daysFromTo } from '../../domain/calendar/civilDate'
import { MAX_WAITING_DAYS } from '../../domain/closing/closure'
import { FOLLOW_UP_KINDS, type FollowUpKind } from '../../domain/payment/followUp'
import { SUSPENSE_REASONS, type SuspenseReason } from '../../domain/payment/payment'
import { STRAY_REASONS, type StrayReason } from '../../domain/payment/refund'
import { DIFFERENCE_KINDS, type DifferenceKind } from '../../domain/reconciliation/mismatch'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { FINANCE_DESK, may, type Staff, worksFor } from '../../domain/staff/staff'
import {
  attachmentType,
  MAX_ATTACHMENT_BYTES,
  MAX_ATTACHMENTS,
  type WorkItem,
  type WorkKey,
  type WorkReader,
} from '../../domain/workItem/workItem'
import { readJudgement } from '../closing/readJudgement'
import { allOrNothing } from '../common/allOrNothing'
import { isRefusal, type Refusal, type RefusalCode, refuse } from '../common/refusal'
import type { Differences } from '../differences'
import type { Database } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

interface Ports {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  /** A difference has an owner and a history of its own. */
  assignDifference: Differences['assign']
}

type Reader = Pick<Staff, 'loginName' | 'staffNumber' | 'role' | 'company' | 'id'>

/** What is to be looked at, in words, by the code that its own table has. */
const SAYS: Readonly<Record<WorkKind, (item: WorkItem) => string>> = {
  difference: ({ label, more }) => `${DIFFERENCE_KINDS[label as DifferenceKind] ?? label}：${more}`,
  approval: ({ label, more }) => `${APPROVAL_ACTIONS[label as ApprovalAction] ?? label}，经办人 ${more}`,
  suspense: ({ label }) => SUSPENSE_REASONS[label as SuspenseReason] ?? label,
  'failed-refund': ({ more }) => (more === null ? '退款没有成功' : `退款没有成功：${more}`),
  'stray-refund': ({ label }) => STRAY_REASONS[label as StrayReason] ?? label,
  'follow-up': ({ label }) => FOLLOW_UP_KINDS[label as FollowUpKind] ?? label,
  claim: () => '住户申请把错缴的款项转到自己名下',
}

/** 我的工作: all that waits for a person, as one list by owner, age and amount, with what people have said of it. */
export function createWorkItems(ports: Ports) {
  const { database, clock, ids } = ports
  const { read } = database

  function readerOf({ loginName, staffNumber, role }: Reader, scope: WorkScope): WorkReader {
    const today = clock.today()
    // As the closing of a day has it: what waits at the day's cut is work from the third day on.
    const cutFrom = addDays(today, -MAX_WAITING_DAYS)
    return { loginName, staffNumber, mayApprove: may(role, 'approve'), scope, today, cutFrom }
  }

  function view(item: WorkItem): WorkItemView {
    const { company: _, label: __, more: ___, ...shown } = item
    return {
      ...shown,
      kindName: WORK_KIND_NAMES[item.kind],
      says: SAYS[item.kind](item),
      ageDays: Math.max(0, daysFromTo(civilDayOf(item.openedAt), clock.today())),
    }
  }

  async function thread(staff: Reader, key: WorkKey): Promise<WorkThread | Refusal<'not-found'>> {
    const item = await read.workItems.one(key, readerOf(staff, 'all'))
    const comments = await read.workItems.comments(key)
    const attachments = await read.workItems.attachments(key)
    if (!item && comments.length === 0 && attachments.length === 0) return refuse('not-found')
    return {
      item: item ? view(item) : null,
      comments: comments.map(({ id, at, by, words }) => ({ id, at, by, words })),
      attachments: attachments.map(({ id, at, by, name, type, bytes }) => ({ id, at, by, name, type, bytes })),
    }
  }

  /** Does something to a piece of work that still waits, and gives how it stands then. */
  async function onWaiting<Code extends RefusalCode = never>(
    staff: Reader,
    key: WorkKey,
    deed: () => Promise<object | Refusal<Code>>,
  ): Promise<WorkThread | Refusal<Code | 'not-found'>> {
    if (!(await read.workItems.one(key, readerOf(staff, 'all')))) return refuse('not-found')
    const given = await deed()
    return isRefusal(given) ? (given as Refusal<Code>) : thread(staff, key)
  }

  return {
    async list(
      staff: Reader,
      asked: { company: string; scope: WorkScope; kind?: WorkKind; owner?: string; order: WorkOrder },
      offset: number,
      limit: number,
    ): Promise<WorkAnswer> {
      const { company, kind, owner, order } = asked
      const reader = readerOf(staff, asked.scope)
      const filter = { company, reader, kind, owner }
      const rows = await read.workItems.page(filter, order, offset, limit)
      const totals = await read.workItems.totals(filter)
      return {
        rows: rows.map(view),
        total: totals.count,
        totalFen: totals.amountFen,
        counts: await read.workItems.counts(company, reader),
        owners: await read.workItems.owners(company, reader),
      }
    },

    /** The numbers in the menu: one's own work, and all that the board says is open. */
    async counts(staff: Reader, company: string): Promise<WorkCounts> {
      const judged = await readJudgement(read, { company, from: clock.today() }, ports)
      return {
        counts: await read.workItems.counts(company, readerOf(staff, 'all')),
        open: judged.totals().map(({ what, count }) => ({ what, count })),
      }
    },

    thread,

    comment: (staff: Reader, key: WorkKey, words: string) =>
      onWaiting(staff, key, () =>
        database.transaction(async (store) => {
          const row = { ...key, id: ids.next(), at: clock.now(), by: staff.loginName, words }
          await store.workItems.comment(row)
          return row
        }),
      ),

    /** Reminds the asker of it on a day; null: no more. */
    remind: (staff: Reader, key: WorkKey, remindOn: string | null) =>
      onWaiting(staff, key, () =>
        database.transaction(async (store) => {
          const reminder = { remindOn, remindWho: remindOn === null ? null : staff.loginName }
          await store.workItems.mark(key, ids.next(), reminder)
          return reminder
        }),
      ),

    /** Gives it to somebody who may make proposals for the company, or back to the desk; without a name to the asker. Approvals have no owner. */
    async assign(
      staff: Reader,
      key: WorkKey,
      owner: string = staff.loginName,
    ): Promise<WorkThread | Refusal<'difference-closed' | 'no-such-owner' | 'not-found'>> {
      const { company, kind, subject } = key
      if (kind === 'approval') return refuse('not-found')
      if (kind === 'difference') {
        return onWaiting(staff, key, () => ports.assignDifference(company, staff, subject, owner))
      }
      return onWaiting(staff, key, () =>
        allOrNothing(database, async (store): Promise<{ owner: string } | Refusal<'no-such-owner'>> => {
          const member = owner === FINANCE_DESK ? undefined : await store.staff.byLoginName(owner)
          const able = member && member.dismissedAt === null && worksFor(member, company) && may(member.role, 'propose')
          if (owner !== FINANCE_DESK && !able) return refuse('no-such-owner')
          await store.workItems.mark(key, ids.next(), { owner })
          const audited = { id: ids.next(), company, at: clock.now(), actor: staff.loginName } as const
          await store.audit.append({ ...audited, deed: 'assign-work', subject, detail: { kind, owner } })
          return { owner }
        }),
      )
    },

    /** Puts a paper to it: a PDF or a picture, sealed at rest. */
    async attach(
      staff: Reader,
      key: WorkKey,
      { name, content }: { name: string; content: Buffer },
    ): Promise<WorkThread | Refusal<'bad-attachment' | 'not-found'>> {
      const type = attachmentType(content)
      return onWaiting(staff, key, () =>
        allOrNothing(database, async (store): Promise<{ id: string } | Refusal<'bad-attachment'>> => {
          if (type === undefined || content.length > MAX_ATTACHMENT_BYTES) return refuse('bad-attachment')
          if ((await store.workItems.attachments(key)).length >= MAX_ATTACHMENTS) return refuse('bad-attachment')
          const row = {
            ...key,
            id: ids.next(),
            at: clock.now(),
            by: staff.loginName,
            name,
            type,
            bytes: content.length,
          }
          await store.workItems.attach({ ...row, content: content.toString('base64') })
          return row
        }),
      )
    },

    async attachment(
      staff: Reader,
      id: string,
    ): Promise<{ name: string; type: string; content: Buffer } | Refusal<'not-found'>> {
      const found = await read.workItems.attachment(id)
      if (!found || !worksFor(staff, found.company)) return refuse('not-found')
      return { name: found.name, type: found.type, content: Buffer.from(found.content, 'base64') }
    },
  }
}

export type WorkItems = ReturnType<typeof createWorkItems>
