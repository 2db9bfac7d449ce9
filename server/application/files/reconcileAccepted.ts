import { AUDIT_SYSTEM } from '../../domain/audit/audit'
import type { Database, Log } from '../ports'
import type { ReconcileDay, ReconcilePorts } from '../reconcileDay'

/**
 * The job that follows an approved file: its day is reconciled with it, and what a bank's file has more is booked. Gives null
 * when it is done, also where another file has been approved since.
 */
export function createReconcileAccepted({
  database,
  archive,
  reconcileDay,
  log,
}: {
  database: Database
  archive: ReconcilePorts['archive']
  reconcileDay: ReconcileDay
  log: Log
}) {
  return async function reconcileAccepted(approvalId: string): Promise<null> {
    const approval = await database.read.approvals.byId(approvalId)
    const file = approval && (await database.read.billFiles.byId(String(approval.payload.fileId)))
    if (!approval || file?.status !== 'imported') return null
    const { company, channel, date, source } = file
    const done = await reconcileDay({
      company,
      channel,
      date,
      file: archive.pathOf(file.path),
      source,
      actor: approval.checkerName ?? AUDIT_SYSTEM,
    })
    if (done.outcome === 'refused') log.warn({ company, channel, date, because: done.because }, 'file not reconciled')
    return null
  }
}
