import type { AddCommand } from '../command'
import { importHouseholdsCommand } from './importHouseholds'
import { openBillsCommand } from './openBills'
import { seedDemoCommand } from './seedDemo'
import { staffCommand } from './staff'
import { verifyLedgerCommand } from './verifyLedger'

/** Every command of `heatpay`, in the order in which --help lists them. */
export const commands: AddCommand[] = [
  importHouseholdsCommand,
  openBillsCommand,
  seedDemoCommand,
  staffCommand,
  verifyLedgerCommand,
]
