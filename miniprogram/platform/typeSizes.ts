/** The three steps of type: 17 px, 23 px and 30 px for what is read (ui.md, Tokens). */
export const TYPE_SIZES = ['standard', 'large', 'largest'] as const
export type TypeSize = (typeof TYPE_SIZES)[number]
