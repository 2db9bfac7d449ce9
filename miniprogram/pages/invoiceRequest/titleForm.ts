import type { InvoiceRequest, SavedTitle } from '../../../contract/resident'
import { readTaxNumber } from '../../../contract/taxNumber'
import { unprintable } from '../../../contract/titleLetters'
import { looksLikeTaxNumber, tidyTaxNumber } from '../../format/format'
import type { ChosenTitle } from '../../platform/ports'
import { invoices } from '../../text'

/** What stands in the form. */
export interface TitleForm {
  kind: 'personal' | 'company'
  name: string
  taxNumber: string
  document: 'ordinary' | 'special'
  address: string
  phone: string
  bank: string
  scope: 'payment' | 'season'
}

export const EMPTY: TitleForm = {
  kind: 'personal',
  name: '',
  taxNumber: '',
  document: 'ordinary',
  address: '',
  phone: '',
  bank: '',
  scope: 'payment',
}

/** The form with a title that was used before, or that the platform keeps. */
export function withTitle(form: TitleForm, title: SavedTitle | ChosenTitle): TitleForm {
  const { kind, name, taxNumber, address, phone, bank } = title
  const of = { taxNumber: taxNumber ?? '', address: address ?? '', phone: phone ?? '', bank: bank ?? '' }
  return { ...form, kind, name, ...of, document: kind === 'personal' ? 'ordinary' : form.document }
}

export type Wrong = { name?: string; taxNumber?: string; refusal?: string }

/** What is wrong with a form, in words; nothing where it can be sent. */
export function wrongIn({ kind, name, taxNumber }: TitleForm): Wrong {
  const letters = unprintable(name.trim())
  const found: Wrong = {}
  if (!name.trim()) found.name = invoices.nameMissing
  else if (letters.length > 0) found.name = invoices.unprintable(letters.join(' '))
  if (kind === 'personal') return found
  const tidy = tidyTaxNumber(taxNumber)
  if (!looksLikeTaxNumber(tidy)) found.taxNumber = invoices.taxWrong
  else if (readTaxNumber(tidy).outcome === 'wrong') found.taxNumber = invoices.taxDigit
  return found
}

/** The request of a form in which nothing is wrong. */
export function requestOf(orderNo: string, form: TitleForm): InvoiceRequest {
  const name = form.name.trim()
  const together = form.scope === 'season' ? ({ together: 'season' } as const) : {}
  if (form.kind === 'personal') return { orderNo, ...together, title: { kind: 'personal', name } }
  const said = Object.entries({ address: form.address, phone: form.phone, bank: form.bank })
  const details = Object.fromEntries(said.flatMap(([field, text]) => (text.trim() ? [[field, text.trim()]] : [])))
  const special = form.document === 'special'
  const title = {
    kind: 'company',
    name,
    taxNumber: tidyTaxNumber(form.taxNumber),
    ...(special ? details : {}),
  } as const
  return { orderNo, ...together, title, ...(special ? { document: 'special' as const } : {}) }
}
