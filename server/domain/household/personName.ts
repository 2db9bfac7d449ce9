/** The sign between the parts of a name (阿依古丽·买买提) as keyboards, systems and fonts write it; NFKC makes others of ． and ･. */
const SEPARATORS = /[·•‧∙⋅●・.。]/g

/**
 * A person's name as it is compared, everywhere by this one rule: half-width, without blanks and signs that nobody sees, one sign
 * between its parts, Latin letters in capitals. Never shown, never kept.
 */
export const plainName = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s\p{Cf}]/gu, '')
    .replaceAll(SEPARATORS, '·')
    .toUpperCase()

/** Whether two texts are one person's name. An empty one is nobody's. */
export const isSameName = (one: string, other: string): boolean =>
  plainName(one) !== '' && plainName(one) === plainName(other)
