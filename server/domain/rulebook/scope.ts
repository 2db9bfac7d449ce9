import { z } from 'zod'
import { definedWord } from '../../../contract/estimates'
import { BILLINGS, HEAT_SOURCES, MANAGERS } from '../../../contract/words'
import { flag } from './scalars'

/** For whom a rule holds (`for:`): each condition that is written must be met; what is absent asks nothing. */
export const scope = z
  .strictObject({
    uses: z.array(definedWord).min(1),
    billings: z.array(z.enum(BILLINGS)).min(1),
    heatSources: z.array(z.enum(HEAT_SOURCES)).min(1),
    /** Homes with at least one of these. */
    categories: z.array(definedWord).min(1),
    managedBy: z.enum(MANAGERS),
    separatelyFitted: flag,
  })
  .partial()
  .refine((one) => Object.keys(one).length > 0, 'for 应写明至少一个条件')

export type Scope = z.output<typeof scope>
