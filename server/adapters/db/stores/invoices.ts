import { type EntityManager, In } from 'typeorm'
import { ConcurrencyConflict } from '../../../application/ports/database'
import type { InvoiceStore, InvoiceTitleStore, LoweredPayment } from '../../../application/ports/invoices'
import { type Invoice, type InvoicePart, isInForce } from '../../../domain/invoice/invoice'
import { LOWERING_EVENTS } from '../../../domain/invoice/lowering'
import * as tables from '../entities'
import { integerOf, rowsOf } from '../rows'
import { inChunks } from './filters'

/** `!` instead of a backslash, which the engines read differently within quotes. */
const beginning = (text: string) => `${text.replace(/[!%_]/g, '!$&')}%`

/** Invoices: one blue one of an order at a time, and the red ones that took earlier ones back. */
export function invoiceStore(manager: EntityManager): InvoiceStore {
  const rows = rowsOf(manager, tables.invoices)
  const parts = rowsOf(manager, tables.invoiceParts)
  const payments = rowsOf(manager, tables.payments)

  const partsOf = async (invoiceId: string): Promise<InvoicePart[]> => {
    const found = await parts.many({ invoiceId })
    const paid = await payments.many({ id: In(found.map(({ paymentId }) => paymentId)) }, { paidAt: 'ASC', id: 'ASC' })
    return paid.flatMap(({ id }) => found.filter(({ paymentId }) => paymentId === id))
  }

  /** Takes hold of what an invoice says of each payment (M2); nothing can be refunded of that meanwhile. */
  async function hold(of: readonly InvoicePart[]): Promise<void> {
    for (const { paymentId, amountFen: fen } of of) {
      const held = await payments.update(
        { invoicedFen: () => 'COALESCE(invoiced_fen, 0) + :fen' },
        { id: paymentId, outcome: 'applied' },
        'COALESCE(invoiced_fen, 0) + :fen + refunded_fen <= amount_fen',
        { fen },
      )
      if (held !== 1) throw new ConcurrencyConflict(`payment ${paymentId} has not so much left to invoice`)
    }
  }

  async function letGo(of: readonly InvoicePart[]): Promise<void> {
    for (const { paymentId, amountFen: fen } of of) {
      const left = { invoicedFen: () => 'invoiced_fen - :fen' }
      if ((await payments.update(left, { id: paymentId }, 'invoiced_fen >= :fen', { fen })) !== 1)
        throw new ConcurrencyConflict(`payment ${paymentId} was not invoiced so far`)
    }
  }

  async function ofItsOrder({ id, company, orderNo, amountFen }: Invoice): Promise<InvoicePart[]> {
    const payment = await payments.one({ company, orderNo, outcome: 'applied' })
    return payment ? [{ invoiceId: id, paymentId: payment.id, company, orderNo, amountFen }] : []
  }

  const blues = async (found: readonly InvoicePart[]): Promise<Invoice[]> => {
    const ids = found.map(({ invoiceId }) => invoiceId)
    return ids.length === 0 ? [] : rows.many({ id: In(ids), kind: 'blue' }, { askedAt: 'DESC', nth: 'DESC' })
  }

  return {
    byId: (id) => rows.one({ id }),
    async byOrder(orderNo) {
      const found = await blues(await parts.many({ orderNo }))
      return found.find(({ state }) => isInForce(state)) ?? found[0]
    },
    async inForceOf(paymentId) {
      const found = await parts.many({ paymentId })
      const invoice = (await blues(found)).find(({ state }) => isInForce(state))
      const part = found.find(({ invoiceId }) => invoiceId === invoice?.id)
      return invoice && part && { invoice, amountFen: part.amountFen }
    },
    parts: partsOf,
    nextNth: async (orderNo) => ((await rows.many({ orderNo, kind: 'blue' }, { nth: 'DESC' }, 1))[0]?.nth ?? 0) + 1,
    redOf: (blueId) => rows.one({ reverses: blueId }),
    byResident: (residentId) => rows.many({ residentId }, { askedAt: 'DESC', nth: 'DESC', kind: 'DESC' }),
    async insert(invoice, given) {
      const inserted = await rows.insert(invoice)
      if (inserted === 'duplicate' || invoice.kind === 'red') return inserted
      const of = given ?? (await ofItsOrder(invoice))
      if (of.length > 0) await parts.insertMany(of)
      if (isInForce(invoice.state)) await hold(of)
      return inserted
    },
    async change(id, from, to) {
      if ((await rows.update(to, { id, state: In([...from]) })) !== 1) return false
      const [was] = from
      if (to.state === undefined || was === undefined || isInForce(to.state) === isInForce(was)) return true
      if (isInForce(to.state)) await hold(await partsOf(id))
      else await letGo(await partsOf(id))
      return true
    },
    async changeParts(invoiceId, of) {
      await parts.query('p').delete().where({ invoiceId }).execute()
      await parts.insertMany(of)
    },
    async page({ company, kind, state, q, from, to }, offset, limit) {
      const query = rows.query('i').where({ company })
      if (kind !== undefined) query.andWhere({ kind })
      if (state !== undefined) query.andWhere({ state })
      if (from !== undefined) query.andWhere('i.askedAt >= :from', { from })
      if (to !== undefined) query.andWhere('i.askedAt < :to', { to })
      if (q !== undefined) {
        const ofHousehold = `EXISTS (SELECT 1 FROM households h WHERE h.id = i.household_id AND h.user_code LIKE :q ESCAPE '!')`
        query.andWhere(`(i.number LIKE :q ESCAPE '!' OR i.orderNo LIKE :q ESCAPE '!' OR ${ofHousehold})`, {
          q: beginning(q),
        })
      }
      const [found, total] = await query
        .orderBy('i.askedAt', 'DESC')
        .addOrderBy('i.id', 'DESC')
        .skip(offset)
        .take(limit)
        .getManyAndCount()
      return { rows: found, total }
    },
    byIds: (ids) => inChunks(ids, (some) => rows.many({ id: In(some) })),
    redsOf: (blueIds) => inChunks(blueIds, (some) => rows.many({ reverses: In(some) })),
    redsFor: (ids) => inChunks(ids, (some) => rows.many({ refundApplicationId: In(some) })),
    redOfRefund: (refundNo) => rows.one({ refundNo }),
    redsIssued: (company, from, to) =>
      rows
        .query('i')
        .where({ company, kind: 'red', state: 'issued' })
        .andWhere('i.issuedAt >= :from AND i.issuedAt < :to', { from, to })
        .orderBy('i.issuedAt', 'ASC')
        .getMany(),
    async lowered(company, { from, to }) {
      const found = await rowsOf(manager, tables.transfers)
        .query('t')
        .select('t.event', 'event')
        .addSelect('t.evidenceId', 'evidenceId')
        .addSelect('t.householdId', 'householdId')
        .addSelect('MAX(t.season)', 'season')
        .addSelect('t.effectiveOn', 'day')
        .addSelect('SUM(t.amountFen)', 'amountFen')
        .where({ company, event: In([...LOWERING_EVENTS]) })
        .andWhere('t.effectiveOn >= :from AND t.effectiveOn <= :to', { from, to })
        .groupBy('t.event')
        .addGroupBy('t.evidenceId')
        .addGroupBy('t.householdId')
        .addGroupBy('t.effectiveOn')
        .orderBy('t.effectiveOn', 'ASC')
        .getRawMany<Omit<LoweredPayment, 'on' | 'amountFen'> & { day: string; amountFen: unknown }>()
      return found.map(({ day, amountFen, ...row }) => ({ ...row, on: day, amountFen: integerOf(amountFen) }))
    },
    async counts(company) {
      const counted = { asked: 0, issued: 0, failed: 0, reversed: 0 }
      const found = await rows
        .query('i')
        .select('i.state', 'state')
        .addSelect('COUNT(*)', 'count')
        .where({ company })
        .groupBy('i.state')
        .getRawMany<{ state: Invoice['state']; count: unknown }>()
      for (const { state, count } of found) counted[state] = Number(count)
      return counted
    },
  }
}

/** Titles that residents have used; personal data, sealed. */
export function invoiceTitleStore(manager: EntityManager): InvoiceTitleStore {
  const rows = rowsOf(manager, tables.invoiceTitles)
  return {
    ofResident: (residentId) => rows.many({ residentId }, { usedAt: 'DESC', id: 'DESC' }),
    insert: (title) => rows.insert(title),
    use: async (id, of) => (await rows.update(of, { id })) === 1,
    async remove(residentId, id) {
      const { affected } = await rows.query('t').delete().where({ id, residentId }).execute()
      return affected === 1
    },
  }
}
