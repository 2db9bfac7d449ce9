/** The lightest ground that words stand on by night (styles/_dark.scss, --quiet-ground). */
const NIGHT = '#2b2f35'
/** WCAG 2.2, 1.4.6 (AAA). */
const ENOUGH = 7

const channels = (colour: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))

/** A colour’s relative luminance (WCAG 2.2): 0 for black, 1 for white. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** How far apart two colours, written #RRGGBB, are to the eye: from 1 to 21 (WCAG 2.2, contrast ratio). */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** A brand’s colour, written #RRGGBB, as light as it must be to be read by night. */
export function byNight(colour: string): string {
  for (let white = 0; white <= 100; white += 4) {
    const lighter = channels(colour).map((value) => Math.round(value + ((255 - value) * white) / 100))
    const written = `#${lighter.map((value) => value.toString(16).padStart(2, '0')).join('')}`
    if (contrast(written, NIGHT) >= ENOUGH) return written
  }
  return '#ffffff'
}
