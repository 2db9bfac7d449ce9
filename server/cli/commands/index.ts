import type { AddCommand } from '../command'
import { carryOverCommand } from './carryOver'
import { importHouseholdsCommand } from './importHouseholds'
import { importReadingsCommand } from './importReadings'
import { openBillsCommand } from './openBills'
import { payoutBatchCommand } from './payouts'
import { publishSettlementsCommand } from './publishSettlements'
import { reconcileCommand } from './reconcile'
import { rehearseCommand } from './rehearse'
import { reportCommand } from './report'
import { seedDemoCommand } from './seedDemo'
import { settleCommand } from './settle'
import { simulateCommand } from './simulate'
import { staffCommand } from './staff'
import { verifyLedgerCommand } from './verifyLedger'

/** Every command of `heatpay`, in the order in which --help lists them. */
export const commands: AddCommand[] = [
  importHouseholdsCommand,
  openBillsCommand,
  importReadingsCommand,
  settleCommand,
  publishSettlementsCommand,
  payoutBatchCommand,
  carryOverCommand,
  rehearseCommand,
  seedDemoCommand,
  staffCommand,
  reconcileCommand,
  simulateCommand,
  reportCommand,
  verifyLedgerCommand,
]
