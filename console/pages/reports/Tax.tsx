import type { TaxAnswer, TaxRow } from '../../../contract/consoleReports'
import { formatYuan, sumFen } from '../../../contract/money'
import { TAX_TREATMENT_NAMES, TAX_TREATMENTS } from '../../../contract/reportWords'
import { excelAddress, get, query } from '../../api'
import { BarsFigure } from '../../components/charts/BarsFigure'
import { plainSeries } from '../../components/charts/series'
import { type Column, DataTable } from '../../components/DataTable'
import { Amount, LoadedView } from '../../components/LoadedView'
import { plainYuan, shortYuan, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { Figures } from './Figures'

const words = text.reports
type Money = 'billedFen' | 'collectedFen' | 'lateFeeFen' | 'netFen' | 'taxFen' | 'invoicedFen'
const fen = (key: Money, title: string): Column<TaxRow> => ({
  key,
  title,
  align: 'right',
  render: (row) => <Amount fen={row[key]} />,
  sortBy: (row) => row[key],
})

const COLUMNS: Column<TaxRow>[] = [
  { key: 'season', title: text.common.season, render: ({ season }) => season, sortBy: ({ season }) => season },
  { key: 'use', title: words.use, render: ({ useName }) => useName, sortBy: ({ useName }) => useName },
  {
    key: 'treatment',
    title: words.treatment,
    render: ({ treatment }) => TAX_TREATMENT_NAMES[treatment],
    sortBy: ({ treatment }) => treatment,
  },
  { key: 'rate', title: words.rateOf, align: 'right', render: ({ rate }) => rate ?? text.common.none },
  fen('billedFen', words.billed),
  fen('collectedFen', words.collected),
  fen('lateFeeFen', words.lateFee),
  fen('netFen', words.netOfTax),
  fen('taxFen', words.tax),
  fen('invoicedFen', words.invoiced),
  {
    key: 'notice',
    title: words.notice,
    render: ({ notice }) => <div className='long'>{notice ?? text.common.none}</div>,
  },
]

/** 免税应税: what was charged, collected and invoiced in a time, by use and season. */
export function Tax({ company, from, to }: { company: string; from: string; to: string }) {
  const { may } = useStaff()
  const parameters = { company, from, to }
  const path = `/reports/tax${query(parameters)}`
  const loaded = useLoaded(path, () => get<TaxAnswer>(path))
  return (
    <LoadedView of={loaded}>
      {({ rows, totals, byTreatment }) => {
        const treatments = TAX_TREATMENTS.filter((treatment) => rows.some((row) => row.treatment === treatment))
        const uses = [...new Set(rows.map(({ useName }) => useName))]
        const collected = (useName: string, treatment: string) =>
          sumFen(
            rows
              .filter((row) => row.useName === useName && row.treatment === treatment)
              .map(({ collectedFen }) => collectedFen),
          )
        return (
          <>
            <Figures
              of={byTreatment.map(({ treatment, collectedFen }) => ({
                label: `${TAX_TREATMENT_NAMES[treatment]} ${words.collected}`,
                value: plainYuan(collectedFen),
              }))}
            />
            {rows.length > 0 && (
              <BarsFigure
                title={words.taxChart}
                summary={words.taxSummary(formatYuan(totals.collectedFen), formatYuan(totals.taxFen))}
                series={plainSeries(treatments.map((treatment) => TAX_TREATMENT_NAMES[treatment]))}
                points={uses.map((useName) => ({
                  label: useName,
                  values: treatments.map((treatment) => collected(useName, treatment)),
                }))}
                say={plainYuan}
                sayShort={shortYuan}
              />
            )}
            <DataTable
              id='report-tax'
              label={words.taxChart}
              columns={COLUMNS}
              rows={rows}
              rowKey={({ season, use }) => `${season} ${use}`}
              loading={loaded.loading}
              empty={words.none}
              excel={may('export') ? excelAddress('/reports/tax', parameters) : undefined}
            />
          </>
        )
      }}
    </LoadedView>
  )
}
