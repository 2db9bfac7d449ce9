import path from 'node:path'
import { type Channel, isChannel } from '../../contract/channelWords'
import { bankDirectory } from '../adapters/banks'
import { loadBanks } from '../adapters/banks/loadBanks'
import { sandboxBankFiles } from '../adapters/banks/sandboxBank'
import { statementDirectory } from '../adapters/banks/statements'
import { alipayFileReader } from '../adapters/channelFiles/alipay'
import { alipayDayFiles } from '../adapters/channelFiles/alipay/dayFiles'
import { channelFileArchive } from '../adapters/channelFiles/archive'
import { wechatFileReader } from '../adapters/channelFiles/wechat'
import { wechatDayFiles } from '../adapters/channelFiles/wechat/dayFiles'
import type { MerchantBook, Merchants } from '../adapters/channels/merchants'
import { spoolFolder } from '../adapters/files/folders'
import { sftpInbox } from '../adapters/inbox'
import { readInboxSettings } from '../adapters/inbox/settings'
import { createFiles, type Files } from '../application/files'
import type { StatementDirectory } from '../application/ports/bankMatching'
import type { ChannelFileReader, ChannelFileReaders, DayFiles, DayFileWriters } from '../application/ports/channelFiles'
import type { ReconcilePorts } from '../application/reconciliation/reconcileDayPorts'
import type { CivilDate } from '../domain/calendar/civilDate'
import { type ContractRates, ratesOn } from '../domain/reconciliation/feeContract'
import type { Rulebooks } from '../domain/rulebook/rulebook'
import { merchantsFolder } from '../merchants'
import { BadSettings } from '../settings'
import type { Base } from './base'
import { type OpenedChannels, openChannels, sandboxUrlOf } from './channels'

/** The ports of reconciliation and of simulated days, opened on the world that the settings name. */
export interface ReconciliationBase extends ReconcilePorts {
  dayFiles: DayFileWriters
  /** What the banks report about the companies' own accounts. */
  statements: StatementDirectory
}

/** What the contract with a channel says of its fees on a day. */
type RatesOn = (date: CivilDate) => ContractRates | undefined

/** The files of a channel, read and written for a company's merchant there: the numbers that a file must name. */
interface FileRoom {
  reader(merchants: Merchants, ratesOn: RatesOn): ChannelFileReader | undefined
  writer(merchants: Merchants): DayFiles | undefined
}

const FILE_ROOMS: Readonly<Record<Channel, FileRoom>> = {
  wechat: {
    reader: ({ wechat }, ratesOn) => wechat && wechatFileReader(wechat, ratesOn),
    writer: ({ wechat }) => wechat && wechatDayFiles(wechat),
  },
  alipay: {
    reader: ({ alipay }, ratesOn) => alipay && alipayFileReader(alipay, ratesOn),
    writer: ({ alipay }) => alipay && alipayDayFiles(alipay),
  },
}

function readersOf(merchants: MerchantBook, rulebooks: Rulebooks): ChannelFileReaders {
  return (company, channel) => {
    const own = merchants.of(company)
    if (!own || !isChannel(channel)) return undefined
    // As the rulebook stands now: a contract that is put in later judges what is read from then on.
    return FILE_ROOMS[channel].reader(own, (date) =>
      ratesOn(rulebooks.get(company)?.payment.feeRates ?? [], channel, date),
    )
  }
}

function writersOf(merchants: MerchantBook): DayFileWriters {
  return (company, channel) => {
    const own = merchants.of(company)
    return own && FILE_ROOMS[channel].writer(own)
  }
}

/** Opens what reconciling needs beside the base, with the channels that are open, if any are; a wrong bank template stops the start. */
export function openReconciliation(base: Base, opened: OpenedChannels = openChannels(base)): ReconciliationBase {
  const { settings, database, clock, ids, rulebooks, sourceName } = base
  const sandboxUrl = sandboxUrlOf(base)
  const { merchants, channels } = opened
  const banks = loadBanks(path.join(settings.projectDir, 'config', 'banks'))
  if (banks.outcome === 'wrong') throw new BadSettings(banks.reasons)
  return {
    database,
    clock,
    ids,
    rulebooks,
    channels,
    readers: readersOf(merchants, rulebooks),
    dayFiles: writersOf(merchants),
    banks: bankDirectory(banks.banks),
    statements: statementDirectory(banks.statements),
    bankFiles: sandboxUrl === undefined ? undefined : sandboxBankFiles(sandboxUrl),
    archive: channelFileArchive(settings.dataDir),
    sourceName,
  }
}

/** The bank that the sandbox plays. */
const SANDBOX_BANK = 'partner'

/** Files in, wired: `bank-inbox.json` beside the merchants' keys names the folders of banks; a wrong one stops the start. */
export function openFiles(base: Base, opened?: OpenedChannels): Files {
  const { settings, log } = base
  const banks = sandboxUrlOf(base) === undefined ? [] : [SANDBOX_BANK]
  return createFiles({
    ...openReconciliation(base, opened),
    log,
    inbox: sftpInbox(readInboxSettings(merchantsFolder(settings))),
    spool: spoolFolder(path.join(settings.dataDir, 'bills', 'uploads')),
    fetchableBanks: () => banks,
  })
}
