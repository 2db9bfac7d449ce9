import type { EntityManager } from 'typeorm'
import type { RulebookVersionStore } from '../../../application/ports/rulebooks'
import * as tables from '../entities'
import { rowsOf } from '../rows'

/** The versions of the companies' rulebooks; the database refuses to change a row. */
export function rulebookVersionStore(manager: EntityManager): RulebookVersionStore {
  const versions = rowsOf(manager, tables.rulebookVersions)
  const texts = rowsOf(manager, tables.rulebookTexts)
  return {
    insert: (version) => versions.insert(version),
    list: (company) => versions.many(company === undefined ? {} : { company }, { company: 'ASC', sequence: 'ASC' }),
    keepText: async (text) => {
      await texts.insert(text)
    },
    text: (hash) => texts.one({ hash }),
  }
}
