/** A tax number as typed, without spaces and in capitals. */
export function tidyTaxNumber(typed: string): string {
  return typed.replace(/[\s-]/g, '').toUpperCase()
}

/** Whether it can be a unified social credit code (18) or an older tax number (15 to 20); the server decides. */
export function looksLikeTaxNumber(number: string): boolean {
  return /^[0-9A-Z]{15,20}$/.test(number)
}
