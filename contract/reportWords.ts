/** The words of reports; without zod, so that the console's page can take them. */

const REPORT_KINDS = ['daily', 'collection', 'ageing', 'tax'] as const
export type ReportKind = (typeof REPORT_KINDS)[number]
export const REPORT_NAMES: Readonly<Record<ReportKind, string>> = {
  daily: '收款日报',
  collection: '收费率',
  ageing: '欠费账龄',
  tax: '免税应税',
}

/** Days past the due date, both included: `d30` 1–30, `d60` 31–60, `d90` 61–90, `d180` 91–180, `d365` 181–365, `older` 366 and more. */
export const AGE_BUCKETS = ['notDue', 'd30', 'd60', 'd90', 'd180', 'd365', 'older'] as const
export type AgeBucket = (typeof AGE_BUCKETS)[number]
export const AGE_BUCKET_NAMES: Readonly<Record<AgeBucket, string>> = {
  notDue: '未到期',
  d30: '1–30 天',
  d60: '31–60 天',
  d90: '61–90 天',
  d180: '91–180 天',
  d365: '181–365 天',
  older: '365 天以上',
}

/** `no-rule`: the invoice policy has no rule for the use and season; nothing can be invoiced. */
export const TAX_TREATMENTS = ['exempt', 'taxed', 'no-rule'] as const
export type TaxTreatment = (typeof TAX_TREATMENTS)[number]
export const TAX_TREATMENT_NAMES: Readonly<Record<TaxTreatment, string>> = {
  exempt: '免税',
  taxed: '应税',
  'no-rule': '无适用政策',
}
