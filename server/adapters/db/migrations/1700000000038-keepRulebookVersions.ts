import type { MigrationInterface, QueryRunner } from 'typeorm'
import { addColumnOf } from './alterTable'
import { createTable, refuseChanges } from './createTable'
import { reckonedBills, rulebookTexts, rulebookVersions } from './shapes/rulebookVersions'

/**
 * The versions of each company's rulebook, and by which of them a bill is reckoned. Bills that are there already were reckoned by
 * the company's file, which the next start records as its first version.
 */
export class KeepRulebookVersions1700000000038 implements MigrationInterface {
  name = 'KeepRulebookVersions1700000000038'

  async up(runner: QueryRunner): Promise<void> {
    for (const table of [rulebookTexts, rulebookVersions]) {
      await createTable(runner, table)
      await refuseChanges(runner, table.name)
    }
    await addColumnOf(runner, reckonedBills, 'rulebookVersion', '1')
    await addColumnOf(runner, reckonedBills, 'lateFeeBy')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn(reckonedBills.name, 'late_fee_by')
    await runner.dropColumn(reckonedBills.name, 'rulebook_version')
    await runner.dropTable(rulebookVersions.name)
    await runner.dropTable(rulebookTexts.name)
  }
}
