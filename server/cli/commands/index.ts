import type { AddCommand } from '../command'

/** Every command of `heatpay`, in the order in which --help lists them. */
export const commands: AddCommand[] = []
