import { createHash } from 'node:crypto'
import { z } from 'zod'
import type {
  LookAnswer,
  MappedColumns,
  MappingsAnswer,
  PreviewAnswer,
  PreviewFields,
} from '../../../contract/consoleMappings'
import { MAPPED_COLUMNS, type MappedColumn } from '../../../contract/mappingWords'
import { formatYuan } from '../../../contract/money'
import type { Actor, Approval } from '../../domain/approval/approval'
import {
  guessColumns,
  headingsOf,
  isOfShape,
  type MappedLayout,
  plainHeading,
  type StatementMapping,
} from '../../domain/bankMatching/statementMapping'
import type { SourceName } from '../../domain/payment/payment'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { type Executor, propose } from '../approvals/approvals'
import { allOrNothing } from '../common/allOrNothing'
import { type Refusal, refuse } from '../common/refusal'
import type { StatementBank, StatementDirectory } from '../ports/bankMatching'
import type { Database } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

interface Ports {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  sourceName: SourceName
  /** Without it no statement is read at all. */
  statements?: StatementDirectory
}

/** What people call each column, as the second person reads it. */
const COLUMN_NAMES: Readonly<Record<MappedColumn, string>> = {
  bookedOn: '日期',
  credit: '收入',
  debit: '支出',
  amount: '金额',
  direction: '借贷方向',
  balance: '余额',
  bankReference: '银行流水号',
  accountNumber: '账号',
  currency: '币种',
  counterparty: '对方户名',
  summary: '摘要',
  remark: '附言',
}

const ROWS_SHOWN = 50

const wordsIn = (text: string | undefined): string[] =>
  (text ?? '')
    .split(/[、,，;；|]+/)
    .map((one) => one.trim())
    .filter(Boolean)

/** The columns of a request, without what belongs to the request itself. */
function columnsIn(fields: PreviewFields): MappedColumns {
  const told = MAPPED_COLUMNS.flatMap((column) => {
    const heading = fields[column]
    return heading === undefined ? [] : [[column, plainHeading(heading)] as const]
  })
  return { bookedOn: '', ...Object.fromEntries(told) }
}

const layoutOf = (fields: PreviewFields, separator: string): MappedLayout => ({
  separator,
  columns: columnsIn(fields),
  creditWords: wordsIn(fields.creditWords),
  debitWords: wordsIn(fields.debitWords),
})

const NO_ACCOUNT = { outcome: 'wrong', reason: '这家公司没有登记这个账户', line: null } as const

type Previewed = PreviewAnswer & { outcome: 'read' }
type Wrong = PreviewAnswer & { outcome: 'wrong' }

/** What an approved proposal keeps. */
const payload = z.object({
  account: z.string(),
  statement: z.string(),
  name: z.string(),
  headings: z.array(z.string()),
  layout: z.object({
    separator: z.string(),
    columns: z.record(z.string(), z.string()),
    creditWords: z.array(z.string()),
    debitWords: z.array(z.string()),
  }),
})

/** Names the shape of a file: one proposal at a time for it. */
const shapeOf = (headings: readonly string[]): string =>
  createHash('sha256').update(headings.join('\t')).digest('hex').slice(0, 24)

const isWrong = (bank: StatementBank | { wrong: string }): bank is { wrong: string } => 'wrong' in bank

/**
 * 导入银行流水: the columns of an account's export that no template knows are told once, shown as they will be read, and kept
 * when a second person agrees (formats.md 5.8). Nothing is posted here: the file is then handed in as any other.
 */
