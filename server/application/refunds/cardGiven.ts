import { z } from 'zod'
import { type CardCheck, maskCard, plainCard } from '../../domain/heatSettlement/refundApplication'
import type { Household } from '../../domain/household/household'
import { isSameName } from '../../domain/household/personName'
import type { Payment } from '../../domain/payment/payment'
import type { Refund } from '../../domain/payment/refund'
import { type Refusal, refuse } from '../common/refusal'
import type { BankCardChecker, PayoutLayout } from '../ports/banks'
import { ConcurrencyConflict, type Store } from '../ports/database'
import type { Clock } from '../ports/system'
import { CARD_REASONS } from './checkBankCard'

/** The card that staff name for a refund: the registered one, or one from an application that its holder has signed. */
export type CardGiven =
  | { from: 'registered' }
  | {
      from: 'application'
      owner: string
      bankCard: string
      /** Where the signed application is filed. */
      paper: string
      /** What the bank told a member of staff of the card; without it the bank is asked over its line. */
      bank?: { bankName: string; routeNo: string | null; sameBank: boolean }
    }

/** A card as a proposal holds it. Sealed at rest with the whole payload. */
export const cardPayload = z.object({
  owner: z.string(),
  bankCard: z.string(),
  paper: z.string(),
  bankType: z.string().nullable(),
  check: z
    .object({
      bankName: z.string(),
      routeNo: z.string().nullable(),
      sameBank: z.boolean(),
      checkedAt: z.number(),
      by: z.string(),
    })
    .nullable(),
})

export type CardPayload = z.infer<typeof cardPayload>

export interface CardPorts {
  clock: Clock
  checker: BankCardChecker
  layout: PayoutLayout
}

/**
 * The card that a refund is to go to, as its holder and number are written in the papers. Refused: `card-needed` when no card
 * is named or registered, `bad-bank-card`.
 */
export function cardNamed(
  card: CardGiven | undefined,
  household: Pick<Household, 'owner' | 'bankCard'> | undefined,
): { owner: string; bankCard: string; paper: string } | Refusal<'bad-bank-card' | 'card-needed'> {
  if (card === undefined) return refuse('card-needed')
  if (card.from === 'registered') {
    if (!household?.bankCard) return refuse('card-needed')
    return { owner: household.owner, bankCard: plainCard(household.bankCard), paper: '登记的银行卡' }
  }
  const bankCard = plainCard(card.bankCard)
  if (!/^\d{12,30}$/.test(bankCard)) return refuse('bad-bank-card')
  return { owner: card.owner.trim(), bankCard, paper: card.paper }
}

/**
 * Asks the bank whether a card is its holder's, before anybody is asked to approve a refund to it (BZ5). Refused beside what
 * cardNamed refuses: `card-refused` with the bank's reason, `bank-unreachable`, `file-refused` when the holder's name cannot
 * stand in the bank's file.
 */
export async function checkedCard(
  { checker, layout, clock }: CardPorts,
  {
    payment,
    card,
    household,
    by,
  }: {
    payment: Pick<Payment, 'company'>
    card: CardGiven | undefined
    household: Household | undefined
    by: string
  },
): Promise<
  CardPayload | Refusal<'bad-bank-card' | 'bank-unreachable' | 'card-needed' | 'card-refused' | 'file-refused'>
> {
  const named = cardNamed(card, household)
  if ('refused' in named) return named
  if (!layout.fits(named.owner)) return refuse('file-refused', { reason: '户名含有银行文件写不出的字符' })
  if (card?.from === 'application' && card.bank) {
    const check: CardCheck = { ...card.bank, checkedAt: clock.now(), by }
    return { ...named, bankType: null, check }
  }
  const isOwner = household !== undefined && isSameName(household.owner, named.owner)
  const answer = await checker.check({
    company: payment.company,
    card: named.bankCard,
    owner: named.owner,
    identityNumber: isOwner ? (household?.identityNumber ?? null) : null,
    phone: isOwner ? (household?.phone ?? null) : null,
  })
  if (answer.outcome === 'unavailable') return refuse('bank-unreachable')
  if (answer.outcome === 'refused') return refuse('card-refused', { reason: CARD_REASONS[answer.because] })
  const { bankName, routeNo, sameBank } = answer
  return { ...named, bankType: null, check: { bankName, routeNo, sameBank, checkedAt: clock.now(), by: 'bank' } }
}

/** 6217****0012（张三），演示银行: how a proposal's sentence names a card. */
export function cardInWords({ bankCard, owner, check }: CardPayload): string {
  return `${maskCard(bankCard)}（户名 ${owner}${check ? `，${check.bankName}` : ''}）`
}

/**
 * Keeps the card of an approved refund, in the caller's transaction; sendOff lets it into the next payout batch, and where
 * the channel pays it, the channel is called. Refused with `card-needed` when the proposal names none.
 */
export async function writeCard(
  store: Pick<Store, 'refundCards'>,
  refund: Refund,
  card: CardPayload | undefined,
  clock: Clock,
): Promise<'done' | Refusal<'card-needed'>> {
  if (!card) return refuse('card-needed')
  const kept = await store.refundCards.insert({
    refundNo: refund.refundNo,
    company: refund.company,
    paidBy: refund.route === 'bank-card' ? 'payout' : 'channel',
    amountFen: refund.amountFen,
    owner: card.owner,
    bankCard: card.bankCard,
    paper: card.paper,
    bankType: card.bankType,
    cardCheck: card.check,
    status: 'held',
    recordedAt: clock.now(),
    batchId: null,
    serial: null,
    bankSerial: null,
    failCode: null,
    failReason: null,
    paidOn: null,
    returnedOn: null,
  })
  if (kept === 'duplicate') throw new ConcurrencyConflict(`card of refund ${refund.refundNo}`)
  return 'done'
}
