import type { DailyAnswer, DailyRow } from '../../../contract/consoleReports'
import { formatYuan } from '../../../contract/money'
import { excelAddress, get, query } from '../../api'
import { BarsFigure } from '../../components/charts/BarsFigure'
import { channelSeries, inOrder } from '../../components/charts/series'
import { type Column, DataTable, dayColumns } from '../../components/DataTable'
import { Amount, LoadedView } from '../../components/LoadedView'
import { plainYuan, shortYuan, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { Figures } from './Figures'

const words = text.reports
const fen = (key: keyof DailyRow, title: string): Column<DailyRow> => ({
  key,
  title,
  align: 'right',
  render: (row) => <Amount fen={Number(row[key])} />,
  sortBy: (row) => Number(row[key]),
})
const count = (key: keyof DailyRow, title: string): Column<DailyRow> => ({
  key,
  title,
  align: 'right',
  render: (row) => <span className='number'>{row[key]}</span>,
  sortBy: (row) => Number(row[key]),
})

const COLUMNS: Column<DailyRow>[] = [
  ...dayColumns(words),
  count('payments', words.payments),
  fen('paidFen', words.paid),
  count('refunds', words.refunds),
  fen('refundedFen', words.refunded),
  fen('feesFen', words.fees),
  fen('adjustedFen', words.adjusted),
  fen('netFen', words.net),
  fen('settledFen', words.settled),
  fen('suspendedFen', words.suspended),
]

/** 收款日报: what each channel took, gave back, kept and passed on, with the bridge between the first day and the last. */
export function Daily({ company, from, to }: { company: string; from: string; to: string }) {
  const { may } = useStaff()
  const parameters = { company, from, to }
  const path = `/reports/daily${query(parameters)}`
  const loaded = useLoaded(path, () => get<DailyAnswer>(path))
  return (
    <LoadedView of={loaded}>
      {({ rows, totals, openingFen, closingFen, suspenseFen }) => {
        const channels = inOrder([...new Set(rows.map(({ channel }) => channel))])
        const nameOf = (channel: string) => rows.find((row) => row.channel === channel)?.channelName ?? channel
        const dates = [...new Set(rows.map(({ date }) => date))].sort()
        const netOf = (date: string, channel: string) =>
          rows.find((row) => row.date === date && row.channel === channel)?.netFen ?? 0
        return (
          <>
            <Figures
              of={[
                { label: words.paid, value: plainYuan(totals.paidFen) },
                { label: words.refunded, value: plainYuan(totals.refundedFen) },
                { label: words.fees, value: plainYuan(totals.feesFen) },
                { label: words.settled, value: plainYuan(totals.settledFen) },
                { label: words.suspense, value: plainYuan(suspenseFen) },
              ]}
            />
            <BarsFigure
              title={words.dailyChart}
              summary={words.dailySummary(formatYuan(totals.netFen))}
              series={channelSeries(channels, nameOf)}
              points={dates.map((date) => ({
                label: date.slice(5),
                values: channels.map((channel) => netOf(date, channel)),
              }))}
              say={plainYuan}
              sayShort={shortYuan}
            />
            <p className='page-help number'>
              {words.bridge(
                formatYuan(openingFen),
                formatYuan(totals.netFen),
                formatYuan(totals.settledFen),
                formatYuan(closingFen),
              )}
            </p>
            <DataTable
              id='report-daily'
              label={words.dailyChart}
              columns={COLUMNS}
              rows={rows}
              rowKey={({ date, channel }) => `${date} ${channel}`}
              loading={loaded.loading}
              empty={words.none}
              excel={may('export') ? excelAddress('/reports/daily', parameters) : undefined}
            />
          </>
        )
      }}
    </LoadedView>
  )
}
