import { yuanText } from '../../../contract/money'
import { type Actor, type Approval, isOwn } from '../../domain/approval/approval'
import type { SourceName } from '../../domain/payment/payment'
import { type ChannelFile, type ChannelFileDay, fileInForce } from '../../domain/reconciliation/channelFile'
import { type Executor, propose, type Rejection } from '../approvals/approvals'
import { allOrNothing } from '../common/allOrNothing'
import { type Refusal, refuse } from '../common/refusal'
import type { Database } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { supersedeWaiting } from '../runs/keepChannelFile'

/** Standings from which a file may be taken into use, by two people; `rejected` and `superseded` because people err. */
const ACCEPTABLE = ['awaiting', 'rejected', 'superseded'] as const satisfies readonly ChannelFile['status'][]

/** Whether two people may take a file into use: it waits for them, or was turned down or replaced before. */
export const isAcceptable = ({ status }: Pick<ChannelFile, 'status'>) => ACCEPTABLE.some((one) => one === status)

/** A statement of our own account belongs to no day of a channel: it is taken however late it comes. */
const isLocked = ({ bill, date }: ChannelFile, closedUntil: string) => bill !== 'statement' && date <= closedUntil

/** The job that follows an approved file, by its approval. */
export const acceptedFileJob = (approvalId: string) => `reconcile-file:${approvalId}`

const dayOf = ({ company, channel, bill, date }: ChannelFile): ChannelFileDay => ({ company, channel, bill, date })

const told = ({ version, rowCount, totalFen }: ChannelFile) =>
  `第 ${version} 版 ${rowCount} 笔、${yuanText(totalFen)} 元`

/**
 * Proposes that a changed re-send be used from now on instead of the file in force (faults.md, Files). Refused: `not-found`,
 * `file-not-acceptable` (it is in force, or was put aside), `day-closed`, `already-proposed`.
 */
export function createProposeFile(ports: { database: Database; clock: Clock; ids: Ids; sourceName: SourceName }) {
  return (
    company: string,
    maker: Actor,
    id: string,
  ): Promise<Approval | Refusal<'already-proposed' | 'day-closed' | 'file-not-acceptable' | 'not-found'>> =>
    allOrNothing(ports.database, async (store) => {
      const file = await store.channelFiles.byId(id)
      if (file?.company !== company) return refuse('not-found')
      if (!isAcceptable(file)) return refuse('file-not-acceptable')
      if (isLocked(file, await store.closings.closedUntil(company))) return refuse('day-closed', { date: file.date })
      const inForce = fileInForce(await store.channelFiles.ofDay(dayOf(file)))
      return propose(
        store,
        {
          company,
          deed: 'accept-file',
          subject: file.id,
          summary: inForce
            ? `${ports.sourceName(file.channel)} ${file.date} 的账单文件改用${told(file)}，替代${told(inForce)}，并按新文件重新对账`
            : `${ports.sourceName(file.channel)} ${file.date} 的账单文件启用${told(file)}，并据此记账、对账。` +
              `待复核的原因：${file.reason ?? '未记'}。请核对确是本公司当日的完整文件`,
          payload: { fileId: file.id, digest: file.digest, inForceId: inForce?.id ?? null },
          maker,
        },
        ports,
      )
    })
}

/**
 * Puts the approved file in force and the old one aside, which is kept; the day is reconciled with it by a job of its own.
 * Refused when another file has been put in force since it was proposed (`file-not-acceptable`), and when the day was closed.
 */
export const executeAcceptFile: Executor<'day-closed' | 'file-not-acceptable' | 'not-found'> = async (
  store,
  approval,
  { clock },
) => {
  const { fileId, inForceId } = approval.payload
  const file = await store.channelFiles.byId(String(fileId))
  if (!file) return refuse('not-found')
  // Anyone who closes the day waits, or has closed it (M2).
  if (isLocked(file, await store.closings.take(file.company))) return refuse('day-closed', { date: file.date })
  const inForce = fileInForce(await store.channelFiles.ofDay(dayOf(file)))
  if ((inForce?.id ?? null) !== inForceId) return refuse('file-not-acceptable')
  if (inForce && !(await store.channelFiles.stand(inForce.id, ['imported'], 'superseded'))) {
    return refuse('file-not-acceptable')
  }
  if (!(await store.channelFiles.stand(file.id, ACCEPTABLE, 'imported'))) return refuse('file-not-acceptable')
  // Whatever else waited to become the day's first file is wanted by nobody any more.
  if (!inForce) await supersedeWaiting(store, await store.channelFiles.ofDay(dayOf(file)))
  await store.jobs.add({
    key: acceptedFileJob(approval.id),
    company: file.company,
    kind: 'reconcile-file',
    subject: approval.id,
    dueAt: clock.now(),
  })
  return 'done'
}

/** A second person does not want the file: it stays on record as rejected. One's own proposal taken back changes nothing. */
export const rejectFile: Rejection = async (store, approval) => {
  const { payload, checkerId, checkerNumber } = approval
  if (checkerId !== null && isOwn(approval, { id: checkerId, number: checkerNumber ?? checkerId })) return
  await store.channelFiles.stand(String(payload.fileId), ['awaiting'], 'rejected')
}
