import { Alert, Select, Space, Table } from 'antd'
import { useState } from 'react'
import type { VoucherPreviewAnswer, VoucherTemplatesAnswer, VoucherView } from '../../../contract/consoleReports'
import { formatYuan } from '../../../contract/money'
import { get, query } from '../../api'
import { Amount, LoadedView } from '../../components/LoadedView'
import { useFilters, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { ExportVouchers } from './ExportVouchers'
import { VoucherExports } from './VoucherExports'

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

const words = text.reports

/** 凭证导出: what the ledger's days become in the finance software; a preview first, the file after a sentence. */
export function Vouchers({ company, from, to }: { company: string; from: string; to: string }) {
  const { may } = useStaff()
  const [filters, change] = useFilters({ template: '' })
  const [exports, setExports] = useState(0)
  const templates = useLoaded('templates', () => get<VoucherTemplatesAnswer>('/vouchers/templates'))
  const template = filters.template || templates.data?.templates[0]?.id || ''
  const asked = { company, from, to, template }
  const path = `/vouchers/preview${query(asked)}`
  const preview = useLoaded(template && `${path} ${exports}`, async () =>
    template ? get<VoucherPreviewAnswer>(path) : undefined,
  )
  return (
    <LoadedView of={templates}>
      {({ templates: all }) => (
        <>
          <p className='page-help'>{words.vouchersHelp}</p>
          <div className='toolbar'>
            <Select
              aria-label={words.template}
              style={{ width: 220 }}
              value={template}
              onChange={(chosen) => change({ template: chosen })}
              options={all.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </div>
          <LoadedView of={preview}>
            {(shown) =>
              shown && (
                <>
                  <Said preview={shown} />
                  <Space style={{ marginBottom: 12 }}>
                    {may('export') && shown.vouchers.length > 0 && (
                      <ExportVouchers
                        asked={asked}
                        templateName={all.find(({ id }) => id === template)?.name ?? template}
                        preview={shown}
                        onExported={() => setExports((before) => before + 1)}
                      />
                    )}
                    <span className='number'>
                      {words.previewSummary(shown.vouchers.length, formatYuan(shown.totalFen))}
                    </span>
                  </Space>
                  <VoucherTable vouchers={shown.vouchers} />
                </>
              )
            }
          </LoadedView>
          <VoucherExports key={exports} company={company} />
        </>
      )}
    </LoadedView>
  )
}

function Said({ preview }: { preview: VoucherPreviewAnswer }) {
  const days = preview.exportedDays.map(({ date }) => date)
  const changed = preview.exportedDays.filter(({ state }) => state === 'changed').map(({ date }) => date)
  if (days.length === 0) return null
  return (
    <Alert
      style={{ marginBottom: 12 }}
      type='warning'
      showIcon
      message={words.exportAgain(days.join('、'))}
      description={changed.length > 0 ? words.changedDays(changed.join('、')) : undefined}
    />
  )
}
