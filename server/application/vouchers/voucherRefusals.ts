/** Why an export of vouchers was refused; adapters/http/voucherProblems.ts has the sentence for each. */
export const VOUCHER_REFUSALS = ['unknown-template', 'nothing-to-export', 'already-exported'] as const
