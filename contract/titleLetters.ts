/** Without zod, so that pages can take it. */

/**
 * What an invoice's title may be written with: Chinese characters of any plane (䶮 and 𠮷 too), Latin letters, digits and the signs that
 * names have. Emoji, control characters, private letters and other scripts are shown neither by the typeface nor by the platforms.
 */
const PRINTED =
  /^[\p{Script=Han}\p{Script=Latin}0-9０-９ 　·•・()（）[\]【】〔〕《》<>〈〉“”‘’"'、，,。.．:：;；&＆+＋\-－—–_/／\\#＃@＠*＊〇№°]$/u

/** Those letters of a title that cannot be printed, each once, in the order in which they come. */
export function unprintable(title: string): string[] {
  return [...new Set([...title.normalize('NFC')].filter((letter) => !PRINTED.test(letter)))]
}
