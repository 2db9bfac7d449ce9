import { useCallback, useEffect, useState } from 'react'
import { useSearchParams } from 'react-router-dom'
import { formatYuan } from '../contract/money'

export interface Loaded<T> {
  data: T | undefined
  error: unknown
  loading: boolean
  reload(): void
}

/** Loads when `key` changes and when asked to; what was shown stays until the next answer is here. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ data?: T; error?: unknown; loading: boolean }>({ loading: true })
  const [turn, setTurn] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says all that `load` depends on.
  useEffect(() => {
    let current = true
    setState(({ data }) => ({ data, loading: true }))
    load().then(
      (data) => current && setState({ data, loading: false }),
      (error: unknown) => current && setState({ error, loading: false }),
    )
    return () => {
      current = false
    }
  }, [key, turn])
  const reload = useCallback(() => setTurn((last) => last + 1), [])
  return { data: state.data, error: state.error, loading: state.loading, reload }
}

/** What may change without going back to the first page: these do not narrow the list. */
const KEEP_PAGE = ['page', 'open', 'evidence']

/**
 * Filters that live in the address, so that a list can be reloaded, sent to a colleague and gone back to. A change of
 * any filter goes to the first page. Empty and default values are left out of the address.
 */
export function useFilters<K extends string>(
  defaults: Record<K, string>,
): [Record<K, string>, (change: Partial<Record<K | 'company', string>>) => void] {
  const [parameters, setParameters] = useSearchParams()
  const names = Object.keys(defaults) as K[]
  const filters = Object.fromEntries(names.map((name) => [name, parameters.get(name) ?? defaults[name]])) as Record<
    K,
    string
  >
  const change = useCallback(
    (to: Partial<Record<string, string>>) =>
      setParameters((before) => {
        const after = new URLSearchParams(before)
        if (!Object.keys(to).some((name) => KEEP_PAGE.includes(name))) after.delete('page')
        for (const [name, value] of Object.entries(to)) {
          if (value === undefined || value === '') after.delete(name)
          else after.set(name, value)
        }
        return after
      }),
    [setParameters],
  )
  return [filters, change]
}

/** A list's order as the address has it, for a table whose server sorts. */
export function serverSorting(
  { sort, way }: { sort: string; way: string },
  keys: readonly string[],
  change: (to: { sort: string; way: string }) => void,
) {
  return {
    order: sort === '' ? undefined : { key: sort, way: way === 'ascend' ? ('ascend' as const) : ('descend' as const) },
    keys,
    onOrder: (order: { key: string; way: 'ascend' | 'descend' } | undefined) =>
      change({ sort: order?.key ?? '', way: order?.way ?? '' }),
  }
}

const beijing = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
})

/** A moment in epoch milliseconds as 2026-11-21 08:00:06, in Beijing. */
export function momentText(epochMs: number): string {
  const parts = Object.fromEntries(beijing.formatToParts(epochMs).map(({ type, value }) => [type, value]))
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}:${parts.second}`
}

/** Fen without the unit, for columns whose heading names it: 1,116.63. */
export const plainYuan = (amountFen: number): string => formatYuan(amountFen).replace(' 元', '')

/** The day so many days after a civil day. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** 0 for Sunday. */
export const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay()

/** Fen at the axis of a chart: 800, 1.2 万, 350 万. */
export function shortYuan(amountFen: number): string {
  const yuan = amountFen / 100
  return Math.abs(yuan) >= 10_000 ? `${Number((yuan / 10_000).toFixed(1))} 万` : String(Math.round(yuan))
}