export function createStatementMappings(ports: Ports) {
  const { database, rulebooks, sourceName, statements } = ports

  const accountOf = (company: string, account: string) =>
    rulebooks.get(company)?.payment.accounts.find(({ number }) => number === account)

  const knownFor = async (company: string, statement: string): Promise<StatementMapping[]> =>
    (await database.read.statementMappings.of(company)).filter((mapping) => mapping.statement === statement)

  /** The headings of the line in which all columns that are told stand; undefined where no line has them. */
  async function shapeIn(path: string, fields: PreviewFields) {
    const looked = statements && (await statements.look(path))
    if (looked?.outcome !== 'read') return undefined
    const told = Object.values(columnsIn(fields))
    const headings = looked.lines.map(headingsOf).find((line) => told.every((one) => line.includes(one)))
    return headings && { headings, separator: looked.separator }
  }

  async function read(fields: PreviewFields, statement: string, path: string): Promise<Wrong | Previewed> {
    const looked = statements && (await statements.look(path))
    if (!looked) return { outcome: 'wrong', reason: '没有可用的对账单模板', line: null }
    if (looked.outcome !== 'read') return { outcome: 'wrong', reason: looked.reason, line: looked.line ?? null }
    const bank = statements.mapped(statement, layoutOf(fields, looked.separator))
    if (isWrong(bank)) return { outcome: 'wrong', reason: bank.wrong, line: null }
    const reading = await bank.read(path, { date: fields.date })
    if (reading.outcome !== 'read') return { outcome: 'wrong', reason: reading.reason, line: reading.line ?? null }
    const { rows, openingFen, closingFen, holds, account, note } = reading
    const signed = rows.map((row) => ({ ...row, fen: row.direction === 'credit' ? row.amountFen : 0 - row.amountFen }))
    const sumOf = (sign: 1 | -1) =>
      signed.reduce((sum, { fen }) => (Math.sign(fen) === sign ? sum + fen * sign : sum), 0)
    return {
      outcome: 'read',
      rows: signed
        .slice(0, ROWS_SHOWN)
        .map(({ line, bookedOn, fen, bankReference, remark }) => ({ line, bookedOn, fen, bankReference, remark })),
      ...{ count: rows.length, inFen: sumOf(1), outFen: sumOf(-1), openingFen, closingFen, holds, account, note },
    }
  }

  return {
    /** The accounts of a company, and the mappings that are kept for them, the newest first. Refused: `not-found`. */
    async list(company: string): Promise<MappingsAnswer | Refusal<'not-found'>> {
      const rulebook = rulebooks.get(company)
      if (!rulebook) return refuse('not-found')
      const mappings = await database.read.statementMappings.of(company)
      return {
        accounts: rulebook.payment.accounts.map(({ number, statement }) => ({
          ...{ account: number, bank: sourceName(`bank:${statement}`), channel: `bank:${statement}` },
        })),
        mappings: mappings.map(({ id, name, account, layout, proposedBy, approvedBy, approvedAt }) => ({
          ...{ id, name, account, proposedBy, approvedBy, approvedAt },
          columns: MAPPED_COLUMNS.flatMap((column) => {
            const heading = layout.columns[column]
            return heading === undefined ? [] : [{ column, heading }]
          }),
        })),
      }
    },

    /** Shows the first lines of a file and a guess at its columns; nothing is kept. Refused: `not-found`. */
    async look(of: { company: string; account: string }, path: string): Promise<LookAnswer | Refusal<'not-found'>> {
      if (!rulebooks.get(of.company)) return refuse('not-found')
      const account = accountOf(of.company, of.account)
      if (!account || !statements) return NO_ACCOUNT
      const looked = await statements.look(path)
      if (looked.outcome !== 'read') return { outcome: 'wrong', reason: looked.reason, line: looked.line ?? null }
      const { lines } = looked
      const known = (await knownFor(of.company, account.statement)).find(({ headings }) => isOfShape(lines, headings))
      return { outcome: 'read', lines, ...guessColumns(lines), known: known?.name ?? null }
    },

    /** Reads a file by the columns that are told, as it will be read; nothing is kept. Refused: `not-found`. */
    async preview(fields: PreviewFields, path: string): Promise<PreviewAnswer | Refusal<'not-found'>> {
      if (!rulebooks.get(fields.company)) return refuse('not-found')
      const account = accountOf(fields.company, fields.account)
      return account ? read(fields, account.statement, path) : NO_ACCOUNT
    },

    /**
     * Proposes to keep the columns for files of this shape. Refused: `not-found`, `mapping-unreadable` with the reason when the
     * file cannot be read by them, or its balances do not join; `already-proposed`.
     */
    async propose(
      maker: Actor,
      { name, ...fields }: PreviewFields & { name: string },
      path: string,
    ): Promise<Approval | Refusal<'already-proposed' | 'mapping-unreadable' | 'not-found'>> {
      const { company } = fields
      if (!rulebooks.get(company)) return refuse('not-found')
      const account = accountOf(company, fields.account)
      if (!account) return refuse('mapping-unreadable', { reason: NO_ACCOUNT.reason })
      const told = await read(fields, account.statement, path)
      if (told.outcome === 'wrong') return refuse('mapping-unreadable', { reason: told.reason })
      if (!told.holds) return refuse('mapping-unreadable', { reason: told.note ?? '余额接不上' })
      const shape = await shapeIn(path, fields)
      if (!shape) return refuse('mapping-unreadable', { reason: '找不到表头' })
      const layout = layoutOf(fields, shape.separator)
      const words = MAPPED_COLUMNS.flatMap((column) => {
        const heading = layout.columns[column]
        return heading === undefined ? [] : [`“${heading}”为${COLUMN_NAMES[column]}`]
      })
      const { count, inFen, outFen } = told
      return allOrNothing(database, (store) =>
        propose(
          store,
          {
            company,
            deed: 'statement-mapping',
            subject: `${account.statement} ${shapeOf(shape.headings)}`,
            summary:
              `以后按“${name}”读取尾号 ${account.number.slice(-4)} 账户的银行流水：${words.join('，')}。` +
              `样本 ${fields.date} 共 ${count} 笔，收入 ${formatYuan(inFen)}，支出 ${formatYuan(outFen)}`,
            payload: {
              ...{ account: account.number, statement: account.statement, name, headings: shape.headings },
              layout: { ...layout, columns: { ...layout.columns } },
              ...{ sampleDay: fields.date, count, inFen, outFen },
            },
            maker,
          },
          ports,
        ),
      )
    },
  }
}
export type StatementMappings = ReturnType<typeof createStatementMappings>

