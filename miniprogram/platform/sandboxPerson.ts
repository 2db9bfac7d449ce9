const PERSON = 'heatpay.person'

/** A visitor of the sandbox is a made-up person, the same one each time this browser comes. Only for the *.h5.ts files. */
export function sandboxPerson(): string {
  const known = window.localStorage.getItem(PERSON)
  if (known) return known
  const person = `visitor-${Math.random().toString(36).slice(2, 10)}`
  window.localStorage.setItem(PERSON, person)
  return person
}
