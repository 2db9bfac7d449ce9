import { useEffect, useState } from 'react'

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
