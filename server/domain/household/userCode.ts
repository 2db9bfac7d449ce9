/**
 * A user code as people and banks' counters write it, as the register has it: half-width, without blanks and signs that nobody
 * sees (zero width), without the apostrophe by which a spreadsheet keeps it a text.
 */
export const plainUserCode = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s\p{Cf}]/gu, '')
    .replaceAll(/^['’`]+/g, '')
