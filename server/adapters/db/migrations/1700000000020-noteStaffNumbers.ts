import type { MigrationInterface, QueryRunner } from 'typeorm'
import { addColumnOf, addIndex, dropIndex } from './alterTable'
import { approvals, staff } from './shapes/staffNumbers'

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
