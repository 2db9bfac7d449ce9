import type { Problem } from '../../../contract/problem'
import type { PhotoKind, RefundDetails } from '../../api/season'
import { refund as text } from '../../text/afterSeason'

export const PHOTOS: readonly PhotoKind[] = ['identity-card', 'bank-card']
export const FIELDS = ['owner', 'identityNumber', 'bankCard', 'phone'] as const
export type DetailField = (typeof FIELDS)[number]

export type Wrong = Partial<Record<DetailField | PhotoKind | 'refusal', string>>

/** What was typed, as it is sent: without spaces at the ends, and none inside numbers. */
export function tidyDetails({ owner, identityNumber, bankCard, phone }: RefundDetails): RefundDetails {
  const number = (typed: string) => typed.replace(/[\s-]/g, '')
  return {
    owner: owner.trim(),
    identityNumber: number(identityNumber).toUpperCase(),
    bankCard: number(bankCard),
    phone: number(phone),
  }
}

/** What is missing or cannot be right, by field. Whether it equals what is registered, only the server knows (BZ5). */
export function faultsOf(details: RefundDetails): Wrong {
  const wrong: Wrong = {}
  for (const field of FIELDS) if (!details[field]) wrong[field] = text.missing(text[field])
  if (details.bankCard && !/^\d{12,30}$/.test(details.bankCard)) wrong.bankCard = text.cardWrong
  return wrong
}

/** The server names fields and photos in its own words. */
const NAMED: Record<DetailField, RegExp> = {
  owner: /户主/,
  identityNumber: /身份证/,
  bankCard: /银行卡/,
  phone: /电话|手机/,
}

/** Puts a refusal where it belongs: beside the fields or photos that it names, else as a sentence for all. */
export function faultsIn(problem: Problem): Wrong {
  const { code, detail, fields, photos, path } = problem
  if (code === 'details-differ' && typeof fields === 'string') {
    const named = FIELDS.filter((field) => NAMED[field].test(fields))
    return { refusal: detail, ...Object.fromEntries(named.map((field) => [field, text.differs])) }
  }
  if (code === 'bad-bank-card') return { bankCard: detail }
  if (code === 'photo-missing' && typeof photos === 'string') {
    return {
      ...(/身份证/.test(photos) ? { 'identity-card': text.photoMissing } : {}),
      ...(/银行卡/.test(photos) ? { 'bank-card': text.photoMissing } : {}),
    }
  }
  const field = FIELDS.find((one) => one === path)
  return field ? { [field]: detail.replace(/^[^：]+：/, '') } : { refusal: detail }
}

/** The step of the form that a fault is seen on: 1 for a field, 2 for a photo or a sentence for all. */
export function stepOf(wrong: Wrong): 1 | 2 {
  return FIELDS.some((field) => wrong[field] !== undefined) ? 1 : 2
}
