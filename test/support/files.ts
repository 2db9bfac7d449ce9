import path from 'node:path'
import { bankDirectory } from '../../server/adapters/banks'
import { alipayFileReader } from '../../server/adapters/channelFiles/alipay'
import { channelFileArchive } from '../../server/adapters/channelFiles/archive'
import { wechatFileReader } from '../../server/adapters/channelFiles/wechat'
import { spoolFolder } from '../../server/adapters/files/folders'
import { createApprovals } from '../../server/application/approvals/approvals'
import { executors, rejections } from '../../server/application/approvedActions/executors'
import { isRefusal } from '../../server/application/common/refusal'
import { createFiles, type FilesPorts } from '../../server/application/files'
import type { BankInbox } from '../../server/application/ports/fileFetches'
import type { Log } from '../../server/application/ports/system'
import { createReconcileDay } from '../../server/application/reconciliation/reconcileDay'
import type { ChannelFileDay } from '../../server/domain/reconciliation/channelFile'
import { checker, maker } from './desk'
import type { StoryPorts } from './ports'
import { ALIPAY, ALIPAY_RATES, bankTemplates, WECHAT } from './reconciliation'

export const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

const noFolders: BankInbox = {
  places: () => [],
  list: async () => ({ outcome: 'unreachable', code: 'NONE' }),
  take: async () => ({ outcome: 'gone' }),
  read: async () => ({ outcome: 'gone' }),
  done: async () => undefined,
}

/** Files in over a story's books: the same merchant for every company, and the folders that the story gives. */
export function openFilesDesk(ports: StoryPorts, changed: Partial<FilesPorts> = {}) {
  const all: FilesPorts = {
    ...ports,
    channels: { get: () => undefined, companiesWith: () => [] },
    readers: (_, channel) =>
      channel === 'wechat'
        ? wechatFileReader(WECHAT)
        : channel === 'alipay'
          ? alipayFileReader(ALIPAY, () => ALIPAY_RATES)
          : undefined,
    banks: bankDirectory(bankTemplates()),
    bankFiles: undefined,
    archive: channelFileArchive(ports.place.folder),
    log: silent,
    inbox: noFolders,
    spool: spoolFolder(path.join(ports.place.folder, 'uploads')),
    fetchableBanks: () => [],
    ...changed,
  }
  const files = createFiles(all)
  const approvals = createApprovals({ ...ports, executors, rejections })
  const versionOf = async (day: ChannelFileDay, version: number) => {
    const found = (await ports.database.read.channelFiles.ofDay(day)).find((file) => file.version === version)
    if (!found) throw new Error(`no version ${version}`)
    return found
  }
  return {
    ...files,
    reconcileDay: createReconcileDay(all),
    approvals,
    versionOf,
    /** One person proposes a version, another approves, and the job that follows is done. */
    async accept(day: ChannelFileDay, version: number): Promise<void> {
      const proposed = await files.propose(day.company, maker, (await versionOf(day, version)).id)
      if (isRefusal(proposed)) throw new Error(proposed.refused)
      const { id, payloadHash } = proposed
      const done = await approvals.approve(checker, id, { payloadHash })
      if (isRefusal(done)) throw new Error(done.refused)
      await files.works['reconcile-file']({ subject: id } as never)
    },
  }
}
export type FilesDesk = ReturnType<typeof openFilesDesk>
