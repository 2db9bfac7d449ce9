import { z } from 'zod'
import type { StatedTime } from '../../domain/payment/statedTime'

/**
 * What a message says besides that which decides about money (M6): a field that we do not need may be missing, null, empty or
 * odd, and a genuine message is taken all the same; refused, it would come again for a day and then never.
 */

/** A field that may be missing, null, empty or odd: undefined then. */
export const unneeded = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)

/** A field that decides where it is there: null and empty count as missing, anything else must fit. */
export const optionalField = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === null || value === '' ? undefined : value), schema.optional())

const MAX_KEPT = 64

/** A time that decides nothing but the day of an entry: read by `read`, and kept as it was written. Never refused. */
export const statedTime = (read: (text: string) => number | undefined) =>
  z
    .unknown()
    .default('')
    .transform(
      (value): StatedTime => ({
        at: typeof value === 'string' ? read(value) : undefined,
        text: value === null ? '' : String(value).slice(0, MAX_KEPT),
      }),
    )

const MAX_OF_ID = 128

/** A channel's id of an event: what it is about is in the key beside it, so a missing one is as good as any (M3). */
export const eventId = unneeded(z.string().transform((id) => id.slice(0, MAX_OF_ID))).transform((id) => id ?? '')
