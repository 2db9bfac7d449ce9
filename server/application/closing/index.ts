import type { ClosingState, ClosingsAnswer } from '../../../contract/consoleClosings'
import type { Clock, Database, Ids } from '../ports'
import { createCloseDay } from './closeDay'
import { readClosingState } from './closingState'
import { closureView, type NamingPorts } from './views'

/** Closed days: how far a day is, closing it, and what was closed. */
export function createClosings(ports: NamingPorts & { database: Database; clock: Clock; ids: Ids }) {
  const { read } = ports.database
  return {
    close: createCloseDay(ports),
    state: (company: string, date: string): Promise<ClosingState> => readClosingState(read, { company, date }, ports),
    async list(company: string, offset: number, limit: number): Promise<ClosingsAnswer> {
      const { rows, total } = await read.closings.page(company, offset, limit)
      const views = rows.map(async (closure) => closureView(closure, await read.closings.accountsOf(closure.id), ports))
      return { rows: await Promise.all(views), total }
    },
  }
}
export type Closings = ReturnType<typeof createClosings>
