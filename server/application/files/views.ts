import type { FetchView, FileView } from '../../../contract/consoleFiles'
import type { BillFile } from '../../domain/reconciliation/billFile'
import type { FileFetch } from './filePorts'

/** Banks by id, those of counters and those of our own accounts alike. */
export interface BankNames {
  get(id: string): { name: string } | undefined
}

const CHANNEL_NAMES: Readonly<Record<string, string>> = { wechat: '微信支付', alipay: '支付宝' }

/** What people call a channel or bank. */
export function channelNameOf(banks: BankNames, channel: string): string {
  const bank = channel.startsWith('bank:') ? channel.slice('bank:'.length) : undefined
  return CHANNEL_NAMES[channel] ?? (bank === undefined ? channel : (banks.get(bank)?.name ?? bank))
}

/** A file as the console shows it. */
export function fileView(banks: BankNames, file: BillFile): FileView {
  const { path: _, rowCount, faultLine, faultText, ...shown } = file
  return {
    ...shown,
    channelName: channelNameOf(banks, file.channel),
    rows: rowCount,
    line: faultLine === null ? null : { number: faultLine, text: faultText },
  }
}

/** A fetch as the console shows it. */
export function fetchView(banks: BankNames, fetch: FileFetch): FetchView {
  return {
    ...fetch,
    done: fetch.steps.filter(({ state }) => state !== 'waiting').length,
    total: fetch.steps.length,
    steps: fetch.steps.map((step) => ({ ...step, channelName: channelNameOf(banks, step.channel) })),
  }
}
