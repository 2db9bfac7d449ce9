import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm'
import { snake } from '../entities/table'
import { addColumn } from './addColumn'
import { createTable, refuseChanges } from './createTable'
import * as shapes from './shapes/differences'

const { addedToDifferences, addedToPayments, ...tables } = shapes
const INSERT_ONLY = [tables.resolutions, tables.differenceEvents, tables.closures, tables.closureAccounts]

/** How differences were resolved, which days are closed; and refunds under a channel's own number, which may be longer than ours. */
export class KeepResolutions1700000000009 implements MigrationInterface {
  name = 'KeepResolutions1700000000009'

  async up(runner: QueryRunner): Promise<void> {
    for (const shape of Object.values(tables)) await createTable(runner, shape)
    for (const { name } of INSERT_ONLY) await refuseChanges(runner, name)
    for (const [name, column] of Object.entries(addedToDifferences))
      await addColumn(runner, 'differences', name, column)
    for (const [name, column] of Object.entries(addedToPayments)) await addColumn(runner, 'payments', name, column)
    await widenRefundNo(runner, 64)
  }

  async down(runner: QueryRunner): Promise<void> {
    await widenRefundNo(runner, 20)
    for (const name of Object.keys(addedToPayments)) await runner.dropColumn('payments', snake(name))
    for (const name of Object.keys(addedToDifferences)) await runner.dropColumn('differences', snake(name))
    for (const { name } of Object.values(tables).reverse()) await runner.dropTable(name)
  }
}

/** In words of its own on MariaDB: TypeORM would drop the column there and make it anew, with all that is in it. */
async function widenRefundNo(runner: QueryRunner, length: number): Promise<void> {
  if (runner.connection.options.type === 'better-sqlite3') {
    const column = { name: 'refund_no', type: 'varchar', length: String(length), isNullable: false, isPrimary: true }
    await runner.changeColumn('refunds', 'refund_no', new TableColumn(column))
    return
  }
  await runner.query(`ALTER TABLE refunds MODIFY refund_no varchar(${length}) NOT NULL`)
}
