/** How a channel rounds a fee to the fen, as the contract has it. */
export const FEE_ROUNDINGS = ['half-up', 'down', 'up'] as const
export type FeeRounding = (typeof FEE_ROUNDINGS)[number]
