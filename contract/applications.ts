import { z } from 'zod'
import { APPLICATION_KINDS, APPLICATION_STATUSES, APPLICATION_STEPS } from './applicationWords'
import { civilDate, feeLine, seasonName } from './estimates'

/** What residents apply for in a season, and what became of it. The words for pages are the mini-program's own. */

const words = z.string().trim().min(1, '请写明情况').max(200, '最多 200 个字')
export const monthName = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应写作 "2026-12"')
/** A gas meter's reading in m³. */
const gasReading = z.string().regex(/^\d{1,7}(\.\d{1,3})?$/, '读数应为立方米数，最多三位小数，例如 "1234.5"')
export const celsius = z.string().regex(/^-?\d{1,2}(\.\d{1,2})?$/, '室温应为摄氏度数，例如 "15.5"')

/** `acceptCharged`: he knows that it is too late, and that this season is charged as normal (TS6). */
export const suspensionRequest = z.strictObject({ words: words.optional(), acceptCharged: z.boolean().default(false) })
export type SuspensionRequest = z.infer<typeof suspensionRequest>
export const consentRequest = z.strictObject({ words })
export const temperatureRequest = z.strictObject({ words })
/** The fields beside the photo of POST …/gas-reports (multipart/form-data; the photo is the file named `photo`). */
export const gasReportFields = z.strictObject({
  cubicMetres: gasReading,
  meterNumber: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z-]{4,32}$/, '燃气表号由 4 到 32 个数字、字母或连字符组成'),
})
/** The household agrees with a month's mean (TS7). */
export const confirmMeanRequest = z.strictObject({ month: monthName, meanCelsius: celsius })

const days = z.object({ from: civilDate, to: civilDate })

const monthMean = z.object({
  month: monthName,
  measurements: z.array(z.object({ on: civilDate, room: z.string(), celsius: z.string() })),
  /** `too-few`: fewer than the rulebook asks for; `ground`: cold enough for a reduction. */
  outcome: z.enum(['too-few', 'warm-enough', 'ground']),
  meanCelsius: z.string().nullable(),
})

export const applicationView = z.object({
  id: z.string(),
  kind: z.enum(APPLICATION_KINDS),
  household: z.object({ id: z.string(), userCode: z.string(), owner: z.string(), address: z.string() }),
  season: seasonName,
  status: z.enum(APPLICATION_STATUSES),
  askedOn: civilDate,
  words: z.string().nullable(),
  mayWithdraw: z.boolean(),
  /** Oldest first. */
  steps: z.array(
    z.object({
      step: z.enum(APPLICATION_STEPS),
      on: civilDate,
      at: z.int(),
      by: z.enum(['resident', 'staff']),
      note: z.string().nullable(),
    }),
  ),
  /** Suspension and resumption: who does the work, whether it is inspected, whether the season is charged all the same. */
  service: z
    .object({ work: z.enum(['company', 'household']), inspected: z.boolean(), charged: z.boolean() })
    .nullable(),
  /** Temperature report: the months measured so far, and the one that the household confirmed. */
  temperature: z
    .object({
      months: z.array(monthMean),
      confirmedMonth: monthName.nullable(),
      reduction: z.object({ month: monthName, amountFen: z.int() }).nullable(),
    })
    .nullable(),
  /** `subsidy`: on the report after the season, once two people have granted it (BJ8). */
  gas: z
    .object({
      window: z.enum(['before', 'after']),
      cubicMetres: z.string(),
      meterNumber: z.string(),
      subsidy: z
        .object({
          cubicMetres: z.string(),
          rate: z.string(),
          amountFen: z.int(),
          grantedOn: civilDate,
          collectedOn: civilDate.nullable(),
        })
        .nullable(),
    })
    .nullable(),
})
export type ApplicationView = z.infer<typeof applicationView>

export const applicationsAnswer = z.object({ applications: z.array(applicationView) })
export type ApplicationsAnswer = z.infer<typeof applicationsAnswer>

/** Whether the heat may be stopped or started now, and what it would cost (BO6, BO7, TS6). */
export const serviceAnswer = z.object({
  service: z.enum(['heating', 'suspended']),
  season: seasonName,
  /** `charged`: may be asked for, but this season is charged as normal. */
  state: z.enum(['open', 'not-yet', 'closed', 'charged', 'no-rule']),
  windows: z.array(
    days.extend({
      work: z.enum(['company', 'household']),
      inspected: z.boolean(),
      text: z.string(),
      /** Whether today lies in it. */
      open: z.boolean(),
    }),
  ),
  /** The season's fee when it takes effect; null where there is no price. */
  feeAfterwards: z.object({ lines: z.array(feeLine), totalFen: z.int() }).nullable(),
  applications: z.array(applicationView),
})
export type ServiceAnswer = z.infer<typeof serviceAnswer>

/** Whether paying in parts needs a consent, and whether it may be asked for (LZ2). */
export const consentAnswer = z.object({
  season: seasonName.nullable(),
  state: z.enum(['not-offered', 'automatic', 'not-asked', 'asked', 'granted', 'refused']),
  minimumFirstFen: z.int().nullable(),
  balanceDueOn: civilDate.nullable(),
  /** Above 0: earlier seasons are paid first. */
  arrearsFen: z.int(),
  applications: z.array(applicationView),
})
export type ConsentAnswer = z.infer<typeof consentAnswer>

export const temperatureAnswer = z.object({
  offered: z.boolean(),
  belowCelsius: z.string().nullable(),
  measurementsPerMonth: z.int().nullable(),
  /** Whether heat is promised today, so that cold rooms may be reported. */
  heated: z.boolean(),
  applications: z.array(applicationView),
})
export type TemperatureAnswer = z.infer<typeof temperatureAnswer>

export const gasAnswer = z.object({
  offered: z.boolean(),
  season: seasonName.nullable(),
  windows: z.array(days.extend({ window: z.enum(['before', 'after']), open: z.boolean() })),
  /** `rate-not-published`: the rulebook names no rate, so nothing is worked out (BJ8). */
  subsidy: z.object({
    state: z.enum(['rate-not-published', 'awaiting-readings', 'worked-out', 'granted', 'collected']),
    cubicMetres: z.string().nullable(),
    amountFen: z.int().nullable(),
    /** The day on which it was put on the account, or collected at the counter. */
    on: civilDate.nullable(),
  }),
  collection: days.extend({ places: z.array(z.string()) }).nullable(),
  applications: z.array(applicationView),
})
export type GasAnswer = z.infer<typeof gasAnswer>
