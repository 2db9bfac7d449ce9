import { type ApprovalPayload, payloadHashOf } from '../../domain/approval/approval'
import type { ChannelTruth } from '../../domain/difference/resolution'
import type { LookAgain } from '../decideApprovals'
import type { Database } from '../ports'
import { refuse } from '../refusal'
import type { AskTruth } from './askTruth'
import { resolutionPayload } from './payload'

const sameTruth = (one: ChannelTruth | null, other: ChannelTruth | null): boolean =>
  payloadHashOf({ truth: one } as ApprovalPayload) === payloadHashOf({ truth: other } as ApprovalPayload)

/** Asks the channel once more before a difference is resolved: it may have found since what it did not know then. */
export function createLookAgain({ database, askTruth }: { database: Database; askTruth: AskTruth }): LookAgain {
  return async (approval) => {
    if (approval.deed !== 'resolve-difference') return undefined
    const payload = resolutionPayload.parse(approval.payload)
    const item = await database.read.differences.byId(payload.differenceId)
    if (item?.status !== 'open') return refuse('books-changed')
    const asked = await askTruth(item, payload.resolution)
    if ('refused' in asked) return asked
    return sameTruth(asked.truth, payload.truth) ? undefined : refuse('channel-says-otherwise')
  }
}
