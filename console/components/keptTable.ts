import { useState } from 'react'

/** How a table is sorted: by which column, and which way. */
export interface Order {
  key: string
  way: 'ascend' | 'descend'
}

interface Kept {
  /** Undefined until somebody chose. */
  hidden: string[] | undefined
  order: Order | undefined
}

const keptUnder = (id: string) => `heatpay.console.table.${id}`

function read(id: string): Kept {
  try {
    const { hidden, order } = JSON.parse(localStorage.getItem(keptUnder(id)) ?? '{}') as Partial<Kept>
    return { hidden: Array.isArray(hidden) ? hidden.map(String) : undefined, order }
  } catch {
    return { hidden: undefined, order: undefined }
  }
}

/** What somebody chose for a table: columns that he hides, and its order. Kept in this browser. */
export function useKeptTable(id: string): [Kept, (change: Partial<Kept>) => void] {
  const [kept, setKept] = useState(() => read(id))
  const change = (to: Partial<Kept>) => {
    const next = { ...kept, ...to }
    setKept(next)
    localStorage.setItem(keptUnder(id), JSON.stringify(next))
  }
  return [kept, change]
}
