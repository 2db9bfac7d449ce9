import type { Logger } from 'typeorm'

const nothing = (): void => undefined

/** TypeORM would tell of migrations on standard output, where only answers belong (contract.md, Commands). */
export const quiet: Logger = {
  logQuery: nothing,
  logQueryError: nothing,
  logQuerySlow: nothing,
  logSchemaBuild: nothing,
  logMigration: nothing,
  log: nothing,
}
