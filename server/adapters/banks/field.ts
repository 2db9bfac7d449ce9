import { z } from 'zod'

/** How amounts are written: yuan with two decimals, whole fen, or whole fen behind C (to us) or D (from us). */
export const AMOUNTS = ['yuan', 'fen', 'marked-fen'] as const
/**
 * How days are written; `MMdd` has its year from the day of the file, `MMddHHmmss` tells the time as well. `any` begins with
 * the year, parted or not (`20240101`, `2024-01-01`, `2024/1/1`, `2024年1月1日`), and may have the time behind it.
 */
export const DATES = ['yyyyMMdd', 'yyyy-MM-dd', 'MMdd', 'MMddHHmmss', 'any'] as const
export const TIMES = ['HHmmss', 'HH:mm:ss'] as const

export type AmountForm = (typeof AMOUNTS)[number]
export type DateForm = (typeof DATES)[number]

const longField = z
  .strictObject({
    name: z.string().regex(/^[a-z][A-Za-z0-9]*$/, '字段名由字母和数字组成'),
    /** Bytes of the file's encoding, not characters (formats.md 5.0). */
    width: z.int().min(1).max(1000).optional(),
    /** Which side the text stands on in a field of fixed width. */
    align: z.enum(['left', 'right']).default('right'),
    /** What fills up the rest: blanks, or zeros before a number. */
    pad: z.enum([' ', '0']).default(' '),
    /** Another form than the template's own for amounts, days or times. */
    as: z.enum([...AMOUNTS, ...DATES, ...TIMES]).optional(),
    /** What is written where nothing else is known; it is not looked at when the field is read. */
    value: z.string().optional(),
    /** The only words that may stand here; with any other the file is put aside. */
    oneOf: z.array(z.string()).min(1).optional(),
    /** The field may be left out of a line altogether; the last of its kind decides by the line's length (formats.md 5.3 c). */
    optional: z.boolean().default(false),
  })
  .refine(({ pad, align }) => pad === ' ' || align === 'right', '补零的字段应靠右')

/** A field of a line: its name, or all that is to be said of it. */
export const field = z.union([z.string().transform((name) => ({ name })), z.unknown()]).pipe(longField)
export type Field = z.output<typeof field>

/** The fields of a line, all of them with a width or none; at most one may be left out of a line. */
export const fields = z
  .array(field)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, '字段名不能重复')
  .refine((all) => all.every(({ width }) => (width === undefined) === (all[0]?.width === undefined)), {
    message: '一行的字段应都有宽度，或都没有',
  })
  .refine((all) => all.filter(({ optional }) => optional).length <= 1, '最多一个字段可以省略')

/** Whether a line's fields are cut by bytes. */
export const isFixed = (line: readonly Field[]): boolean => line[0]?.width !== undefined
export const hasField = (line: readonly Field[], name: string): boolean => line.some((one) => one.name === name)
