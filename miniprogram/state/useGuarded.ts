import { useCallback, useEffect, useRef, useState } from 'react'

/** Guards an action against a second tap while the first is under way. Gives the action and whether it is busy. */
export function useGuarded<Given extends unknown[]>(action: (...given: Given) => Promise<void>) {
  const [busy, setBusy] = useState(false)
  const now = useRef({ action, busy: false, here: true })
  now.current.action = action

  useEffect(() => {
    const kept = now.current
    kept.here = true
    return () => {
      kept.here = false
    }
  }, [])

  const run = useCallback(async (...given: Given) => {
    if (now.current.busy) return
    now.current.busy = true
    setBusy(true)
    try {
      await now.current.action(...given)
    } finally {
      now.current.busy = false
      if (now.current.here) setBusy(false)
    }
  }, [])

  return [run, busy] as const
}
