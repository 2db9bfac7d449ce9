import { z } from 'zod'
import type { Channel } from '../../../contract/channelWords'
import { MESSAGE_EVENTS, type MessageEvent } from '../../../contract/messages'
import { formatYuan, yuanText } from '../../../contract/money'
import { civilDayOf, startOfDay } from '../calendar/civilDate'
import type { MessageFacts } from './message'

/** What a field of a message template may hold, by the kind in its name (formats.md 4.1, 4.2). */

const HAN = '\\p{Script=Han}'

const AMOUNT = /^[¥￥$€£]?\d{1,10}(\.\d{1,2})?元?$/

const TIME = /^(\d{4}年\d{1,2}月\d{1,2}日 )?\d{1,2}:\d{2}(:\d{2})?$/

const DATE = /^\d{4}年\d{1,2}月\d{1,2}日$/

const NUMBER = /^-?\d{1,32}(\.\d{1,2})?$/

const ELLIPSIS = '…'

/**
 * Cuts a text to a number of characters, never through the middle of one: an emoji or a letter with its accent is whole or
 * left out. A cut is shown by an ellipsis, which counts.
 */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  let kept = ''
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)) {
    if (kept.length + segment.length > most - ELLIPSIS.length) break
    kept += segment
  }
  return `${kept.trimEnd()}${ELLIPSIS}`
}

/** Only the characters that a pattern admits, so many at most. */
function only(text: string, admitted: RegExp, most: number): string {
  return [...text]
    .filter((sign) => admitted.test(sign))
    .slice(0, most)
    .join('')
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : '')

/** For each kind: how a text is made to fit; an empty result says that it cannot be. */
const KINDS: Record<string, (text: string) => string> = {
  thing: (text) => shortened(text, 20),
  character_string: (text) => only(text, /[\x21-\x7e]/, 32),
  number: matching(NUMBER),
  letter: (text) => only(text, /[A-Za-z]/, 32),
  symbol: (text) => only(text, /[^\p{L}\p{N}\s]/u, 5),
  phrase: (text) => only(text, new RegExp(HAN, 'u'), 5),
  name: (text) => (/^[\p{Script=Latin} .'-]+$/u.test(text) ? shortened(text, 20) : only(text, /[\p{L}·]/u, 10)),
  amount: matching(AMOUNT),
  time: matching(TIME),
  date: matching(DATE),
  phone_number: matching(/^[\d+\- ]{1,17}$/),
  car_number: (text) => shortened(text, 8),
  keyword: (text) => shortened(text, 50),
}

/** The kind in a field's name, e.g. thing of thing1; undefined when there is no such kind. */
export function kindOf(field: string): string | undefined {
  const kind = /^([a-z_]+?)\d{1,2}$/.exec(field)?.[1]
  return kind !== undefined && Object.hasOwn(KINDS, kind) ? kind : undefined
}

/** Makes a text fit a field, by its name; undefined when it cannot fit. */
export function fitted(field: string, text: string): string | undefined {
  const kind = kindOf(field)
  const fitting = kind === undefined ? undefined : KINDS[kind]
  return fitting?.(oneLine(text)) || undefined
}

const PLACEHOLDER = /\{([^{}]*)\}/g

const chineseDay = (day: string) =>
  `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

function chineseTime(at: number): string {
  const day = civilDayOf(at)
  const minutes = Math.floor((at - startOfDay(day)) / 60_000)
  return `${chineseDay(day)} ${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

/** What a wording may speak of. */
const WORDS: Record<string, (facts: MessageFacts) => string> = {
  item: ({ season }) => `${season}采暖费`,
  amount: ({ amountFen }) => `${yuanText(amountFen)}元`,
  time: ({ at }) => chineseTime(at),
  date: ({ at }) => chineseDay(civilDayOf(at)),
  userCode: ({ userCode }) => userCode,
  remaining: ({ remainingFen }) => (remainingFen === 0 ? '已缴清' : `还需缴 ${formatYuan(remainingFen)}`),
  dueDate: ({ dueOn }) => (dueOn === null ? '' : chineseDay(dueOn)),
  orderNo: ({ orderNo }) => orderNo ?? '',
  householdId: ({ householdId }) => householdId,
}

const unknownWord = (text: string) =>
  [...text.matchAll(PLACEHOLDER)].find(([, name = '']) => !Object.hasOwn(WORDS, name))

const pattern = z
  .string()
  .min(1)
  .refine((text) => unknownWord(text) === undefined, {
    error: ({ input }) =>
      `names {${unknownWord(String(input))?.[1]}}, which is none of ${Object.keys(WORDS).join(', ')}`,
  })

function fields(kinds: (kind: string) => boolean) {
  const name = z.string().refine((field) => kinds(kindOf(field) ?? ''), { error: 'is no field of a template' })
  return z.record(name, pattern).refine((given) => Object.keys(given).length > 0, { error: 'has no field' })
}

/** What the templates of each platform may have for fields. */
const templatesOf = {
  wechat: fields((kind) => kind !== '' && kind !== 'keyword'),
  alipay: fields((kind) => kind === 'keyword'),
} satisfies Record<Channel, z.ZodType>

const one = z.strictObject({
  /** What the resident is asked to agree to. */
  title: z.string().min(1).max(20),
  page: pattern.refine((text) => /^pages\//.test(text), { error: 'is a page of the mini-program' }),
  ...templatesOf,
})

/** config/messages.yaml: what messages say, and how long before a due date residents are reminded. */
export const wording = z.strictObject({
  /** For companies whose rulebook does not say; none: nobody is reminded. */
  daysBeforeDue: z.array(z.coerce.number().int().min(1).max(90)).max(5),
  messages: z.record(z.enum(MESSAGE_EVENTS), one),
})

export type Wording = z.output<typeof wording>

const filled = (text: string, facts: MessageFacts) =>
  text.replace(PLACEHOLDER, (_all, name: string) => WORDS[name]?.(facts) ?? '')

/**
 * Makes the words of a message for a platform: the page that it opens, and each field, cut to what the platform takes.
 * Undefined when a field cannot be made to fit, e.g. a due date where there is none.
 */
export function composed(
  { messages }: Wording,
  event: MessageEvent,
  platform: Channel,
  facts: MessageFacts,
): { page: string; fields: Record<string, string> } | undefined {
  const said = messages[event]
  const done: Record<string, string> = {}
  for (const [field, text] of Object.entries(said[platform])) {
    const value = fitted(field, filled(text, facts))
    if (value === undefined) return undefined
    done[field] = value
  }
  return { page: filled(said.page, facts), fields: done }
}
