import type { PhoneOptions, Target } from './phone'

/** How a phone is set: size of type, colours, width. */
export interface Look {
  type: 'standard' | 'elder'
  colours: 'light' | 'dark'
  width: 320 | 390
}

export const LOOKS: readonly Look[] = (['standard', 'elder'] as const).flatMap((type) =>
  (['light', 'dark'] as const).flatMap((colours) => ([320, 390] as const).map((width) => ({ type, colours, width }))),
)

export const nameOf = ({ type, colours, width }: Look) => `${type} ${colours} ${width}`

/** What somebody with weak eyes has set: each platform has a scale of its own. */
const LARGEST = { weapp: 23, alipay: 22, h5: 28 } as const
const HEIGHT = { 320: 568, 390: 844 } as const

export function phoneOf(target: Target, { type, colours, width }: Look): Omit<PhoneOptions, 'company' | 'person'> {
  return {
    ...{ width, height: HEIGHT[width], colours, known: true, scale: 1 },
    ...(type === 'elder' ? { font: LARGEST[target] } : {}),
  }
}
