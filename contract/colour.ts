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

/** In so many steps a colour becomes as bright as its hue can be, and in as many more it becomes white. */
const STEPS = 12

/** The same hue, by so many steps lighter. */
function lighter(colour: string, steps: number): string {
  const parts = channels(colour)
  const most = 255 / Math.max(...parts, 1)
  const raised = 1 + (most - 1) * Math.min(1, steps / STEPS)
  const white = Math.max(0, steps / STEPS - 1)
  const written = parts.map((value) => {
    const bright = Math.min(255, value * raised)
    return Math.round(bright + (255 - bright) * white)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${written.join('')}`
}

/** A brand’s colour, written #RRGGBB, as light as it must be to be read by night. */
export function byNight(colour: string): string {
  const tries = Array.from({ length: 2 * STEPS + 1 }, (_none, steps) => lighter(colour, steps))
  return tries.find((written) => contrast(written, NIGHT) >= ENOUGH) ?? '#ffffff'
}
