/** What is wrong with a rulebook, and where: a person opens the file at that line. */
export interface RulebookFault {
  file: string
  line: number
  reason: string
}

/** One line for the log of a refused start: `config/rulebooks/baoji.yaml:41: areaPrices.0.lines.1.price: …`. */
export function faultText({ file, line, reason }: RulebookFault): string {
  return `${file}:${line}: ${reason}`
}
