import type { AgeingAnswer, AgeingRow } from '../../../contract/consoleReports'
import { formatYuan } from '../../../contract/money'
import { AGE_BUCKET_NAMES, AGE_BUCKETS } from '../../../contract/reportWords'
import { excelAddress, get, query } from '../../api'
import { BarsFigure } from '../../components/charts/BarsFigure'
import { plainSeries } from '../../components/charts/series'
import { type Column, DataTable } from '../../components/DataTable'
import { Amount, LoadedView } from '../../components/LoadedView'
import { plainYuan, shortYuan, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'

const words = text.reports

const COLUMNS: Column<AgeingRow>[] = [
  { key: 'season', title: text.common.season, render: ({ season }) => season, sortBy: ({ season }) => season },
  {
    key: 'households',
    title: words.households,
    align: 'right',
    render: ({ households }) => <span className='number'>{households}</span>,
    sortBy: ({ households }) => households,
  },
  ...AGE_BUCKETS.map(
    (bucket): Column<AgeingRow> => ({
      key: bucket,
      title: AGE_BUCKET_NAMES[bucket],
      align: 'right',
      render: ({ byAge }) => <Amount fen={byAge[bucket]} />,
      sortBy: ({ byAge }) => byAge[bucket],
    }),
  ),
  {
    key: 'owed',
    title: words.owed,
    align: 'right',
    render: ({ owedFen }) => <Amount fen={owedFen} />,
    sortBy: ({ owedFen }) => owedFen,
  },
]

/** 欠费账龄: what is owed, by how long it is overdue and by season. */
export function Ageing({ company, season }: { company: string; season: string }) {
  const { may } = useStaff()
  const parameters = { company, season }
  const path = `/reports/ageing${query(parameters)}`
  const loaded = useLoaded(path, () => get<AgeingAnswer>(path))
  return (
    <LoadedView of={loaded}>
      {({ rows, totals }) => (
        <>
          {rows.length > 0 && (
            <BarsFigure
              title={words.ageChart}
              summary={words.ageSummary(formatYuan(totals.owedFen), totals.households)}
              series={plainSeries(rows.map((row) => row.season))}
              points={AGE_BUCKETS.map((bucket) => ({
                label: AGE_BUCKET_NAMES[bucket],
                values: rows.map(({ byAge }) => byAge[bucket]),
              }))}
              say={plainYuan}
              sayShort={shortYuan}
            />
          )}
          <DataTable
            id='report-ageing'
            label={words.ageChart}
            columns={COLUMNS}
            rows={rows}
            rowKey={(row) => row.season}
            loading={loaded.loading}
            empty={words.none}
            excel={may('export') ? excelAddress('/reports/ageing', parameters) : undefined}
          />
        </>
      )}
    </LoadedView>
  )
}
