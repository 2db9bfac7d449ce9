/** What a column of an account's export that no template knows may be, in the order of the page; the last three are put together as what it was for. */
export const MAPPED_COLUMNS = [
  'bookedOn',
  'credit',
  'debit',
  'amount',
  'direction',
  'balance',
  'bankReference',
  'accountNumber',
  'currency',
  'counterparty',
  'summary',
  'remark',
] as const
export type MappedColumn = (typeof MAPPED_COLUMNS)[number]
