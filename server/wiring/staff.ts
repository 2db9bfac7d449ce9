import path from 'node:path'
import { loadAccounts } from '../adapters/accounts/loadAccounts'
import { createStaffAuth } from '../adapters/http/staff/staffAuth'
import type { StaffRealm, StaffVerbs } from '../adapters/http/staff/verbs'
import { readRulebookText } from '../adapters/rulebooks/readText'
import { knownBanks } from '../adapters/rulebooks/unknownBanks'
import { createPasswords, secondFactor, sessionTokens } from '../adapters/system/staffSecrets'
import { voucherFiles } from '../adapters/vouchers/voucherFiles'
import { createAccountBook } from '../application/accountBook'
import { createApprovals } from '../application/approvals/approvals'
import { executors, rejections } from '../application/approvedActions/executors'
import { createReadSheet } from '../application/approvedActions/sheet'
import { createClosings } from '../application/closing/closing'
import { createDesk } from '../application/desk'
import { createMoneyWork } from '../application/desk/moneyWork'
import { createShowAudit } from '../application/desk/showLedger'
import { createShowSecurity } from '../application/desk/showSecurity'
import { createDifferences } from '../application/differences'
import type { Files } from '../application/files'
import { createInvoicesAgainstRefunds } from '../application/invoices/againstRefunds'
import { createProposeRedLetter } from '../application/invoices/redLetter'
import { createRetryInvoice } from '../application/invoices/requestInvoice'
import { createListInvoices, createOpenInvoice } from '../application/invoices/showInvoices'
import type { VoucherFiles } from '../application/ports/reports'
import { createReports } from '../application/reports'
import { createRulebookDesk } from '../application/rulebooks'
import { createGuessGuard, createStaffLogIn, createStaffSessions } from '../application/staff/logIn'
import { createStaffMembers } from '../application/staff/members'
import { createOwnAccount } from '../application/staff/ownAccount'
import { createVouchers } from '../application/vouchers/vouchers'
import { createWorkItems } from '../application/workItems/workItems'
import type { Settings } from '../settings'
import type { Base } from './base'
import { channelsOf } from './channels'
import { invoiceFilesOf, invoicesOn } from './invoices'
import { openFiles } from './reconciliation'
import { openShared, type Shared } from './shared'

/** Voucher files by the templates of config/vouchers, kept in DATA_DIR/vouchers, which no route serves. */
export function voucherFilesOf({ projectDir, dataDir }: Pick<Settings, 'projectDir' | 'dataDir'>): VoucherFiles {
  return voucherFiles(projectDir, path.join(dataDir, 'vouchers'))
}

/** The staff realm, wired: what the console's routes and the command line's staff commands are made of. */
export function composeStaff(base: Base, shared: Shared = openShared(base)): { verbs: StaffVerbs; realm: StaffRealm } {
  const { database, clock, ids, rulebooks, settings, sourceName, bankNames } = base
  const ports = {
    database,
    clock,
    ids,
    rulebooks,
    sourceName,
    executors,
    rejections,
    chart: loadAccounts(settings.projectDir),
    passwords: createPasswords(),
    secondFactor,
    tokens: sessionTokens,
    guard: createGuessGuard({ database, clock }),
    invoicesOn: invoicesOn(settings),
  }
  const atChannels = shared.opened?.channels ?? channelsOf(base)
  const differences = createDifferences({ ...ports, channels: atChannels })
  const sessions = createStaffSessions(ports)
  let files: Files | undefined
  return {
    verbs: {
      // Opened when it is needed: most commands of staff have no use for keys and templates.
      get files() {
        files ??= openFiles(base, shared.opened)
        return files
      },
      secondFactor,
      logIn: createStaffLogIn(ports),
      sessions,
      own: createOwnAccount(ports),
      members: createStaffMembers(ports),
      approvals: createApprovals({
        ...ports,
        recheckApproved: differences.recheckApproved,
        afterwards: async ({ deed }) => {
          if (deed === 'season-dates' || deed === 'rulebook-version') await rulebooks.refresh()
        },
      }),
      readSheet: createReadSheet(ports),
      differences,
      closings: createClosings(ports),
      accountBook: createAccountBook(ports),
      moneyWork: createMoneyWork({ ...shared.afterSeasonPorts, ...ports, channels: atChannels }),
      invoices: {
        list: createListInvoices(ports),
        open: createOpenInvoice({ ...ports, files: invoiceFilesOf(settings) }),
        againstRefunds: createInvoicesAgainstRefunds(ports),
        retry: createRetryInvoice(ports),
        proposeRedLetter: createProposeRedLetter(ports),
      },
      reports: createReports(ports),
      vouchers: createVouchers({ ...ports, files: voucherFilesOf(settings) }),
      desk: createDesk(ports),
      work: createWorkItems({ ...ports, assignDifference: differences.assign }),
      showAudit: createShowAudit(ports),
      season: shared.season.desk,
      afterSeason: shared.afterSeason.desk,
      showSecurity: createShowSecurity(ports),
      rulebooks: createRulebookDesk({
        ...ports,
        log: base.log,
        readText: (text) => readRulebookText(text, knownBanks(settings.projectDir)),
      }),
    },
    realm: {
      auth: createStaffAuth({ sessions, clock, secureCookie: settings.mode === 'production' }),
      clock,
      rulebooks,
      bankNames: bankNames.all,
      mode: settings.mode,
    },
  }
}
