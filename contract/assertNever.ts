/**
 * Stands where no case is left: a name that is added to a union does not compile here until somebody has decided what it
 * means. Throws, naming the value, when something else than the types say comes in.
 */
export function assertNever(value: never): never {
  throw new Error(`nobody has decided about ${JSON.stringify(value)}`)
}
