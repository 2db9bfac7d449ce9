import type { CollectionAnswer, CollectionRow } from '../../../contract/consoleReports'
import { formatYuan } from '../../../contract/money'
import { excelAddress, get, query } from '../../api'
import { BarsFigure } from '../../components/charts/BarsFigure'
import { PLAIN_COLOUR } from '../../components/charts/series'
import { type Column, DataTable } from '../../components/DataTable'
import { Amount, LoadedView } from '../../components/LoadedView'
import { plainYuan, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { Figures } from './Figures'

const words = text.reports
/** More estates than these would be too thin to read as bars; the table has all of them. */
const MAX_BARS = 20
const ROW_HEIGHT = 26

const rateText = (basisPoints: number | null) =>
  basisPoints === null ? words.noRate : `${(basisPoints / 100).toFixed(2)} %`

const COLUMNS: Column<CollectionRow>[] = [
  { key: 'estate', title: words.estate, render: ({ estate }) => estate, sortBy: ({ estate }) => estate },
  {
    key: 'households',
    title: words.households,
    align: 'right',
    render: ({ households }) => <span className='number'>{households}</span>,
    sortBy: ({ households }) => households,
  },
  {
    key: 'billed',
    title: words.billed,
    align: 'right',
    render: ({ billedFen }) => <Amount fen={billedFen} />,
    sortBy: ({ billedFen }) => billedFen,
  },
  {
    key: 'collected',
    title: words.collected,
    align: 'right',
    render: ({ collectedFen }) => <Amount fen={collectedFen} />,
    sortBy: ({ collectedFen }) => collectedFen,
  },
  {
    key: 'remaining',
    title: words.remaining,
    align: 'right',
    render: ({ remainingFen }) => <Amount fen={remainingFen} />,
    sortBy: ({ remainingFen }) => remainingFen,
  },
  {
    key: 'rate',
    title: words.rate,
    align: 'right',
    render: ({ rateBasisPoints }) => <span className='number'>{rateText(rateBasisPoints)}</span>,
    sortBy: ({ rateBasisPoints }) => rateBasisPoints ?? -1,
  },
]

/** 收费率: how much of a season's fees has come in, by estate, the lowest first. */
export function Collection({ company, season }: { company: string; season: string }) {
  const { may } = useStaff()
  const parameters = { company, season }
  const path = `/reports/collection${query(parameters)}`
  const loaded = useLoaded(path, () => get<CollectionAnswer>(path))
  return (
    <LoadedView of={loaded}>
      {({ rows, totals }) => {
        const shown = rows.filter(({ rateBasisPoints }) => rateBasisPoints !== null).slice(0, MAX_BARS)
        return (
          <>
            <Figures
              of={[
                { label: words.households, value: String(totals.households) },
                { label: words.billed, value: plainYuan(totals.billedFen) },
                { label: words.collected, value: plainYuan(totals.collectedFen) },
                { label: words.remaining, value: plainYuan(totals.remainingFen) },
                { label: words.rate, value: rateText(totals.rateBasisPoints) },
              ]}
            />
            {shown.length > 0 && (
              <BarsFigure
                title={words.rateChart}
                summary={
                  shown.length < rows.length
                    ? words.lowestFirst(shown.length)
                    : words.rateSummary(
                        rateText(totals.rateBasisPoints),
                        formatYuan(totals.collectedFen),
                        formatYuan(totals.billedFen),
                      )
                }
                series={[{ key: 'rate', name: words.rate, colour: PLAIN_COLOUR }]}
                points={shown.map(({ estate, rateBasisPoints }) => ({
                  label: estate,
                  values: [(rateBasisPoints ?? 0) / 100],
                }))}
                say={(rate) => `${rate.toFixed(2)} %`}
                sayShort={(rate) => `${rate} %`}
                lying
                most={100}
                height={48 + shown.length * ROW_HEIGHT}
              />
            )}
            <DataTable
              id='report-collection'
              label={words.rateChart}
              columns={COLUMNS}
              rows={rows}
              rowKey={({ estate }) => estate}
              loading={loaded.loading}
              empty={words.none}
              excel={may('export') ? excelAddress('/reports/collection', parameters) : undefined}
            />
          </>
        )
      }}
    </LoadedView>
  )
}
