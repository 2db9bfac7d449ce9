import type { Problem } from '../../../contract/problem'
import type { SettlementView } from '../../../contract/settlements'
import type { PhotoKind, RefundDetails } from '../../api/resident'
import type { Answer } from '../../api/send'
import { Amount } from '../../components/BillLine'
import { Check, Field } from '../../components/Button'
import { Card } from '../../components/Card'
import { failureText } from '../../components/Notice'
import { PhotoField } from '../../components/PhotoField'
import { unbroken } from '../../format/format'
import { Box, Heading } from '../../platform/elements'
import type { ChosenPhoto } from '../../platform/ports'
import { settlement as settlementText, refund as text } from '../../text'

interface AgreeStepProps {
  settlement: SettlementView
  agreed: boolean
  onAgree: (agreed: boolean) => void
}

/** Anyone who asks for the refund agrees with the result, and cannot object to it later. */
export function AgreeStep({ settlement, agreed, onAgree }: AgreeStepProps) {
  return (
    <>
      <Heading level={2} className='question'>
        {text.agreeQuestion}
      </Heading>
      <Card>
        <Amount what={settlementText.refund} amountFen={settlement.payableFen} good />
        <Box className='formula'>{unbroken(settlement.formula)}</Box>
      </Card>
      <Box className='below-question'>{text.agreeText}</Box>
      <Check checked={agreed} onCheck={onAgree}>
        {text.agree}
      </Check>
    </>
  )
}

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

const KINDS = { owner: 'text', identityNumber: 'identity', bankCard: 'digits', phone: 'digits' } as const

const LONGEST = { owner: 100, identityNumber: 32, bankCard: 40, phone: 32 } as const

interface DetailsStepProps {
  details: RefundDetails
  wrong: Wrong
  onChange: (field: DetailField, value: string) => void
}

/** Whose card the money goes to; all of it as it is registered. */
export function DetailsStep({ details, wrong, onChange }: DetailsStepProps) {
  return (
    <>
      <Heading level={2} className='question'>
        {text.detailsQuestion}
      </Heading>
      <Box className='below-question'>{text.detailsHint}</Box>
      <Card>
        {FIELDS.map((field) => (
          <Field
            key={field}
            id={`refund-${field}`}
            kind={KINDS[field]}
            label={text[field]}
            hint={field === 'bankCard' ? text.bankCardHint : undefined}
            error={wrong[field]}
            initial={details[field]}
            maxLength={LONGEST[field]}
            long={field === 'identityNumber' || field === 'bankCard'}
            onText={(typed) => onChange(field, typed)}
          />
        ))}
      </Card>
    </>
  )
}

/** Photos that the server has taken, with the names it gave them. */
export type KeptPhotos = Partial<Record<PhotoKind, ChosenPhoto & { id: string }>>

interface PhotosStepProps {
  photos: KeptPhotos
  wrong: Wrong
  keep: (kind: PhotoKind, photo: ChosenPhoto) => Promise<Answer<{ id: string }>>
  onKept: (kind: PhotoKind, photo: ChosenPhoto & { id: string }) => void
  onWrong: (kind: PhotoKind, error: string) => void
}

/** Identity card and bank card; each is sent as soon as it is chosen. */
export function PhotosStep({ photos, wrong, keep, onKept, onWrong }: PhotosStepProps) {
  return (
    <>
      <Heading level={2} className='question'>
        {text.photosQuestion}
      </Heading>
      <Box className='below-question'>{text.photosHint}</Box>
      {PHOTOS.map((kind) => (
        <Card key={kind}>
          <PhotoField
            label={text.photos[kind]}
            hint={text.photoSides[kind]}
            chosen={photos[kind]}
            error={wrong[kind]}
            onChosen={async (photo) => {
              const kept = await keep(kind, photo)
              if (kept.ok) onKept(kind, { ...photo, id: kept.value.id })
              else onWrong(kind, failureText(kept.failure).text)
            }}
            onWrong={(error) => onWrong(kind, error)}
          />
        </Card>
      ))}
    </>
  )
}
