import type { Db } from './open'

export interface Numbers {
  /** The next of a running series that survives restarts: 1, 2, 3 … */
  next(name: string): number
  get(name: string): number | undefined
  set(name: string, value: number): void
}

export function numbers(db: Db): Numbers {
  const next = db.prepare<[string], { value: number }>(
    'INSERT INTO numbers (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value',
  )
  const get = db.prepare<[string], { value: number }>('SELECT value FROM numbers WHERE name = ?')
  const set = db.prepare<[string, number]>(
    'INSERT INTO numbers (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )
  return {
    next: (name) => next.get(name)?.value ?? 1,
    get: (name) => get.get(name)?.value,
    set: (name, value) => void set.run(name, value),
  }
}
