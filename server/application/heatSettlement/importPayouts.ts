import { createHash } from 'node:crypto'
import type { PayoutFile, PayoutItem, PayoutResultRow, ReturnedPayoutRow } from '../../domain/heatSettlement/payout'
import type { RefundApplication } from '../../domain/heatSettlement/refundApplication'
import { payoutPaid, payoutReturned } from '../../domain/ledger/rulesOfSettlement'
import { takeStep } from '../bills/settlementSteps'
import { transfersOf } from '../common/post'
import { type Refusal, refuse } from '../common/refusal'
import type { PayoutLayout } from '../ports/banks'
import { ConcurrencyConflict, type Database, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { cardReturned, cardSettled } from '../refunds/cardPaid'
import { type KnownRow, knownRows } from './payoutLists'

export interface PayoutFileInput {
  company: string
  fileName: string
  bytes: Buffer
  /** Who brings the file in; `system` when it came over the line. */
  actor: string
}

export interface ImportedPayouts {
  outcome: 'imported' | 'already'
  paid: number
  failed: number
  returned: number
  /** Rows that say what is known already. */
  unchanged: number
}

const CHUNK = 100

type Ports = { database: Database; clock: Clock; ids: Ids; layout: PayoutLayout }

/**
 * Takes in what a bank says of payouts: the result of a batch, and payments that came back days later (退汇). Every row must be
 * a payment of ours, to that account and of that amount, else nothing of the file is taken (`file-refused` with the line).
 * The same file again changes nothing (M3); after a crash it goes on where it stopped.
 */
export function createImportPayouts(ports: Ports) {
  const { database, clock, ids, layout } = ports

  async function take<Row extends ReturnedPayoutRow>(
    { company, fileName, bytes, actor }: PayoutFileInput,
    kind: PayoutFile['kind'],
    rows: readonly Row[],
    effect: (
      store: Store,
      known: KnownRow<Row>,
      actor: string,
    ) => Promise<'paid' | 'failed' | 'returned' | 'unchanged'>,
    contradiction: (known: KnownRow<Row>) => string | undefined,
  ): Promise<ImportedPayouts | Refusal<'file-refused'>> {
    const digest = createHash('sha256').update(bytes).digest('hex')
    const sum = { paid: 0, failed: 0, returned: 0, unchanged: 0 }
    if (await database.read.payouts.fileByDigest(company, digest)) return { outcome: 'already', ...sum }
    const known = await knownRows(database.read, company, rows)
    if (typeof known === 'string') return refuse('file-refused', { reason: known })
    for (const one of known) {
      const reason = contradiction(one)
      if (reason !== undefined) return refuse('file-refused', { reason: `第 ${one.row.line} 行：${reason}` })
    }
    for (let at = 0; at < known.length; at += CHUNK) {
      const outcomes = await database.transaction(async (store) => {
        const done: (keyof typeof sum)[] = []
        for (const one of known.slice(at, at + CHUNK)) done.push(await effect(store, one, actor))
        return done
      })
      for (const outcome of outcomes) sum[outcome] += 1
    }
    await database.transaction(async (store) => {
      const file = { id: ids.next(), company, kind, fileName: fileName.slice(-200), digest, rows: rows.length }
      if ((await store.payouts.insertFile({ ...file, by: actor, at: clock.now() })) === 'duplicate') return
      for (const batchId of new Set(known.map(({ payee }) => payee.batchId))) {
        await store.payouts.changeBatch(batchId, ['approved', 'sent'], { status: 'answered' })
      }
      await store.audit.append({
        id: ids.next(),
        company,
        at: clock.now(),
        actor,
        deed: 'import-payouts',
        subject: digest,
        detail: { kind, rows: rows.length, ...sum },
      })
    })
    return { outcome: 'imported', ...sum }
  }

  return {
    async result(input: PayoutFileInput): Promise<ImportedPayouts | Refusal<'file-refused'>> {
      const read = await layout.readResult(input.bytes)
      if (read.outcome === 'wrong') return refuse('file-refused', { reason: read.reason })
      return take(input, 'result', read.rows, settleRow, ({ row, payee: { state } }) => {
        const said = state === 'sent' || state === row.outcome || (state === 'returned' && row.outcome === 'paid')
        return said ? undefined : '与此前导入的付款结果相反'
      })
    },

    async returned(input: PayoutFileInput): Promise<ImportedPayouts | Refusal<'file-refused'>> {
      const read = await layout.readReturned(input.bytes)
      if (read.outcome === 'wrong') return refuse('file-refused', { reason: read.reason })
      return take(input, 'returned', read.rows, returnRow, ({ payee: { state } }) =>
        state === 'paid' || state === 'returned' ? undefined : '这笔付款还没有成功的结果，不能退汇',
      )
    },
  }

  async function settleRow(store: Store, { row, payee }: KnownRow<PayoutResultRow>, actor: string) {
    if (payee.kind === 'card') return cardSettled(store, payee.card, row, ports)
    const { item } = payee
    const { bankSerial, failCode, failReason, on } = row
    if (row.outcome === 'failed') {
      const to = { state: 'failed', bankSerial, failCode, failReason } as const
      if (!(await store.payouts.changeItem(item.id, 'sent', to))) return 'unchanged' as const
      const reason = `银行没有付成：${failReason ?? failCode ?? '原因不明'}`
      await end(
        store,
        item,
        { status: 'refused', reason, liveKey: null },
        { step: 'payout-failed', actor, note: reason },
      )
      return 'failed' as const
    }
    const to = { state: 'paid', bankSerial, paidOn: on } as const
    if (!(await store.payouts.changeItem(item.id, 'sent', to))) return 'unchanged' as const
    await end(store, item, { status: 'paid' }, { step: 'paid', actor, on, payableChangeFen: 0 - item.amountFen })
    await post(store, item, 'payout-paid', on)
    return 'paid' as const
  }

  async function returnRow(store: Store, { row, payee }: KnownRow<ReturnedPayoutRow>, actor: string) {
    if (payee.kind === 'card') return cardReturned(store, payee.card, row, ports)
    const { item } = payee
    const { failCode, failReason, on } = row
    const to = { state: 'returned', failCode, failReason, returnedOn: on } as const
    if (!(await store.payouts.changeItem(item.id, 'paid', to))) return 'unchanged' as const
    const reason = `银行已退回：${failReason ?? failCode ?? '原因不明'}`
    const ended = { status: 'returned', reason, liveKey: null } as const
    await end(store, item, ended, { step: 'returned', actor, on, note: reason, payableChangeFen: item.amountFen })
    await post(store, item, 'payout-returned', on)
    return 'returned' as const
  }

  /** Tells the application and its settlement how a payment ended. */
  async function end(
    store: Pick<Store, 'refundApplications' | 'settlements'>,
    item: PayoutItem,
    to: Partial<RefundApplication>,
    step: {
      step: 'paid' | 'payout-failed' | 'returned'
      actor: string
      on?: string
      note?: string
      payableChangeFen?: number
    },
  ): Promise<void> {
    const from = step.step === 'returned' ? ('paid' as const) : ('in-batch' as const)
    if (!(await store.refundApplications.change(item.applicationId, [from], to))) {
      throw new ConcurrencyConflict(`refund application ${item.applicationId}`)
    }
    const settlement = await store.settlements.byId(item.settlementId)
    if (!settlement) throw new Error(`payout ${item.serial} names a settlement that is not there`)
    const payableFen = settlement.payableFen + (step.payableChangeFen ?? 0)
    if (payableFen < 0) throw new Error(`payout ${item.serial} pays more than is owed`)
    const { actor: by, on, note } = step
    const byKind = by === 'system' ? 'system' : 'staff'
    await takeStep(store, settlement, { step: step.step, byKind, by, on, note, to: { payableFen } }, ports)
  }

  async function post(
    store: Pick<Store, 'ledger' | 'settlements'>,
    item: PayoutItem,
    event: 'payout-paid' | 'payout-returned',
    on: string,
  ) {
    const settlement = await store.settlements.byId(item.settlementId)
    if (!settlement) throw new Error(`payout ${item.serial} names a settlement that is not there`)
    const { householdId, season } = settlement
    const rule = event === 'payout-paid' ? payoutPaid : payoutReturned
    await store.ledger.insert(
      transfersOf(
        {
          company: item.company,
          postingKey: `${event}:${item.id}`,
          event,
          effectiveOn: on,
          evidenceKind: 'payout',
          evidenceId: item.id,
          postings: rule({ householdId, season, amountFen: item.amountFen }),
        },
        ports,
      ),
    )
  }
}
