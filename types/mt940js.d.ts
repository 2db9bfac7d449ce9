/** What the tests use of mt940js, which comes without types. */
declare module 'mt940js' {
  export interface Mt940Statement {
    accountIdentification: string
    openingBalance: number
    closingBalance: number
    transactions: readonly Readonly<Record<string, unknown>>[]
  }
  export class Parser {
    constructor(options?: { no86Structure?: boolean })
    parse(text: string): Mt940Statement[]
  }
}
