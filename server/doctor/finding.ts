/** How a thing stands: `fault`: money or service is at risk. `warning`: it works, and should not stay so. */
export type Standing = 'ok' | 'warning' | 'fault'

/** One line of the doctor's: what was looked at, what was found, and what to do where it is not well. */
export interface Finding {
  check: string
  standing: Standing
  says: string
  /** Null where nothing is to be done. */
  todo: string | null
}

export const ok = (check: string, says: string): Finding => ({ check, standing: 'ok', says, todo: null })
export const warning = (check: string, says: string, todo: string): Finding => ({
  check,
  standing: 'warning',
  says,
  todo,
})
export const fault = (check: string, says: string, todo: string): Finding => ({ check, standing: 'fault', says, todo })

/** What an error says of itself, without addresses that may hold a password. */
export function reasonOf(error: unknown): string {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown }
  const text = String(message ?? error).replace(/\/\/[^@\s/]*@/g, '//…@')
  return typeof code === 'string' && !text.includes(code) ? `${code}: ${text}` : text
}
