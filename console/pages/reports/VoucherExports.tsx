import type { VoucherExportsAnswer, VoucherExportView } from '../../../contract/consoleReports'
import { addressOf, get, query } from '../../api'
import { type Column, DataTable } from '../../components/DataTable'
import { Amount, LoadedView, Moment } from '../../components/LoadedView'
import { useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'

const words = text.reports

const COLUMNS: Column<VoucherExportView>[] = [
  {
    key: 'exportedAt',
    title: words.exportedAt,
    render: ({ exportedAt }) => <Moment at={exportedAt} />,
    sortBy: ({ exportedAt }) => exportedAt,
  },
  { key: 'exportedBy', title: words.exportedBy, render: ({ exportedBy }) => exportedBy },
  { key: 'template', title: words.template, render: ({ templateName }) => templateName },
  {
    key: 'days',
    title: words.days,
    render: ({ from, to }) => <span className='number'>{from === to ? from : `${from} 至 ${to}`}</span>,
  },
  {
    key: 'vouchers',
    title: words.voucherOf,
    align: 'right',
    render: ({ vouchers }) => <span className='number'>{vouchers}</span>,
  },
  {
    key: 'total',
    title: `${text.common.amount}（元）`,
    align: 'right',
    render: ({ totalFen }) => <Amount fen={totalFen} />,
  },
]

/** Earlier exports, each file to be had again as it was. */
export function VoucherExports({ company }: { company: string }) {
  const { may } = useStaff()
  const loaded = useLoaded(company, () => get<VoucherExportsAnswer>(`/vouchers${query({ company })}`))
  const columns: Column<VoucherExportView>[] = [
    ...COLUMNS,
    {
      key: 'file',
      title: words.fileName,
      render: ({ id, fileName }) =>
        may('export') ? <a href={addressOf(`/vouchers/${id}/file`)}>{fileName}</a> : fileName,
    },
  ]
  return (
    <section aria-label={words.earlier} style={{ marginTop: 16 }}>
      <h2 className='page-title'>{words.earlier}</h2>
      <LoadedView of={loaded}>
        {({ exports }) => (
          <DataTable
            id='voucher-exports'
            label={words.earlier}
            columns={columns}
            rows={exports}
            rowKey={({ id }) => id}
            empty={words.noExports}
          />
        )}
      </LoadedView>
    </section>
  )
}
