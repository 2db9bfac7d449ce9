import type { EntityManager } from 'typeorm'
import { WORK_SCOPES, type WorkKind, type WorkOrder, type WorkScope } from '../../../../contract/workWords'
import type { WorkFilter, WorkItemStore } from '../../../application/ports/workItems'
import { FINANCE_DESK } from '../../../domain/staff/staff'
import type { WorkAttachment, WorkItem, WorkKey, WorkReader } from '../../../domain/workItem/workItem'
import * as tables from '../entities'
import { integerOf, rowsOf } from '../rows'

type Row = Record<string, unknown>

/** In SQL: what each column of the list is, of one kind. */
interface PartColumns {
  subject: string
  label: string
  since: string
  owner: string
  channel?: string
  reference?: string
  more?: string
  amount?: string
  maker?: string
}

/** What waits of one kind, with what people have put on it; joined here, where both columns are a table's own (M5). */
const part = (kind: WorkKind, from: string, columns: PartColumns, where: string) => {
  const of: Required<PartColumns> = {
    channel: 'NULL',
    reference: 'NULL',
    more: 'NULL',
    maker: 'NULL',
    amount: 'NULL',
    ...columns,
  }
  return `SELECT '${kind}' AS kind, ${of.subject} AS subject, ${of.channel} AS channel, ${of.reference} AS reference,
    ${of.label} AS label, ${of.more} AS more, ${of.amount} AS amount, ${of.since} AS since,
    COALESCE(m.owner, ${of.owner}) AS owner, ${of.maker} AS maker, m.remind_on AS remind_on, m.remind_who AS remind_who,
    COALESCE(m.comments, 0) AS comments
  FROM ${from} LEFT JOIN work_marks m ON m.company = w.company AND m.kind = '${kind}' AND m.subject = ${of.subject}
  WHERE w.company = ? AND ${where}`
}

/** Each kind's own condition of waiting; the same as the board counts (domain/closing/judgement.ts). */
const PARTS: Readonly<Record<WorkKind, string>> = {
  difference: part(
    'difference',
    'differences w',
    {
      ...{ subject: 'w.id', channel: 'w.channel', reference: 'COALESCE(w.channel_no, w.order_no)', label: 'w.kind' },
      ...{ more: 'w.reason', amount: 'ABS(COALESCE(w.their_fen, 0) - COALESCE(w.our_fen, 0))', since: 'w.opened_at' },
      owner: 'w.owner',
    },
    `w.status = 'open' AND NOT (w.kind = 'carried-over' AND w.date >= ?) AND w.id NOT IN (SELECT a.subject FROM approvals a
      WHERE a.company = ? AND a.status = 'proposed' AND a.deed = 'resolve-difference')`,
  ),
  approval: part(
    'approval',
    'approvals w',
    {
      ...{ subject: 'w.id', label: 'w.deed', more: 'w.maker_name', amount: 'w.amount_fen', since: 'w.made_at' },
      ...{ owner: "''", maker: 'w.maker_number' },
    },
    "w.status = 'proposed'",
  ),
  suspense: part(
    'suspense',
    'suspense_items w JOIN payments p ON p.id = w.payment_id',
    {
      ...{ subject: 'w.id', channel: 'p.source', reference: 'p.transaction_id', label: 'w.reason' },
      ...{ amount: 'w.amount_fen', since: 'w.opened_at', owner: 'w.owner' },
    },
    "w.status = 'open'",
  ),
  'failed-refund': part(
    'failed-refund',
    'refunds w',
    {
      ...{ subject: 'w.refund_no', channel: 'w.source', reference: 'w.refund_no', label: "'failed'" },
      ...{ more: 'w.refused_text', amount: 'w.amount_fen', since: 'w.requested_at' },
      owner: `COALESCE(w.owner, '${FINANCE_DESK}')`,
    },
    "w.status = 'failed' AND w.attended_at IS NULL",
  ),
  'stray-refund': part(
    'stray-refund',
    'stray_refunds w',
    {
      ...{ subject: 'w.id', channel: 'w.channel', reference: 'COALESCE(w.refund_no, w.transaction_id)' },
      ...{ label: 'w.reason', amount: 'w.amount_fen', since: 'w.opened_at', owner: 'w.owner' },
    },
    "w.status = 'open'",
  ),
  'follow-up': part(
    'follow-up',
    'follow_ups w',
    {
      ...{ subject: 'w.id', channel: 'w.channel', reference: 'w.subject', label: 'w.kind', more: 'w.told' },
      ...{ amount: 'w.amount_fen', since: 'w.opened_at', owner: 'w.owner' },
    },
    "w.status = 'open'",
  ),
  claim: part(
    'claim',
    'payment_claims w JOIN payments p ON p.id = w.payment_id',
    {
      ...{ subject: 'w.id', channel: 'p.source', reference: 'w.order_no', label: "'asked'" },
      ...{ amount: 'p.amount_fen', since: 'w.asked_at', owner: `'${FINANCE_DESK}'` },
    },
    "w.status = 'asked'",
  ),
}

const KINDS = Object.keys(PARTS) as WorkKind[]

const ORDERS: Readonly<Record<WorkOrder, string>> = {
  age: 'since, subject',
  amount: 'COALESCE(amount, 0) DESC, since, subject',
  owner: 'owner, since, subject',
}

