import { useDidHide, useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Answer, Failure } from './send'

export type Loading<T> = { state: 'loading' } | { state: 'failed'; failure: Failure } | { state: 'ready'; value: T }

/**
 * Loads something when the page opens, and again quietly each time the person comes back to it. `key` names what is
 * loaded: another key starts afresh. A slow answer that was overtaken by a later one is dropped.
 */
export function useAnswer<T>(key: string, load: () => Promise<Answer<T>>) {
  const [loading, setLoading] = useState<Loading<T>>({ state: 'loading' })
  const latest = useRef({ load, turn: 0, away: false })
  latest.current.load = load

  const ask = useCallback(async (quietly: boolean) => {
    const turn = ++latest.current.turn
    if (!quietly) setLoading({ state: 'loading' })
    const answer = await latest.current.load()
    if (turn !== latest.current.turn) return
    if (answer.ok) setLoading({ state: 'ready', value: answer.value })
    else
      setLoading((before) =>
        quietly && before.state === 'ready' ? before : { state: 'failed', failure: answer.failure },
      )
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when to load afresh
  useEffect(() => {
    ask(false)
    return () => {
      latest.current.turn++
    }
  }, [key, ask])

  useDidHide(() => {
    latest.current.away = true
  })
  useDidShow(() => {
    if (latest.current.away) ask(true)
    latest.current.away = false
  })

  return {
    loading,
    reload: () => ask(false),
    refresh: () => ask(true),
    put: (value: T) => setLoading({ state: 'ready', value }),
  }
}
