import path from 'node:path'
import { spoolFolder } from './adapters/files/spool'
import { sftpInbox } from './adapters/inbox'
import { readInboxSettings } from './adapters/inbox/settings'
import { createFiles, type Files } from './application/files'
import type { Base } from './compose'
import { sandboxUrlOf } from './composeChannels'
import { openReconciliation } from './composeReconciliation'
import { merchantsFolder } from './merchants'

/** The bank that the sandbox plays. */
const SANDBOX_BANK = 'partner'

/** Files in, wired: `bank-inbox.json` beside the merchants' keys names the folders of banks; a wrong one stops the start. */
export function openFiles(base: Base): Files {
  const { settings, log } = base
  const banks = sandboxUrlOf(base) === undefined ? [] : [SANDBOX_BANK]
  return createFiles({
    ...openReconciliation(base),
    log,
    inbox: sftpInbox(readInboxSettings(merchantsFolder(settings))),
    spool: spoolFolder(path.join(settings.dataDir, 'bills', 'uploads')),
    fetchableBanks: () => banks,
  })
}
