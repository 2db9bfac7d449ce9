import path from 'node:path'
import { type Channel, isChannel } from '../contract/channelWords'
import { bankDirectory } from './adapters/banks'
import { loadBanks } from './adapters/banks/loadBanks'
import { sandboxBankFiles } from './adapters/banks/sandboxBank'
import { statementDirectory } from './adapters/banks/statements'
import { alipayBillReader } from './adapters/bills/alipay'
import { alipayDayFiles } from './adapters/bills/alipay/dayFiles'
import { billArchive } from './adapters/bills/archive'
import { wechatBillReader } from './adapters/bills/wechat'
import { wechatDayFiles } from './adapters/bills/wechat/dayFiles'
import type { MerchantBook, Merchants } from './adapters/channels/merchants'
import type { BillReader, BillReaders, DayFiles, DayFileWriters } from './application/billPort'
import type { ReconcilePorts } from './application/reconcileDay'
import type { StatementDirectory } from './application/statementPort'
import type { Base } from './compose'
import { composeChannels, sandboxUrlOf } from './composeChannels'
import { openMerchants } from './merchants'
import { BadSettings } from './settings'

/** The ports of reconciliation and of simulated days, opened on the world that the settings name. */
export interface ReconciliationBase extends ReconcilePorts {
  dayFiles: DayFileWriters
  /** What the banks tell of the companies' own accounts. */
  statements: StatementDirectory
}

/** The files of a channel, read and written for a company's merchant there: the numbers that a file must name. */
interface FileRoom {
  reader(merchants: Merchants): BillReader | undefined
  writer(merchants: Merchants): DayFiles | undefined
}

const FILE_ROOMS: Readonly<Record<Channel, FileRoom>> = {
  wechat: {
    reader: ({ wechat }) => wechat && wechatBillReader(wechat),
    writer: ({ wechat }) => wechat && wechatDayFiles(wechat),
  },
  alipay: {
    reader: ({ alipay }) => alipay && alipayBillReader(alipay),
    writer: ({ alipay }) => alipay && alipayDayFiles(alipay),
  },
}

function readersOf(merchants: MerchantBook): BillReaders {
  return (company, channel) => {
    const own = merchants.of(company)
    return own && isChannel(channel) ? FILE_ROOMS[channel].reader(own) : undefined
  }
}

function writersOf(merchants: MerchantBook): DayFileWriters {
  return (company, channel) => {
    const own = merchants.of(company)
    return own && FILE_ROOMS[channel].writer(own)
  }
}

/** Opens what reconciling needs beside the base; a wrong bank template stops the start. */
export function openReconciliation(base: Base): ReconciliationBase {
  const { settings, database, clock, ids, rulebooks, sourceName } = base
  const sandboxUrl = sandboxUrlOf(base)
  const merchants = openMerchants(base)
  const banks = loadBanks(path.join(settings.projectDir, 'config', 'banks'))
  if (banks.outcome === 'wrong') throw new BadSettings(banks.reasons)
  return {
    database,
    clock,
    ids,
    rulebooks,
    channels: composeChannels(base, merchants),
    readers: readersOf(merchants),
    dayFiles: writersOf(merchants),
    banks: bankDirectory(banks.banks),
    statements: statementDirectory(banks.statements),
    bankFiles: sandboxUrl === undefined ? undefined : sandboxBankFiles(sandboxUrl),
    archive: billArchive(settings.dataDir),
    sourceName,
  }
}
