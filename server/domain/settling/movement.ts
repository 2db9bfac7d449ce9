/** What moves on the merchant's account at a channel besides payments and refunds, as the fund-flow or account bill has it. */
export interface AccountMovement {
  /** `remittance`: sent to our account at a bank. `other`: what nobody here knows of, and a person looks at. */
  kind: 'fee' | 'remittance' | 'other'
  /** The channel's word: 扣除交易手续费, 提现 … */
  type: string
  /** The channel's number of the payment or refund that it is about. */
  businessNo: string
  /** The channel's number of the movement itself. */
  flowNo: string
  /** What else it quotes; empty where there is nothing. */
  voucherNo: string
  /** What the account gains, in fen; negative when money goes out. */
  fen: number
  line: number
}

/** How channels call fees and remittances (formats.md 2.3, 3.10); the lists are open, so what is new here is one word more. */
const MOVEMENT_WORDS: Readonly<Record<'fee' | 'remittance', readonly string[]>> = {
  fee: ['扣除交易手续费', '退还交易手续费', '交易手续费', '手续费', '收费', '退费', '服务费'],
  remittance: ['提现', '自动提现', '手动提现', '结算', '结算到银行卡', '提现到银行卡'],
}

/** Judges a movement by the channel's word for it; a remittance that comes back is none. */
export function movementKind(type: string, fen: number): AccountMovement['kind'] {
  if (MOVEMENT_WORDS.fee.includes(type)) return 'fee'
  return MOVEMENT_WORDS.remittance.includes(type) && fen < 0 ? 'remittance' : 'other'
}
