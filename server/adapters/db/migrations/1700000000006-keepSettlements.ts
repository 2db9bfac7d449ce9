import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm'
import { snake, type TableLayout, uniqueName } from '../entities/table'
import { addColumnOf } from './alterTable'
import { createTable, refuseChanges } from './createTable'
import * as afterSeason from './shapes/afterSeason'
import { bills, households } from './shapes/people'

const INSERT_ONLY = [afterSeason.meterReadings, afterSeason.settlementSteps, afterSeason.publications]

/** What follows a season: readings, settlements, objections, refunds to bank cards; and bills of more than one kind. */
export class KeepSettlements1700000000006 implements MigrationInterface {
  name = 'KeepSettlements1700000000006'

  async up(runner: QueryRunner): Promise<void> {
    for (const shape of Object.values(afterSeason)) await createTable(runner, shape)
    for (const shape of INSERT_ONLY) await refuseChanges(runner, shape.name)
    await addColumnOf(runner, households, 'bankCard')
    await addColumnOf(runner, bills, 'kind', 'season')
    await replaceUnique(runner, bills, ['householdId', 'season'], ['householdId', 'season', 'kind'])
  }

  async down(runner: QueryRunner): Promise<void> {
    await replaceUnique(runner, bills, ['householdId', 'season', 'kind'], ['householdId', 'season'])
    await runner.dropColumn(bills.name, 'kind')
    await runner.dropColumn(households.name, 'bank_card')
    for (const shape of Object.values(afterSeason).reverse()) await runner.dropTable(shape.name)
  }
}

async function replaceUnique(runner: QueryRunner, { name }: TableLayout, from: string[], to: string[]): Promise<void> {
  const there = await runner.getTable(name)
  const names = new Set(there?.indices.map((index) => index.name))
  if (!names.has(uniqueName(name, to))) {
    await runner.createIndex(
      name,
      new TableIndex({ name: uniqueName(name, to), columnNames: to.map(snake), isUnique: true }),
    )
  }
  if (names.has(uniqueName(name, from))) await runner.dropIndex(name, uniqueName(name, from))
}
