import { Table } from 'antd'
import type { VoucherView } from '../../../contract/consoleReports'
import { Amount } from '../../components/values'
import { text } from '../../text'

const words = text.reports

/** Vouchers as an accountant reads them: one block each, its lines below one another. */
export function VoucherTable({ vouchers }: { vouchers: readonly VoucherView[] }) {
  const lines = vouchers.flatMap(({ date, number, lines: own, entries }) =>
    own.map((line, index) => ({
      ...line,
      key: `${date} ${number} ${index}`,
      voucher: words.voucher(date, number),
      entries,
      span: index === 0 ? own.length : 0,
    })),
  )
  return (
    <Table
      aria-label={words.voucherOf}
      size='small'
      bordered
      rowKey='key'
      dataSource={lines}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: words.noVouchers }}
      pagination={{ pageSize: 60, showSizeChanger: false, hideOnSinglePage: true }}
      columns={[
        {
          title: words.voucherOf,
          onCell: ({ span }) => ({ rowSpan: span }),
          render: (_, { voucher }) => <span className='number'>{voucher}</span>,
        },
        { title: words.summary, dataIndex: 'summary' },
        { title: words.accountCode, dataIndex: 'accountCode' },
        { title: words.account, dataIndex: 'accountName' },
        {
          title: words.debit,
          align: 'right',
          render: (_, { debitFen }) => (debitFen === 0 ? '' : <Amount fen={debitFen} />),
        },
        {
          title: words.credit,
          align: 'right',
          render: (_, { creditFen }) => (creditFen === 0 ? '' : <Amount fen={creditFen} />),
        },
        {
          title: words.entries,
          align: 'right',
          onCell: ({ span }) => ({ rowSpan: span }),
          render: (_, { entries }) => <span className='number'>{entries}</span>,
        },
      ]}
    />
  )
}
