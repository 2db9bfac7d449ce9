import type { AddCommand } from '../command'
import { importHouseholdsCommand } from './importHouseholds'
import { openBillsCommand } from './openBills'
import { reconcileCommand } from './reconcile'
import { seedDemoCommand } from './seedDemo'
import { simulateCommand } from './simulate'
import { staffCommand } from './staff'
import { verifyLedgerCommand } from './verifyLedger'

/** Every command of `heatpay`, in the order in which --help lists them. */
export const commands: AddCommand[] = [
  importHouseholdsCommand,
  openBillsCommand,
  seedDemoCommand,
  staffCommand,
  reconcileCommand,
  simulateCommand,
  verifyLedgerCommand,
]
