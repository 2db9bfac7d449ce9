import type { BoardAnswer } from '../../contract/consoleBooks'
import { get, query } from '../api'
import { useLoaded } from '../hooks'

/** The server's civil day, which a demonstration may set forward; undefined until it is known. */
export function useToday(company: string): string | undefined {
  const board = useLoaded(company, () => get<BoardAnswer>(`/board${query({ company })}`))
  return board.data?.today
}
