import type { ChartOfAccounts } from '../../domain/ledger/accounts'
import type { SourceName } from '../../domain/payment/sourceName'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { type Voucher, voucherDigest } from '../../domain/voucher/voucher'
import type { Days } from '../deskPort'
import type { Clock, Database, Ids } from '../ports'
import type { VoucherExport, VoucherFiles } from '../voucherPort'

export interface VoucherPorts {
  database: Database
  clock: Clock
  ids: Ids
  chart: ChartOfAccounts
  rulebooks: Rulebooks
  files: VoucherFiles
  sourceName: SourceName
}

export interface VoucherRange extends Days {
  company: string
  template: string
}

/** Each day that has vouchers, with the digest of what they say. */
export function daysOf(vouchers: readonly Voucher[]): VoucherExport['days'] {
  const dates = [...new Set(vouchers.map(({ date }) => date))]
  return dates.map((date) => ({ date, digest: voucherDigest(vouchers.filter((voucher) => voucher.date === date)) }))
}
