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
