import { type EntityManager, IsNull } from 'typeorm'
import type { FileFetch, FileFetchStore, InboxFileStore } from '../../../application/ports/fileFetches'
import * as tables from '../entities'
import { rowsOf } from '../rows'

const openKeyOf = (company: string, date: string) => `${company}:${date}`

function fetchOf({ openKey: _, ...fetch }: tables.FileFetchRow): FileFetch {
  return fetch
}

/** Fetches as long work; of a company's day there is one under way at most (M3). */
export function fileFetchStore(manager: EntityManager): FileFetchStore {
  const rows = rowsOf(manager, tables.fileFetches)
  const shown = (row: tables.FileFetchRow | undefined) => row && fetchOf(row)
  return {
    insert: (fetch) => rows.insert({ ...fetch, openKey: openKeyOf(fetch.company, fetch.date) }),
    byId: async (id) => shown(await rows.one({ id })),
    underWay: async (company, date) => shown(await rows.one({ openKey: openKeyOf(company, date) })),
    async latest(company, limit) {
      return (await rows.many({ company }, { startedAt: 'DESC', id: 'DESC' }, limit)).map(fetchOf)
    },
    async progress(id, steps, endedAt) {
      const over = endedAt === null ? {} : { endedAt, openKey: null }
      await rows.update({ steps: [...steps], ...over }, { id, endedAt: IsNull() })
    },
  }
}

/** What lies in banks' folders; names are unique within a folder. */
export function inboxFileStore(manager: EntityManager): InboxFileStore {
  const rows = rowsOf(manager, tables.inboxFiles)
  return {
    of: (company, bank) => rows.many({ company, bank }),
    latest: (company, limit) => rows.many({ company }, { seenAt: 'DESC', name: 'DESC' }, limit),
    async save(file) {
      const { company, bank, name, ...facts } = file
      if ((await rows.update(facts, { company, bank, name })) > 0) return
      if ((await rows.insert(file)) === 'duplicate') await rows.update(facts, { company, bank, name })
    },
  }
}
