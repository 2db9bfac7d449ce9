import { createApprovals } from '../../server/application/approvals/approvals'
import { executors } from '../../server/application/approvedActions/executors'
import { isRefusal, type Refusal, type RefusalCode } from '../../server/application/common/refusal'
import { createMoneyWork } from '../../server/application/desk/moneyWork'
import type { Actor, Approval } from '../../server/domain/approval/approval'
import type { Base } from '../../server/wiring/base'
import { channelsOf } from '../../server/wiring/channels'
import { afterSeasonPorts } from '../../server/wiring/season'

export const maker: Actor & { company: string } = { id: 'S-MAKER', loginName: 'maker', company: '*' }
export const checker: Actor & { company: string } = { id: 'S-CHECKER', loginName: 'checker', company: '*' }

/** The finance desk of a story: one person proposes, another approves. */
export function desk(base: Base) {
  const approvals = createApprovals({ ...base, executors })
  const work = createMoneyWork({ ...afterSeasonPorts(base), channels: channelsOf(base) })
  return {
    work,
    approvals,
    /** Approves what was proposed, as the second person; gives what came of it. */
    async approved(proposed: Promise<Approval | Refusal<RefusalCode>>): Promise<Approval | Refusal<RefusalCode>> {
      const approval = await proposed
      if (isRefusal(approval)) return approval
      return approvals.approve(checker, approval.id, { payloadHash: approval.payloadHash })
    },
  }
}
