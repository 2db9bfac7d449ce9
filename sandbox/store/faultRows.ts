import type { Db } from './open'

export interface FaultRow {
  name: string
  /** The switch's setting as JSON text; null when it is off. */
  setting: string | null
  /** How often it was asked for since it was last switched, and how often it struck. */
  asked: number
  struck: number
}

export interface FaultRows {
  all(): FaultRow[]
  get(name: string): FaultRow | undefined
  /** Switching starts both counters anew. */
  set(name: string, setting: string | null): void
  count(name: string, struck: boolean): void
}

export function faultRows(db: Db): FaultRows {
  const all = db.prepare<[], FaultRow>('SELECT * FROM faults')
  const get = db.prepare<[string], FaultRow>('SELECT * FROM faults WHERE name = ?')
  const set = db.prepare(
    `INSERT INTO faults (name, setting) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET setting = excluded.setting, asked = 0, struck = 0`,
  )
  const count = db.prepare('UPDATE faults SET asked = asked + 1, struck = struck + ? WHERE name = ?')
  return {
    all: () => all.all(),
    get: (name) => get.get(name),
    set: (name, setting) => void set.run(name, setting),
    count: (name, struck) => void count.run(struck ? 1 : 0, name),
  }
}
