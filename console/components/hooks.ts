import { App } from 'antd'
import { useEffect, useState } from 'react'
import type { BoardAnswer } from '../../contract/consoleBooks'
import { get, query, sentenceOf } from '../api'
import { type Loaded, useLoaded } from '../hooks'
import { Cancelled, useGuarded } from './SecondFactor'

/**
 * Runs what a button does: asks for the second factor when the server wants it, says that it was done, and keeps the
 * sentence of a refusal for the dialog. Gives whether it was done.
 */
export function useAct() {
  const { message } = App.useApp()
  const guarded = useGuarded()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const act = async (deed: () => Promise<unknown>, done?: string): Promise<boolean> => {
    setBusy(true)
    setError(undefined)
    try {
      await guarded(deed)
      if (done) void message.success(done)
      return true
    } catch (failed) {
      if (!(failed instanceof Cancelled)) setError(sentenceOf(failed))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { act, busy, error, forget: () => setError(undefined) }
}

/**
 * For a dialog that is there only while it is asked: when it goes, the keyboard is where it was before, or at the page's
 * content where the button that opened it is gone too. Whatever has taken the focus meanwhile keeps it.
 */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (document.activeElement && document.activeElement !== document.body) return
      const back = before instanceof HTMLElement && before.isConnected ? before : document.getElementById('content')
      back?.focus({ preventScroll: true })
    },
    [before],
  )
}

/** What the board says, with the server's civil day; for a page that cannot be shown without it, and has to say why. */
export function useBoard(company: string): Loaded<BoardAnswer> {
  return useLoaded(company, () => get<BoardAnswer>(`/board${query({ company })}`))
}

/** The server's civil day, which a demonstration may set forward; undefined until it is known. */
export function useToday(company: string): string | undefined {
  return useBoard(company).data?.today
}

const KEPT_SEASONS = 5

/** The season that a day belongs to: from July on, the one that begins in autumn. */
export function seasonOf(date: string): string {
  const year = Number(date.slice(0, 4)) - (date.slice(5, 7) < '07' ? 1 : 0)
  return `${year}-${year + 1}`
}

/** This season and those before it, newest first. */
export function seasonsUntil(date: string): string[] {
  const first = Number(seasonOf(date).slice(0, 4))
  return Array.from({ length: KEPT_SEASONS }, (_, back) => `${first - back}-${first - back + 1}`)
}

/** The newest season that is over, or nearly: from April on, the one of last winter. */
export function lastEndedSeason(date: string): string {
  const year = Number(date.slice(0, 4)) - (date.slice(5, 7) < '04' ? 2 : 1)
  return `${year}-${year + 1}`
}
