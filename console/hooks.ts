import { useCallback, useEffect, useState } from 'react'
import { useSearchParams } from 'react-router-dom'

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
