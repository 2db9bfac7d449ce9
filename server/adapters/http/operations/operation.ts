import type { z } from 'zod'

/** One operation of the API, as /openapi.json describes it. */
export interface Operation {
  method: 'get' | 'post' | 'delete'
  path: string
  summary: string
  /** Needs a resident's session. */
  session?: boolean
  /** Needs somebody of the staff: the cookie of /console, and X-Heatpay-Csrf with everything that is not a GET. */
  staff?: boolean
  idempotent?: boolean
  /** A form with these files beside its fields (multipart/form-data). */
  files?: readonly string[]
  /** Parameters of the address. */
  query?: z.ZodType
  request?: z.ZodType
  answer?: z.ZodType
}
