import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { loadAccounts } from '../../../server/adapters/accounts/loadAccounts'
import { bankDirectory } from '../../../server/adapters/banks'
import { statementDirectory } from '../../../server/adapters/banks/statements'
import { alipayFileReader } from '../../../server/adapters/channelFiles/alipay'
import { channelFileArchive } from '../../../server/adapters/channelFiles/archive'
import { wechatFileReader } from '../../../server/adapters/channelFiles/wechat'
import { createApprovals } from '../../../server/application/approvals/approvals'
import { executors, rejections } from '../../../server/application/approvedActions/executors'
import { createClosings } from '../../../server/application/closing/closing'
import { isRefusal, type Refusal, type RefusalCode } from '../../../server/application/common/refusal'
import { createDifferences } from '../../../server/application/differences'
import { createProposeFile } from '../../../server/application/files/acceptFile'
import { createReconcileAccepted } from '../../../server/application/files/fileJobs'
import { createReconcileDay } from '../../../server/application/reconciliation/reconcileDay'
import type { Approval } from '../../../server/domain/approval/approval'
import type { PaymentSource } from '../../../server/domain/payment/payment'
import { checker, maker } from '../desk'
import { PROJECT, type StoryPorts } from '../ports'
import { ALIPAY, ALIPAY_RATES, bankTemplates, statementTemplates, WECHAT } from '../reconciliation'
import { COMPANY, type Month } from './month'

/** The finance desk: two people, the verbs of reconciling, resolving and closing. */
export function openMorning(ports: StoryPorts, month: Month) {
  const folder = path.join(ports.place.folder, 'files')
  mkdirSync(folder, { recursive: true })
  const given = {
    ...ports,
    channels: month.directory,
    readers: (_: string, channel: PaymentSource) =>
      channel === 'wechat'
        ? wechatFileReader(WECHAT)
        : channel === 'alipay'
          ? alipayFileReader(ALIPAY, () => ALIPAY_RATES)
          : undefined,
    banks: bankDirectory(bankTemplates()),
    statements: statementDirectory(statementTemplates()),
    bankFiles: undefined,
    archive: channelFileArchive(ports.place.folder),
    chart: loadAccounts(PROJECT),
    log: { info() {}, warn() {}, error() {} },
  }
  const reconcileDay = createReconcileDay(given)
  const differences = createDifferences(given)
  const approvals = createApprovals({ ...given, executors, rejections, recheckApproved: differences.recheckApproved })
  return {
    folder,
    ...given,
    closings: createClosings(given),
    proposeFile: createProposeFile(given),
    reconcileAccepted: createReconcileAccepted({ ...given, reconcileDay }),
    propose: differences.propose,
    async reconcile(channel: PaymentSource, date: string, file: string) {
      const done = await reconcileDay({ company: COMPANY, channel, date, file, actor: 'li' })
      if (done.outcome === 'refused') throw new Error(done.reason)
      if (done.result.status === 'quarantined') throw new Error(`${channel} ${date}: ${done.result.reason}`)
      return done
    },
    /**
     * What a file without a number of ours, or of our books, waits for: two people say that it is the company's, and its day is
     * reconciled with it. Gives whether it waited.
     */
    async ownsUnproven(fileId: string | null): Promise<boolean> {
      const file = fileId === null ? undefined : await ports.database.read.channelFiles.byId(fileId)
      if (file?.status !== 'awaiting') return false
      const { id } = await this.approve(await this.proposeFile(COMPANY, maker, file.id))
      await this.reconcileAccepted(id)
      return true
    },
    /** The maker cannot approve what he proposed; the checker does. */
    async approve(proposed: Approval | Refusal<RefusalCode>): Promise<Approval> {
      if (isRefusal(proposed)) throw new Error(JSON.stringify(proposed))
      const decision = { payloadHash: proposed.payloadHash, comment: '同意' }
      expect(isRefusal(await approvals.approve(maker, proposed.id, decision))).toBe(true)
      const done = await approvals.approve(checker, proposed.id, decision)
      if (isRefusal(done)) throw new Error(JSON.stringify(done))
      return done
    },
  }
}
export type Morning = ReturnType<typeof openMorning>
