/** The same words with every number kept beside its unit: “2,233.25 元” never ends a line with its number. */
export function unbroken(text: string): string {
  return text.replace(/(\d) (?=[元月℃mkG])/g, '$1\u00a0')
}
