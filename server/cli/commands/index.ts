import type { AddCommand } from '../command'

/** A command, or a few of one file, with the names under which they are called. */
export interface CommandEntry {
  names: readonly string[]
  load: () => Promise<AddCommand>
}

/**
 * Every command of `heatpay`, in the order in which --help lists them. Each is loaded when it is called: one command needs a
 * fraction of the program, and a file of a million rows is matched in twice the time that loading all of it would take.
 */
export const COMMANDS: readonly CommandEntry[] = [
  { names: ['import-households'], load: async () => (await import('./importHouseholds')).importHouseholdsCommand },
  { names: ['rulebook'], load: async () => (await import('./rulebook')).rulebookCommand },
  { names: ['open-bills'], load: async () => (await import('./openBills')).openBillsCommand },
  { names: ['import-readings'], load: async () => (await import('./importReadings')).importReadingsCommand },
  { names: ['settle'], load: async () => (await import('./settle')).settleCommand },
  {
    names: ['publish-settlements'],
    load: async () => (await import('./publishSettlements')).publishSettlementsCommand,
  },
  {
    names: ['payout-batch', 'payout-exchange', 'payout-list', 'import-payout-result', 'import-payout-returned'],
    load: async () => (await import('./payouts')).payoutBatchCommand,
  },
  { names: ['carry-over'], load: async () => (await import('./carryOver')).carryOverCommand },
  { names: ['rehearse'], load: async () => (await import('./rehearse')).rehearseCommand },
  { names: ['seed-demo'], load: async () => (await import('./seedDemo')).seedDemoCommand },
  { names: ['staff'], load: async () => (await import('./staff')).staffCommand },
  { names: ['reconcile'], load: async () => (await import('./reconcile')).reconcileCommand },
  { names: ['files'], load: async () => (await import('./files')).filesCommand },
  { names: ['differences'], load: async () => (await import('./differences')).differencesCommand },
  { names: ['resolve'], load: async () => (await import('./resolve')).resolveCommand },
  { names: ['approve'], load: async () => (await import('./approve')).approveCommand },
  { names: ['close-day'], load: async () => (await import('./closeDay')).closeDayCommand },
  { names: ['simulate'], load: async () => (await import('./simulate')).simulateCommand },
  { names: ['report'], load: async () => (await import('./report')).reportCommand },
  { names: ['vouchers'], load: async () => (await import('./vouchers')).vouchersCommand },
  { names: ['doctor'], load: async () => (await import('./doctor')).doctorCommand },
  { names: ['reseal'], load: async () => (await import('./reseal')).resealCommand },
  { names: ['backup', 'restore'], load: async () => (await import('./backup')).backupCommand },
  { names: ['verify-ledger'], load: async () => (await import('./verifyLedger')).verifyLedgerCommand },
]
