import { Alert, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import type { DeskInvoice, DeskInvoicesAnswer } from '../../../contract/consoleInvoices'
import { INVOICE_KIND_NAMES, INVOICE_KINDS, INVOICE_STATE_NAMES, INVOICE_STATES } from '../../../contract/invoiceWords'
import { excelAddress, get, query } from '../../api'
import { CompanyChoice, useCompany } from '../../components/CompanyChoice'
import { DataTable } from '../../components/DataTable'
import { DaysChoice } from '../../components/DaysChoice'
import { EmptyState, LoadedView } from '../../components/LoadedView'
import { useFilters, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { invoiceColumns } from './columns'
import { RefundCheck } from './RefundCheck'
import { RetryDialog } from './RetryDialog'

const SIZE = 50
const words = text.invoices

/** Invoices, and what was given back against red ones. */
export function InvoicesPage() {
  const [{ tab }, change] = useFilters({ tab: 'list' })
  return (
    <>
      <h1 className='page-title'>{words.title}</h1>
      <Segmented
        aria-label={words.title}
        value={tab}
        onChange={(chosen) => change({ tab: chosen })}
        options={[
          { value: 'list', label: words.tabs.list },
          { value: 'check', label: words.tabs.check },
        ]}
        style={{ marginBottom: 12 }}
      />
      {tab === 'check' ? <RefundCheck /> : <InvoiceList />}
    </>
  )
}

/** Invoices and what became of them; one that failed can be tried again, one that was taken back names its red one. */
function InvoiceList() {
  const { may } = useStaff()
  const company = useCompany()
  const [filters, change] = useFilters({ kind: '', state: '', q: '', from: '', to: '', page: '1' })
  const [retrying, setRetrying] = useState<DeskInvoice>()
  const { page, ...rest } = filters
  const parameters = { company, ...rest }
  const path = `/invoices${query({ ...parameters, page, size: SIZE })}`
  const list = useLoaded(path, () => get<DeskInvoicesAnswer>(path))
  const columns = invoiceColumns(may('propose') ? setRetrying : undefined, may('export'))

  return (
    <>
      <p className='page-help'>{words.help}</p>
      <LoadedView of={list}>
        {({ rows, total, counts, off }) => (
          <>
            {off && <Alert type='warning' showIcon message={off} style={{ marginBottom: 12 }} />}
            <DataTable
              id='invoices'
              label={words.title}
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
              loading={list.loading}
              empty={<EmptyState says={words.none} help={words.noneHelp} />}
              excel={may('export') ? excelAddress('/invoices', parameters) : undefined}
              paging={{ page: Number(page), size: SIZE, total, onPage: (next) => change({ page: String(next) }) }}
              toolbar={
                <>
                  <CompanyChoice value={company} onChange={(id) => change({ company: id })} />
                  <Segmented
                    aria-label={words.counts}
                    value={filters.state}
                    onChange={(state) => change({ state })}
                    options={[
                      { value: '', label: words.allStates },
                      ...INVOICE_STATES.map((value) => ({
                        value,
                        label: `${INVOICE_STATE_NAMES[value]} ${counts[value]}`,
                      })),
                    ]}
                  />
                  <Select
                    aria-label={words.kind}
                    style={{ width: 120 }}
                    value={filters.kind}
                    onChange={(kind) => change({ kind })}
                    options={[
                      { value: '', label: words.allKinds },
                      ...INVOICE_KINDS.map((value) => ({ value, label: INVOICE_KIND_NAMES[value] })),
                    ]}
                  />
                  <Input.Search
                    key={filters.q}
                    aria-label={words.searchLabel}
                    placeholder={words.searchLabel}
                    defaultValue={filters.q}
                    allowClear
                    style={{ width: 260 }}
                    onSearch={(q) => change({ q: q.trim() })}
                  />
                  <DaysChoice from={filters.from} to={filters.to} onChange={change} />
                </>
              }
            />
          </>
        )}
      </LoadedView>
      {retrying && <RetryDialog invoice={retrying} onClose={() => setRetrying(undefined)} onRetried={list.reload} />}
    </>
  )
}
