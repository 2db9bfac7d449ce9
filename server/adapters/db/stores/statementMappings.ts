import type { EntityManager } from 'typeorm'
import type { StatementMappingStore } from '../../../application/ports/statementMappings'
import * as tables from '../entities'
import { rowsOf } from '../rows'

/** How exports of our accounts that no template knows are read. */
export function statementMappingStore(manager: EntityManager): StatementMappingStore {
  const mappings = rowsOf(manager, tables.statementMappings)
  return {
    insert: (mapping) => mappings.insert(mapping),
    of: (company) => mappings.many({ company }, { approvedAt: 'DESC', id: 'DESC' }),
  }
}
