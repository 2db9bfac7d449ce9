/** The payment channels a resident pays through; docs/glossary.md. To add one is to follow the compiler from here on. */
export const CHANNELS = ['wechat', 'alipay'] as const
export type Channel = (typeof CHANNELS)[number]

/** Whether a source of money, or what somebody typed, is a payment channel; a bank's `bank:<id>` is none. */
export function isChannel(source: string): source is Channel {
  return CHANNELS.some((channel) => channel === source)
}

const BANK = 'bank:'

/** Where money came in: a channel, or a bank's file, `bank:<id>`. */
export type PaymentSource = Channel | BankSource
type BankSource = `${typeof BANK}${string}`

/** Takes a source of money; gives the id of the bank whose file it is (`bank:icbc` → `icbc`), undefined for a channel. */
export function bankIn(source: BankSource): string
export function bankIn(source: string): string | undefined
export function bankIn(source: string): string | undefined {
  return source.startsWith(BANK) ? source.slice(BANK.length) : undefined
}

/** The sources of money in a regular expression; a bank's id by the pattern given. */
export const sourcesPattern = (bankId: string): string => [...CHANNELS, `${BANK}${bankId}`].join('|')

/** The sources of money as a command line names them: `wechat, alipay or bank:<id>`. */
export const SOURCES_IN_WORDS = `${CHANNELS.join(', ')} or ${BANK}<id>`
