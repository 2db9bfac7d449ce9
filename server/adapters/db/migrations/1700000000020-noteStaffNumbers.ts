import type { MigrationInterface, QueryRunner } from 'typeorm'
import { nullable, word } from '../columns'
import type { TableLayout } from '../entities/table'
import { addColumnOf, addIndex, dropIndex } from './alterTable'

/** What staff numbers add to logins: who the person is. */
export const staff: TableLayout = { name: 'staff', columns: { staffNumber: word(32) }, indices: [['staffNumber']] }

/** And to proposals: which person made and which decided them. */
export const approvals: TableLayout = {
  name: 'approvals',
  columns: { makerNumber: word(64), checkerNumber: nullable(word(64)) },
}

/**
 * Staff numbers: two logins of one person are one person (maker and checker). Each login that is there already becomes a
 * person of its own, named by its login name, until an administrator says otherwise.
 */
export class NoteStaffNumbers1700000000020 implements MigrationInterface {
  name = 'NoteStaffNumbers1700000000020'

  async up(runner: QueryRunner): Promise<void> {
    await addColumnOf(runner, staff, 'staffNumber', '')
    await runner.query("UPDATE staff SET staff_number = login_name WHERE staff_number = ''")
    await addIndex(runner, staff, ['staffNumber'])
    await addColumnOf(runner, approvals, 'makerNumber', '')
    await addColumnOf(runner, approvals, 'checkerNumber')
    await runner.query(
      `UPDATE approvals SET maker_number = COALESCE((SELECT staff_number FROM staff WHERE staff.id = maker_id), maker_id)
        WHERE maker_number = ''`,
    )
    await runner.query(
      `UPDATE approvals SET checker_number = COALESCE((SELECT staff_number FROM staff WHERE staff.id = checker_id), checker_id)
        WHERE checker_number IS NULL AND checker_id IS NOT NULL`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn(approvals.name, 'checker_number')
    await runner.dropColumn(approvals.name, 'maker_number')
    await dropIndex(runner, staff, ['staffNumber'])
    await runner.dropColumn(staff.name, 'staff_number')
  }
}
