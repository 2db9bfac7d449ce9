import mysql from 'mysql2'
import { awayError, isPassing } from './errors'

/** One server of a database that has several. */
export interface DatabaseNode {
  host: string
  port: number
}

const DEFAULT_PORT = 3306

/** Reads `mysql://user:password@host1:port,host2:port/name`; gives the nodes in their order, and the address of the first alone. */
export function nodesOf(url: string): { url: string; nodes: DatabaseNode[] } {
  const [, before = '', hosts = '', after = ''] = /^([a-z]+:\/\/(?:[^@/]*@)?)([^/?#]*)(.*)$/i.exec(url) ?? []
  const nodes = hosts.split(',').map((place) => {
    const [, host = place, port] = /^(.+?)(?::(\d+))?$/.exec(place) ?? []
    return { host, port: Number(port ?? DEFAULT_PORT) }
  })
  return { url: `${before}${hosts.split(',')[0] ?? ''}${after}`, nodes }
}

/** How often each node is looked at, and how long it may take to answer: a frozen one is left within two seconds. */
const LOOK_EVERY_MS = 700
const MAX_LOOK_MS = 1000

/** The same where there is no other node to go to, so that nothing is torn away on a busy machine. */
const MAX_LOOK_AT_ONLY_MS = 2000

/** How long a connection may take to come about, where another node may be asked instead. */
const MAX_CONNECT_MS = 1500

/** So many looks in a row must have found an earlier node sound before it is gone back to. */
const SOUND_LOOKS = 5

/** So many looks in a row must have found no node sound before the database is away: two seconds where it refuses, five where it is frozen. */
const AWAY_LOOKS = 3

/** The part of a pool that TypeORM uses. */
export type NodesPool = Pick<mysql.Pool, 'getConnection' | 'end'>

interface Place {
  pool: mysql.Pool
  connections: Set<mysql.PoolConnection>
  looker: mysql.Connection | undefined
  /** How often in a row it was found sound. */
  sound: number
  /** How often in a row it was not. */
  unsound: number
}

/**
 * Connections to the first sound one of several nodes: one that is gone, frozen, or that its cluster does not count in (Galera:
 * not Primary or not Synced) is left, with all that is under way on it, which is then tried again as a whole (M4). An earlier node
 * is gone back to when it has been sound for a while. Where none is sound the database is away: what is under way fails, and who asks
 * for a connection is refused at once, until a node is sound again; `told` hears of both. `prepare` sees every new connection first.
 */
export function createNodesPool(
  nodes: readonly DatabaseNode[],
  options: mysql.PoolOptions,
  prepare: (connection: mysql.PoolConnection) => void,
  told: (away: boolean) => void = () => undefined,
): NodesPool {
  const several = nodes.length > 1
  const maxLookMs = several ? MAX_LOOK_MS : MAX_LOOK_AT_ONLY_MS
  const places = nodes.map((node): Place => {
    const pool = mysql.createPool({ ...options, ...node, ...(several ? { connectTimeout: MAX_CONNECT_MS } : {}) })
    const place: Place = { pool, connections: new Set(), looker: undefined, sound: 0, unsound: 0 }
    pool.on('connection', (connection) => {
      place.connections.add(connection)
      connection.on('error', () => undefined)
      connection.once('close', () => place.connections.delete(connection))
      prepare(connection)
    })
    return place
  })
  let current = places[0] as Place
  let ended = false
  let away = false
  /** Who waits for a connection: the pools forget them when theirs never comes about. */
  const waiting = new Set<() => void>()

  /** Ends what is under way on a node as a lost connection would. */
  function leave({ connections }: Place): void {
    for (const connection of [...connections]) {
      fail(connection)
      connection.destroy()
    }
    connections.clear()
  }

  async function look(place: Place): Promise<void> {
    const sound = await isSound(place, nodes[places.indexOf(place)] as DatabaseNode, options, maxLookMs)
    place.sound = sound ? place.sound + 1 : 0
    place.unsound = sound ? 0 : place.unsound + 1
  }

  async function watch(): Promise<void> {
    await Promise.all(places.map(look))
    if (ended) return
    const first = places.find(({ sound }) => sound > 0)
    if (!first) {
      if (!away && places.every(({ unsound }) => unsound >= AWAY_LOOKS)) goneAway()
      return
    }
    if (away) {
      away = false
      told(false)
    }
    for (const place of places) if (place.sound === 0) leave(place)
    if (current.sound === 0) current = first
    const earlier = places.slice(0, places.indexOf(current)).find(({ sound }) => sound >= SOUND_LOOKS)
    // Nothing is torn away here: what is under way ends where it began.
    if (earlier) current = earlier
  }

  function goneAway(): void {
    away = true
    told(true)
    for (const place of places) leave(place)
    for (const refuse of [...waiting]) refuse()
  }

  let timer: NodeJS.Timeout | undefined
  const again = (): void => {
    timer = setTimeout(() => void watch().finally(() => ended || again()), LOOK_EVERY_MS)
    timer.unref()
  }
  again()

  return {
    getConnection(asker) {
      if (away) return void process.nextTick(asker, awayError())
      const refuse = () => given(awayError())
      const given = (error: NodeJS.ErrnoException | null, connection?: mysql.PoolConnection): void => {
        // Refused meanwhile: a connection that comes about all the same is for somebody else.
        if (!waiting.delete(refuse)) return void connection?.release()
        asker(error, connection as mysql.PoolConnection)
      }
      waiting.add(refuse)
      const order = [current, ...places.filter((place) => place !== current)]
      const from = (at: number): void =>
        order[at]?.pool.getConnection((error, connection) => {
          const next = order[at + 1]
          if (!error || !next || !isPassing(error)) return given(error, connection)
          if (current === order[at]) current = next
          from(at + 1)
        })
      from(0)
    },
    end(told?: (error: NodeJS.ErrnoException | null, ...more: unknown[]) => void) {
      ended = true
      clearTimeout(timer)
      for (const { looker } of places) looker?.destroy()
      let left = places.length
      for (const { pool } of places) pool.end(() => --left === 0 && told?.(null))
    },
  }
}

/** Fails all that waits on a connection; the driver does so only for a socket that says why it broke. */
function fail(connection: mysql.PoolConnection): void {
  const { stream } = connection as unknown as { stream: { emit(event: 'error', error: Error): void } }
  stream.emit('error', Object.assign(new Error('the database server was left'), { code: 'ECONNRESET' }))
}

/** Whether a node answers in time and, in a cluster, belongs to it and is up to date. Never throws. */
async function isSound(
  place: Place,
  node: DatabaseNode,
  options: mysql.PoolOptions,
  maxLookMs: number,
): Promise<boolean> {
  place.looker ??= lookerOf(place, node, options, maxLookMs)
  const { looker } = place
  const asked = new Promise<boolean>((resolve) => {
    // Also a node that is out of its cluster answers these two.
    looker.query('SHOW GLOBAL VARIABLES LIKE ?', ['wsrep_on'], (fault, variables) => {
      if (fault) return resolve(false)
      const [wsrep] = variables as { Value: string }[]
      if (wsrep?.Value !== 'ON') return resolve(true)
      looker.query("SHOW GLOBAL STATUS LIKE 'wsrep_%'", (failed, rows) => {
        if (failed) return resolve(false)
        const told = new Map(
          (rows as { Variable_name: string; Value: string }[]).map((row) => [row.Variable_name, row.Value]),
        )
        resolve(told.get('wsrep_cluster_status') === 'Primary' && told.get('wsrep_local_state_comment') === 'Synced')
      })
    })
  })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    // Where this process was busy the answer may lie there: it is read before the second of these.
    timer = setTimeout(() => setImmediate(() => setImmediate(() => resolve(false))), maxLookMs)
    timer.unref()
  })
  const sound = await Promise.race([asked, late]).finally(() => clearTimeout(timer))
  if (!sound) {
    looker.destroy()
    place.looker = undefined
  }
  return sound
}

function lookerOf(
  place: Place,
  { host, port }: DatabaseNode,
  options: mysql.PoolOptions,
  maxLookMs: number,
): mysql.Connection {
  const { user, password, ssl } = options
  const looker = mysql.createConnection({ host, port, user, password, ssl, connectTimeout: maxLookMs })
  looker.on('error', () => {
    if (place.looker === looker) place.looker = undefined
  })
  return looker
}
