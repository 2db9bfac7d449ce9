import type { BoardAnswer } from '../../contract/consoleBooks'
import { get, query } from '../api'
import { type Loaded, useLoaded } from '../hooks'

/** What the board says, with the server's civil day; for a page that cannot be shown without it, and has to say why. */
export function useBoard(company: string): Loaded<BoardAnswer> {
  return useLoaded(company, () => get<BoardAnswer>(`/board${query({ company })}`))
}

/** The server's civil day, which a demonstration may set forward; undefined until it is known. */
export function useToday(company: string): string | undefined {
  return useBoard(company).data?.today
}
