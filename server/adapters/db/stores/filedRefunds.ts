import { type EntityManager, In, IsNull, Not } from 'typeorm'
import type { FiledRefund, FiledRefundStore } from '../../../application/ports/reconciliation'
import type { Refund } from '../../../domain/payment/refund'
import type { ChannelFileDay } from '../../../domain/reconciliation/channelFile'
import * as tables from '../entities'
import { rowsOf } from '../rows'
import { streamRows } from '../streamRows'
import { inChunks } from './filters'
import { TABLES } from './ourRows'

type FiledBy = 'tradeFiledOn' | 'fundFlowFiledOn'

const filedBy = ({ bill }: Pick<ChannelFileDay, 'bill'>): FiledBy =>
  bill === 'fundflow' ? 'fundFlowFiledOn' : 'tradeFiledOn'

const day = (value: unknown) => (typeof value === 'string' ? value : null)

/** Refunds by the day in whose file they stand, where that may be the day of acceptance or the day of success. */
export function filedRefundStore(manager: EntityManager): FiledRefundStore {
  const refunds = rowsOf(manager, tables.refunds)

  async function read(of: ChannelFileDay, where: string, parameters: readonly string[]): Promise<FiledRefund[]> {
    const filed = filedBy(of) === 'tradeFiledOn' ? 'r.trade_filed_on' : 'r.fund_flow_filed_on'
    const { columns, row } = TABLES.refund
    const found: FiledRefund[] = []
    await streamRows(
      manager,
      `SELECT ${columns}, r.accepted_on, ${filed} AS filed_on FROM refunds r JOIN payments p ON p.id = r.payment_id
        WHERE r.company = ? AND r.source = ? AND r.route = 'original' AND ${where.replaceAll('FILED', filed)}`,
      [of.company, of.channel, ...parameters],
      (read) => found.push({ row: row(read), acceptedOn: day(read.accepted_on), filedOn: day(read.filed_on) }),
    )
    return found
  }

  return {
    refundsNamed: (of, refundNos) =>
      inChunks(refundNos, (some) => read(of, `r.refund_no IN (${some.map(() => '?').join(', ')})`, some)),

    async refundsDone(of) {
      const done = await read(of, 'r.succeeded_on = ? AND r.accepted_on <> ? AND FILED IS NULL', [of.date, of.date])
      const filed = await refunds.many({
        company: of.company,
        source: of.channel as Refund['source'],
        [filedBy(of)]: of.date,
        acceptedOn: Not(of.date),
      })
      return [
        ...done,
        ...(await this.refundsNamed(
          of,
          filed.map(({ refundNo }) => refundNo),
        )),
      ]
    },

    async daysDone(of) {
      const days = new Set<string>()
      await streamRows(
        manager,
        `SELECT DISTINCT r.succeeded_on AS done_on FROM refunds r
          WHERE r.company = ? AND r.source = ? AND r.accepted_on = ? AND r.succeeded_on <> r.accepted_on`,
        [of.company, of.channel, of.date],
        ({ done_on }) => days.add(String(done_on)),
      )
      return [...days]
    },

    async fileRefunds(of, { alone, found }) {
      const by = filedBy(of)
      const own = { company: of.company, source: of.channel as Refund['source'], route: 'original' } as const
      await refunds.update({ [by]: of.date }, { ...own, acceptedOn: of.date, [by]: IsNull() })
      const some = 200
      for (let at = 0; at < found.length; at += some)
        await refunds.update({ [by]: of.date }, { ...own, refundNo: In(found.slice(at, at + some)), [by]: IsNull() })
      for (let at = 0; at < alone.length; at += some)
        await refunds.update({ [by]: null }, { ...own, refundNo: In(alone.slice(at, at + some)), [by]: of.date })
    },
  }
}
