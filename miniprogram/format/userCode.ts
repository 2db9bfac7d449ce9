/** What was typed as a user code, without what people add when they copy it from paper: spaces, dashes, full-width digits. */
export function tidyUserCode(typed: string): string {
  return typed
    .replace(/[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000\-－—_.]/g, '')
}

/** Whether a tidied code has the shape that the company's rulebook gives; only the server knows whether it exists. */
export function looksLikeUserCode(code: string, pattern: string): boolean {
  return new RegExp(`^(?:${pattern})$`).test(code)
}

/** Whether a company's codes are digits only, so that the number keyboard is enough. */
export function isDigitsOnly(pattern: string): boolean {
  return /^\^?(?:\\d|\[0-9\])(?:\{\d+(?:,\d+)?\}|\+)\$?$/.test(pattern)
}

/** A code in groups of four, as it is easiest to compare with paper: "101000000001" → "1010 0000 0001". */
export function groupedCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1 ')
}
