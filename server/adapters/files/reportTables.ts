import type { AgeingAnswer, CollectionAnswer, DailyAnswer, TaxAnswer } from '../../../contract/consoleReports'
import { AGE_BUCKET_NAMES, AGE_BUCKETS, REPORT_NAMES, TAX_TREATMENT_NAMES } from '../../../contract/reportWords'
import type { ExcelColumn } from './excelFile'

/** A report as a table: for Excel, and for the command line. The last row is the total. */
export interface ReportTable<Row> {
  name: string
  columns: readonly ExcelColumn<Row>[]
  rows: readonly Row[]
}

/** A column of an amount, by the name of the figure. */
const fen = <Key extends string>(heading: string, key: Key): ExcelColumn<Record<Key, number>> => ({
  heading,
  of: (row) => row[key],
  kind: 'fen',
})
const count = <Key extends string>(heading: string, key: Key): ExcelColumn<Record<Key, number>> => ({
  heading,
  of: (row) => row[key],
  kind: 'count',
})

/** 8765 → `87.65%` */
export const percent = (basisPoints: number | null) =>
  basisPoints === null
    ? null
    : `${Math.trunc(basisPoints / 100)}.${String(Math.abs(basisPoints % 100)).padStart(2, '0')}%`

export function dailyTable({ rows, totals }: DailyAnswer): ReportTable<DailyAnswer['rows'][number]> {
  return {
    name: REPORT_NAMES.daily,
    rows: [...rows, { date: '合计', channel: '', channelName: '', ...totals }],
    columns: [
      { heading: '日期', of: ({ date }) => date, kind: 'date' },
      { heading: '渠道', of: ({ channelName }) => channelName },
      count('缴费笔数', 'payments'),
      fen('缴费（元）', 'paidFen'),
      count('退款笔数', 'refunds'),
      fen('退款（元）', 'refundedFen'),
      fen('手续费（元）', 'feesFen'),
      fen('核销（元）', 'adjustedFen'),
      fen('净额（元）', 'netFen'),
      fen('已结算（元）', 'settledFen'),
      fen('其中待查（元）', 'suspendedFen'),
    ],
  }
}

export function collectionTable({ rows, totals }: CollectionAnswer): ReportTable<CollectionAnswer['rows'][number]> {
  return {
    name: REPORT_NAMES.collection,
    rows: [...rows, { estate: '合计', ...totals }],
    columns: [
      { heading: '小区', of: ({ estate }) => estate, width: 28 },
      count('户数', 'households'),
      fen('应收（元）', 'billedFen'),
      fen('已收（元）', 'collectedFen'),
      fen('未收（元）', 'remainingFen'),
      { heading: '收费率', of: ({ rateBasisPoints }) => percent(rateBasisPoints), kind: 'percent' },
    ],
  }
}

export function ageingTable({ rows, totals }: AgeingAnswer): ReportTable<AgeingAnswer['rows'][number]> {
  return {
    name: REPORT_NAMES.ageing,
    rows: [...rows, { season: '合计', ...totals }],
    columns: [
      { heading: '采暖季', of: ({ season }) => season },
      count('欠费户数', 'households'),
      fen('欠费（元）', 'owedFen'),
      ...AGE_BUCKETS.map((bucket) => ({
        heading: `${AGE_BUCKET_NAMES[bucket]}（元）`,
        of: ({ byAge }: AgeingAnswer['totals']) => byAge[bucket],
        kind: 'fen' as const,
      })),
    ],
  }
}

type TaxLine = Omit<TaxAnswer['rows'][number], 'use' | 'treatment'> & { treatmentName: string }

export function taxTable({ rows, byTreatment, totals }: TaxAnswer): ReportTable<TaxLine> {
  const blank = { season: '', useName: '', treatmentName: '', rate: null, notice: null }
  return {
    name: REPORT_NAMES.tax,
    rows: [
      ...rows.map((row) => ({ ...row, treatmentName: TAX_TREATMENT_NAMES[row.treatment] })),
      ...byTreatment.map((row) => ({
        ...blank,
        ...row,
        season: '小计',
        treatmentName: TAX_TREATMENT_NAMES[row.treatment],
      })),
      { ...blank, ...totals, season: '合计' },
    ],
    columns: [
      { heading: '采暖季', of: ({ season }) => season },
      { heading: '用热性质', of: ({ useName }) => useName, width: 24 },
      { heading: '计税', of: ({ treatmentName }) => treatmentName },
      { heading: '税率', of: ({ rate }) => rate, kind: 'percent' },
      fen('应收（元）', 'billedFen'),
      fen('已收热费（元）', 'collectedFen'),
      fen('违约金（元）', 'lateFeeFen'),
      fen('不含税（元）', 'netFen'),
      fen('税额（元）', 'taxFen'),
      fen('已开票（元）', 'invoicedFen'),
      { heading: '依据', of: ({ notice }) => notice, width: 60 },
    ],
  }
}
