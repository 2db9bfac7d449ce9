/** By what lists are sorted, by the server, over all pages; without zod, so that pages can take them. */

export const ORDER_WAYS = ['ascend', 'descend'] as const
export type OrderWay = (typeof ORDER_WAYS)[number]

export const TRANSFER_ORDERS = ['recordedAt', 'effectiveOn', 'amount', 'event'] as const
export type TransferOrder = (typeof TRANSFER_ORDERS)[number]

export const DIFFERENCE_ORDERS = ['date', 'channel', 'kind', 'amount', 'owner', 'openedAt'] as const
export type DifferenceOrder = (typeof DIFFERENCE_ORDERS)[number]
