import type { MigrationInterface, QueryRunner } from 'typeorm'
import { word } from '../columns'
import { addColumn } from './addColumn'

const NOT_TOLD = ''

const NO_ROWS = `seen LIKE '%"ours":null%' AND seen LIKE '%"theirs":null%'`

/**
 * What the code before read from a difference each time. On a statement's day it took two things for one where both rows are
 * missing; the reason, which the comparison has always written in the same words, tells them apart.
 */
const SUB_KIND = `CASE
  WHEN bill = 'statement' AND kind = 'amount' AND seen LIKE '%"theirs":{%' THEN 'arrival'
  WHEN bill = 'statement' AND kind IN ('amount', 'ours-only') AND reason LIKE '%已入账的一笔%' THEN 'contradiction'
  WHEN bill = 'statement' AND kind = 'ours-only' THEN 'missing'
  WHEN bill = 'statement' AND kind = 'amount' THEN 'quoted-amount'
  WHEN bill = 'statement' AND row_kind = 'payment' THEN 'deposit'
  WHEN bill = 'statement' THEN 'debit'
  WHEN bill = 'fundflow' AND kind = 'channel-only' AND ${NO_ROWS} THEN 'movement'
  WHEN kind = 'amount' AND ${NO_ROWS} THEN 'gap'
  ELSE 'transaction'
END`

/** What the two sides of a difference are is kept with it, and read from nothing else any more. */
export class NameDifferencesSubKinds1700000000027 implements MigrationInterface {
  name = 'NameDifferencesSubKinds1700000000027'

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'differences', 'subKind', word(16), NOT_TOLD)
    // Cut off after this, what is told already stays as it is.
    await runner.query(`UPDATE differences SET sub_kind = ${SUB_KIND} WHERE sub_kind = '${NOT_TOLD}'`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('differences', 'sub_kind')
  }
}
