import { useEffect, useState } from 'react'
import type { WorkCounts } from '../contract/consoleWork'
import type { OpenThing } from '../contract/differenceWords'
import { get, query } from './api'
import { useStaff } from './session'

const LOOK_EVERY_MS = 60_000

/** Which page of the menu each open thing is done on. */
const PAGE_OF: Partial<Record<OpenThing, string>> = {
  'open-differences': '/differences',
  quarantined: '/files',
  'not-reconciled': '/files',
  'no-trade-bill': '/files',
  'no-fund-flow': '/files',
  'no-statement': '/files',
  suspense: '/money',
  'failed-refunds': '/money',
  'stray-refunds': '/money',
  'follow-ups': '/money',
  'awaiting-approval': '/approvals',
}

/** How much is open on each page of the menu: the board's own numbers, read again with each page and every minute. */
export function useOpenCounts(company: string | undefined, place: string): Record<string, number> {
  const { may } = useStaff()
  const [counts, setCounts] = useState<Record<string, number>>({})
  const mayView = may('view')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `place` says when somebody has gone on to another page.
  useEffect(() => {
    if (company === undefined || !mayView) return undefined
    let current = true
    const look = () =>
      get<WorkCounts>(`/work-counts${query({ company })}`).then(
        ({ counts: own, open }) => {
          if (!current) return
          const found: Record<string, number> = { '/work': own.mine }
          for (const { what, count } of open) {
            const page = PAGE_OF[what]
            if (page) found[page] = (found[page] ?? 0) + count
          }
          setCounts(found)
        },
        () => undefined,
      )
    void look()
    const timer = setInterval(look, LOOK_EVERY_MS)
    return () => {
      current = false
      clearInterval(timer)
    }
  }, [company, mayView, place])
  return counts
}
