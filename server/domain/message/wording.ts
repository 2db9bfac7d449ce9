import { z } from 'zod'
import type { Channel } from '../../../contract/channelWords'
import { MESSAGE_EVENTS, type MessageEvent } from '../../../contract/messages'
import { formatYuan, yuanText } from '../../../contract/money'
import { civilDayOf, startOfDay } from '../calendar/beijingTime'
import { fitted, kindOf } from './fit'
import type { MessageFacts } from './message'

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
