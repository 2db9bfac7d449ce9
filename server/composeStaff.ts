import { loadAccounts } from './adapters/accounts/loadAccounts'
import { createStaffAuth } from './adapters/http/staff/staffAuth'
import type { StaffRealm, StaffVerbs } from './adapters/http/staff/verbs'
import { loadInvoicePolicy } from './adapters/invoices/loadPolicy'
import { createPasswords } from './adapters/system/passwords'
import { secondFactor } from './adapters/system/secondFactor'
import { sessionTokens } from './adapters/system/sessionTokens'
import { createAfterSeasonDesk } from './application/afterSeason'
import { createClosings } from './application/closing'
import { createApprovals } from './application/decideApprovals'
import { createDesk } from './application/desk'
import { createDifferences } from './application/differences'
import { executors, rejections } from './application/executors'
import type { Files } from './application/files'
import { createListInvoices } from './application/invoices/listInvoices'
import { createProposeRedLetter } from './application/invoices/redLetter'
import { createRetryInvoice } from './application/invoices/retryInvoice'
import { createMoneyWork } from './application/moneyWork'
import { createReports } from './application/reports'
import { createSeasonDesk } from './application/season'
import { createShowAudit } from './application/showAudit'
import { createGuessGuard } from './application/staff/guard'
import { createStaffLogIn } from './application/staff/logIn'
import { createStaffMembers } from './application/staff/members'
import { createOwnAccount } from './application/staff/ownAccount'
import { createStaffSessions } from './application/staff/sessions'
import { createVouchers } from './application/vouchers'
import type { Base } from './compose'
import { afterSeasonPorts } from './composeAfterSeason'
import { type Channels, channelsOf } from './composeChannels'
import { openFiles } from './composeFiles'
import { invoicesOn } from './composeInvoices'
import { seasonPorts } from './composeSeason'
import { voucherFilesOf } from './composeVouchers'

/** The staff realm, wired: what the console's routes and the command line's staff commands are made of. */
export function composeStaff(base: Base, channels?: Channels): { verbs: StaffVerbs; realm: StaffRealm } {
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
    policy: loadInvoicePolicy(settings.projectDir),
    passwords: createPasswords(),
    secondFactor,
    tokens: sessionTokens,
    guard: createGuessGuard({ database, clock }),
    invoicesOn: invoicesOn(settings),
  }
  const atChannels = channels ?? channelsOf(base)
  const differences = createDifferences({ ...ports, channels: atChannels })
  const sessions = createStaffSessions(ports)
  let files: Files | undefined
  return {
    verbs: {
      // Opened when it is needed: most commands of staff have no use for keys and templates.
      get files() {
        files ??= openFiles(base)
        return files
      },
      secondFactor,
      logIn: createStaffLogIn(ports),
      sessions,
      own: createOwnAccount(ports),
      members: createStaffMembers(ports),
      approvals: createApprovals({
        ...ports,
        lookAgain: differences.lookAgain,
        afterwards: async ({ deed }) => {
          if (deed === 'season-dates') await rulebooks.refresh()
        },
      }),
      differences,
      closings: createClosings(ports),
      moneyWork: createMoneyWork({ ...afterSeasonPorts(base), ...ports, channels: atChannels }),
      invoices: {
        list: createListInvoices(ports),
        retry: createRetryInvoice(ports),
        proposeRedLetter: createProposeRedLetter(ports),
      },
      reports: createReports(ports),
      vouchers: createVouchers({ ...ports, files: voucherFilesOf(settings) }),
      desk: createDesk(ports),
      showAudit: createShowAudit(ports),
      season: createSeasonDesk(seasonPorts(base)),
      afterSeason: createAfterSeasonDesk(afterSeasonPorts(base)),
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
