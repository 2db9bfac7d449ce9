/** Sums and counts come as text from MySQL drivers; null where nothing was summed. */
export function whole(value: unknown): number {
  const number = Number(value ?? 0)
  if (!Number.isSafeInteger(number)) throw new RangeError(`not a safe integer in the database: ${String(value)}`)
  return number
}