/** Keeps the columns for later files, once. */
export const executeStatementMapping: Executor<'not-found'> = async (store, approval, { ids, rulebooks }) => {
  const { company, id: approvalId, makerName, checkerName, decidedAt, madeAt } = approval
  const { layout, ...kept } = payload.parse(approval.payload)
  if (!rulebooks.get(company)?.payment.accounts.some(({ number }) => number === kept.account))
    return refuse('not-found')
  await store.statementMappings.insert({
    ...{ id: ids.next(), company, approvalId, ...kept },
    layout: { ...layout, columns: { bookedOn: '', ...layout.columns } },
    ...{ proposedBy: makerName, approvedBy: checkerName ?? '', approvedAt: decidedAt ?? madeAt },
  })
  return 'done'
}

/**
 * The bank by whose template a file of an account is read: the newest mapping whose headings the file has, else the statement's own
 * template. Undefined where nobody knows the statement.
 */
export function createStatementReader({ database, statements }: Pick<Ports, 'database' | 'statements'>) {
  return async function statementFor(company: string, id: string, path: string): Promise<StatementBank | undefined> {
    const own = statements?.get(id)
    if (!statements || !own) return undefined
    const mappings = (await database.read.statementMappings.of(company)).filter(({ statement }) => statement === id)
    if (mappings.length === 0) return own
    const looked = await statements.look(path)
    if (looked.outcome !== 'read') return own
    const known = mappings.find(({ headings }) => isOfShape(looked.lines, headings))
    const bank = known && statements.mapped(id, { ...known.layout, separator: looked.separator })
    return bank && !isWrong(bank) ? bank : own
  }
}
