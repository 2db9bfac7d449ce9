import dayjs from 'dayjs'
import { useState } from 'react'
import type { InvoiceCheckAnswer, InvoiceCheckRow } from '../../../contract/consoleInvoices'
import { INVOICE_CHECK_RESULT_NAMES, LOWERING_EVENT_NAMES } from '../../../contract/invoiceWords'
import { excelAddress, get, query } from '../../api'
import { CompanyChoice, useCompany } from '../../components/CompanyChoice'
import { type Column, DataTable } from '../../components/DataTable'
import { DaysChoice } from '../../components/DaysChoice'
import { Amount, EmptyState, LoadedView, State } from '../../components/LoadedView'
import { useFilters, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'

const words = text.invoices
const DAY = 'YYYY-MM-DD'
const TONES = { missing: 'bad', unmatched: 'open', waiting: 'quiet', issued: 'good', none: 'quiet' } as const

const COLUMNS: Column<InvoiceCheckRow>[] = [
  {
    key: 'result',
    title: words.checkResult,
    render: ({ result }) => <State word={INVOICE_CHECK_RESULT_NAMES[result]} tone={TONES[result]} />,
    sortBy: ({ result }) => result,
  },
  {
    key: 'event',
    title: words.checkEvent,
    render: ({ event }) => (event === null ? words.checkRed : LOWERING_EVENT_NAMES[event]),
  },
  { key: 'on', title: words.checkOn, render: ({ on }) => on, sortBy: ({ on }) => on },
  { key: 'amount', title: words.amount, align: 'right', render: ({ amountFen }) => <Amount fen={amountFen} /> },
  { key: 'user', title: text.common.user, render: ({ userCode }) => userCode ?? text.common.none },
  { key: 'number', title: words.number, render: ({ invoiceNo }) => invoiceNo ?? text.common.none },
  {
    key: 'invoiced',
    title: words.checkInvoiced,
    align: 'right',
    render: ({ invoicedFen }) => (invoicedFen === null ? text.common.none : <Amount fen={invoicedFen} />),
  },
  {
    key: 'atMost',
    title: words.checkAtMost,
    align: 'right',
    render: ({ atMostFen }) => (atMostFen === null ? text.common.none : <Amount fen={atMostFen} />),
  },
  { key: 'evidence', title: words.checkEvidence, render: ({ evidenceId }) => evidenceId, hiddenAtFirst: true },
]

/** What lowered what was paid, day by day, against red invoices: refunds without a red one, red ones without a refund. */
export function RefundCheck() {
  const { may } = useStaff()
  const company = useCompany()
  const [today] = useState(() => dayjs().format(DAY))
  const [filters, change] = useFilters({ from: today, to: today })
  const parameters = { company, from: filters.from || today, to: filters.to || today }
  const path = `/invoices/against-refunds${query(parameters)}`
  const list = useLoaded(path, () => get<InvoiceCheckAnswer>(path))
  return (
    <>
      <p className='page-help'>{words.checkHelp}</p>
      <LoadedView of={list}>
        {({ rows }) => (
          <DataTable
            id='invoice-check'
            label={words.tabs.check}
            columns={COLUMNS}
            rows={rows}
            rowKey={({ what, evidenceId, event }) => `${what} ${event} ${evidenceId}`}
            loading={list.loading}
            empty={<EmptyState says={words.checkNone} help={words.checkNoneHelp} />}
            excel={may('export') ? excelAddress('/invoices/against-refunds', parameters) : undefined}
            toolbar={
              <>
                <CompanyChoice value={company} onChange={(id) => change({ company: id })} />
                <DaysChoice from={filters.from} to={filters.to} onChange={change} />
              </>
            }
          />
        )}
      </LoadedView>
    </>
  )
}
