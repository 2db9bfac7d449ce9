import { z } from 'zod'
import type { ReconciliationAnswer } from '../../../contract/consoleBank'
import { formatYuan } from '../../../contract/money'
import type { Actor, Approval } from '../../domain/approval/approval'
import type { AccountReconciliation, Signature } from '../../domain/bankMatching/accountBook'
import type { CivilDate } from '../../domain/calendar/civilDate'
import type { SourceName } from '../../domain/payment/payment'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { type Executor, propose } from '../approvals/approvals'
import { allOrNothing } from '../common/allOrNothing'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { digestOfReconciliation, lastDayOf, readReconciliation } from './readReconciliation'

interface Ports {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  sourceName: SourceName
}

interface Which {
  company: string
  account: string
  month: string
}

const SHOWN_OF_ACCOUNT = 4

const subjectOf = ({ account, month }: Which): string => `${account} ${month}`

const itemsIn = ({ bankReceived, bankPaid, bookReceived, bookPaid }: AccountReconciliation): number =>
  bankReceived.length + bankPaid.length + bookReceived.length + bookPaid.length

const isOver = (month: string, today: CivilDate): boolean => lastDayOf(month) < today

/** Why a reconciliation cannot be signed; undefined when it can. */
function refusesSigning(
  sheet: AccountReconciliation,
  today: CivilDate,
): Refusal<'balances-differ' | 'month-not-over'> | undefined {
  if (!isOver(sheet.month, today)) return refuse('month-not-over')
  return sheet.differenceFen === 0 ? undefined : refuse('balances-differ', { amountFen: sheet.differenceFen })
}

async function signatureOf(store: Pick<Store, 'staff'>, id: string, number: string, at: number): Promise<Signature> {
  return { name: (await store.staff.byId(id))?.displayName ?? id, number, at }
}

/** A month's reconciliation of an account with what it takes to sign it, and who has; see readReconciliation for what is refused. */
export function createShowReconciliation({ database, clock, rulebooks, sourceName }: Ports) {
  return async function showReconciliation(
    which: Which,
  ): Promise<ReconciliationAnswer | Refusal<'no-statement-balance' | 'not-found'>> {
    const { read } = database
    const rulebook = rulebooks.get(which.company)
    if (!rulebook) return refuse('not-found')
    const sheet = await readReconciliation(read, rulebook, which)
    if (isRefusal(sheet)) return sheet
    const digest = digestOfReconciliation(sheet)
    const [open, all] = await Promise.all([
      read.approvals.openOn(which.company, 'sign-reconciliation', subjectOf(which)),
      read.accountBook.signedOf(which.company, which.account, which.month),
    ])
    const signed = all.find((one) => one.digest === digest)
    const statement = rulebook.payment.accounts.find(({ number }) => number === which.account)?.statement ?? ''
    return {
      sheet,
      digest,
      companyName: rulebook.name,
      bank: sourceName(`bank:${statement}`),
      signable: refusesSigning(sheet, clock.today()) === undefined && !signed && !open,
      waiting: open
        ? { approvalId: open.id, prepared: await signatureOf(read, open.makerId, open.makerNumber, open.madeAt) }
        : null,
      signed: signed ? { prepared: signed.prepared, reviewed: signed.reviewed } : null,
      changedSince: signed ? null : (all[0]?.reviewed.at ?? null),
    }
  }
}

/**
 * Signs a month's reconciliation as the one who has prepared it; a second person signs by approving. Refused: `not-found`,
 * `no-statement-balance`, `month-not-over`, `balances-differ`, `amounts-changed` (the books are not those that were shown),
 * `signed-already`, `already-proposed`.
 */
export function createSignReconciliation(ports: Ports) {
  const { database, clock, rulebooks } = ports
  return (
    maker: Actor,
    { digest, ...which }: Which & { digest: string },
  ): Promise<
    | Approval
    | Refusal<
        | 'already-proposed'
        | 'amounts-changed'
        | 'balances-differ'
        | 'month-not-over'
        | 'no-statement-balance'
        | 'not-found'
        | 'signed-already'
      >
  > =>
    allOrNothing(database, async (store) => {
      const rulebook = rulebooks.get(which.company)
      if (!rulebook) return refuse('not-found')
      const sheet = await readReconciliation(store, rulebook, which)
      if (isRefusal(sheet)) return sheet
      const refused = refusesSigning(sheet, clock.today())
      if (refused) return refused
      if (digestOfReconciliation(sheet) !== digest) return refuse('amounts-changed')
      const before = await store.accountBook.signedOf(which.company, which.account, which.month)
      if (before.some((one) => one.digest === digest)) return refuse('signed-already')
      const { account, month, bookFen, bankFen, adjustedBookFen } = sheet
      return propose(
        store,
        {
          company: which.company,
          deed: 'sign-reconciliation',
          subject: subjectOf(which),
          summary:
            `复核尾号 ${account.slice(-SHOWN_OF_ACCOUNT)} 账户 ${month} 的银行存款余额调节表：账面 ${formatYuan(bookFen)}，` +
            `银行 ${formatYuan(bankFen)}，未达账项 ${itemsIn(sheet)} 笔，调节后均为 ${formatYuan(adjustedBookFen)}`,
          payload: { account, month, digest, bookFen, bankFen, adjustedBookFen, items: itemsIn(sheet) },
          maker,
        },
        ports,
      )
    })
}

const payload = z.object({ account: z.string(), month: z.string(), digest: z.string() })

/** The second signature. Refused with `amounts-changed` when the books are not what the first has signed any more. */
export const executeSignReconciliation: Executor<
  'amounts-changed' | 'no-statement-balance' | 'not-found' | 'signed-already'
> = async (store, approval, { ids, rulebooks }) => {
  const { company, makerId, makerNumber, madeAt, checkerId, checkerNumber, decidedAt } = approval
  const { account, month, digest } = payload.parse(approval.payload)
  const rulebook = rulebooks.get(company)
  if (!rulebook) return refuse('not-found')
  const sheet = await readReconciliation(store, rulebook, { account, month })
  if (isRefusal(sheet)) return sheet
  if (digestOfReconciliation(sheet) !== digest) return refuse('amounts-changed')
  const prepared = await signatureOf(store, makerId, makerNumber, madeAt)
  const reviewed = await signatureOf(store, checkerId ?? '', checkerNumber ?? '', decidedAt ?? madeAt)
  const signed = { id: ids.next(), company, account, month, digest, sheet, approvalId: approval.id, prepared, reviewed }
  return (await store.accountBook.insertSigned(signed)) === 'duplicate' ? refuse('signed-already') : 'done'
}
