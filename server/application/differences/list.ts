import type { DifferencesAnswer } from '../../../contract/consoleDifferences'
import type { DifferenceStatus } from '../../../contract/differenceWords'
import type { DifferenceOrder, OrderWay } from '../../../contract/orderWords'
import { addDays } from '../../domain/calendar/civilDate'
import { DIFFERENCE_KINDS, type DifferenceKind } from '../../domain/reconciliation/mismatch'
import type { Database } from '../ports/database'
import type { DifferenceFilter } from '../ports/differences'
import type { FactPorts } from './facts'
import { differenceRows } from './view'

/** What a list is asked for; `olderThanDays`: whose day lies at least so many days back. */
export interface DifferencesAsked {
  company: string
  from?: string
  to?: string
  channel?: string
  kind?: string
  status?: DifferenceStatus
  owner?: string
  sort?: DifferenceOrder
  way?: OrderWay
  olderThanDays?: number
}

const isKind = (text: string): text is DifferenceKind => Object.hasOwn(DIFFERENCE_KINDS, text)

/** The earlier of two last days; undefined is no limit. */
function earlier(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return one < other ? one : other
}

/** Differences of one company, the oldest day first, with what the filters come to and what they can be. */
export function createListDifferences(ports: FactPorts & { database: Database }) {
  const { database, clock, sourceName } = ports
  const { read } = database

  return async function listDifferences(
    { kind, olderThanDays, ...asked }: DifferencesAsked,
    offset: number,
    limit: number,
  ): Promise<DifferencesAnswer> {
    const kinds = Object.entries(DIFFERENCE_KINDS).map(([name, meaning]) => ({ kind: name, name: meaning }))
    const known = await read.differences.known(asked.company)
    const lists = {
      kinds,
      channels: known.channels.map((channel) => ({ channel, name: sourceName(channel) })),
      owners: known.owners,
    }
    if (kind !== undefined && !isKind(kind)) {
      return { rows: [], total: 0, totals: { count: 0, ourFen: 0, theirFen: 0, open: 0, proposed: 0 }, ...lists }
    }
    const until = olderThanDays === undefined ? undefined : addDays(clock.today(), -olderThanDays)
    const filter: DifferenceFilter = { ...asked, kind, to: earlier(asked.to, until) }
    const [items, totals] = [await read.differences.page(filter, offset, limit), await read.differences.totals(filter)]
    return { rows: await differenceRows(read, items, ports), total: totals.count, totals, ...lists }
  }
}