/** All that waits, as a table, with the values of its places. */
function waiting(
  company: string,
  kind: WorkKind | undefined,
  { cutFrom }: WorkReader,
): { sql: string; values: unknown[] } {
  const kinds = kind === undefined ? KINDS : [kind]
  return {
    sql: `(${kinds.map((one) => PARTS[one]).join('\n UNION ALL ')}) waiting`,
    values: kinds.flatMap((one) => (one === 'difference' ? [company, cutFrom, company] : [company])),
  }
}

/** Whose work a scope is, as a condition and the values of its places. */
function scopeOf(scope: WorkScope, { loginName, staffNumber, mayApprove, today }: WorkReader): [string, unknown[]] {
  switch (scope) {
    case 'mine':
      return mayApprove
        ? ['(owner = ? OR (maker IS NOT NULL AND maker <> ?))', [loginName, staffNumber]]
        : ['owner = ?', [loginName]]
    case 'desk':
      return ['owner = ?', [FINANCE_DESK]]
    case 'due':
      return ['remind_who = ? AND remind_on <= ?', [loginName, today]]
    case 'all':
      return ['1 = 1', []]
  }
}

const wordOf = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))

const itemOf = (company: string, row: Row): WorkItem => ({
  company,
  kind: String(row.kind) as WorkKind,
  subject: String(row.subject),
  channel: wordOf(row.channel),
  reference: wordOf(row.reference),
  label: String(row.label),
  more: wordOf(row.more),
  amountFen: row.amount === null ? null : integerOf(row.amount),
  openedAt: integerOf(row.since),
  owner: String(row.owner),
  remindOn: wordOf(row.remind_on),
  comments: integerOf(row.comments),
})

/** All that waits for a person, from the tables where it lies, and what people have put on it. */
export function workItemStore(manager: EntityManager): WorkItemStore {
  const marks = rowsOf(manager, tables.workMarks)
  const comments = rowsOf(manager, tables.workComments)
  const attachments = rowsOf(manager, tables.workAttachments)

  function narrowed({ company, reader, kind, owner }: WorkFilter): { sql: string; values: unknown[] } {
    const { sql, values } = waiting(company, kind, reader)
    const [scope, whose] = scopeOf(reader.scope, reader)
    const by = owner === undefined ? { sql: '', values: [] } : { sql: ' AND owner = ?', values: [owner] }
    return { sql: `FROM ${sql} WHERE ${scope}${by.sql}`, values: [...values, ...whose, ...by.values] }
  }

  const keyOf = ({ company, kind, subject }: WorkKey) => ({ company, kind, subject })

  return {
    async page(filter, order, offset, limit) {
      const { sql, values } = narrowed(filter)
      const rows: Row[] = await manager.query(`SELECT * ${sql} ORDER BY ${ORDERS[order]} LIMIT ? OFFSET ?`, [
        ...values,
        limit,
        offset,
      ])
      return rows.map((row) => itemOf(filter.company, row))
    },
    async totals(filter) {
      const { sql, values } = narrowed(filter)
      const [row]: Row[] = await manager.query(`SELECT COUNT(*) AS number, SUM(amount) AS amount ${sql}`, values)
      return { count: integerOf(row?.number), amountFen: integerOf(row?.amount) }
    },
    async counts(company, reader) {
      const { sql, values } = waiting(company, undefined, reader)
      const scopes = WORK_SCOPES.map((scope) => scopeOf(scope, reader))
      const sums = scopes.map(([condition], at) => `SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END) AS scope_${at}`)
      const [row]: Row[] = await manager.query(`SELECT ${sums.join(', ')} FROM ${sql}`, [
        ...scopes.flatMap(([, whose]) => whose),
        ...values,
      ])
      const found = WORK_SCOPES.map((scope, at) => [scope, integerOf(row?.[`scope_${at}`])])
      return Object.fromEntries(found) as Record<WorkScope, number>
    },
    async owners(company, reader) {
      const { sql, values } = waiting(company, undefined, reader)
      const rows: Row[] = await manager.query(
        `SELECT DISTINCT owner FROM ${sql} WHERE owner <> '' ORDER BY owner`,
        values,
      )
      return rows.map(({ owner }) => String(owner))
    },
    async one({ company, kind, subject }, reader) {
      const { sql, values } = waiting(company, kind, reader)
      const [row]: Row[] = await manager.query(`SELECT * FROM ${sql} WHERE subject = ?`, [...values, subject])
      return row && itemOf(company, row)
    },
    async mark(key, id, to) {
      if ((await marks.update(to, keyOf(key))) > 0) return
      const empty = { owner: null, remindOn: null, remindWho: null, comments: 0 }
      if ((await marks.insert({ ...keyOf(key), id, ...empty, ...to })) === 'duplicate')
        await marks.update(to, keyOf(key))
    },
    async comment(row) {
      await comments.insertMany([row])
      const count = () => marks.update({ comments: () => 'comments + 1' }, keyOf(row))
      if ((await count()) > 0) return
      const first = { owner: null, remindOn: null, remindWho: null, comments: 1 }
      if ((await marks.insert({ ...keyOf(row), id: row.id, ...first })) === 'duplicate') await count()
    },
    comments: (key) => comments.many(keyOf(key), { at: 'ASC', id: 'ASC' }),
    attach: (row) => attachments.insertMany([row]),
    async attachments(key) {
      const shown: (keyof WorkAttachment)[] = ['id', 'company', 'kind', 'subject', 'at', 'by', 'name', 'type', 'bytes']
      return attachments
        .query('a')
        .select(shown.map((name) => `a.${name}`))
        .where(keyOf(key))
        .orderBy('a.at')
        .addOrderBy('a.id')
        .getMany()
    },
    attachment: (id) => attachments.one({ id }),
  }
}
