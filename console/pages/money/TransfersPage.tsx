import { Select } from 'antd'
import { Link } from 'react-router-dom'
import type { AccountsAnswer, TransfersAnswer } from '../../../contract/consoleBooks'
import { TRANSFER_ORDERS } from '../../../contract/orderWords'
import { excelAddress, get, query } from '../../api'
import { CompanyChoice, useCompany } from '../../components/CompanyChoice'
import { DaysChoice } from '../../components/DaysChoice'
import { EvidenceDrawer } from '../../components/EvidenceDrawer'
import { LoadedView } from '../../components/LoadedView'
import { TransferTable } from '../../components/TransferTable'
import { serverSorting, useFilters, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'

const SIZE = 50
const words = text.money

/** Entries of the ledger, narrowed by account, event and days; each opens what proves it. */
export function TransfersPage() {
  const { may } = useStaff()
  const company = useCompany()
  const [filters, change] = useFilters({
    company: '',
    account: '',
    event: '',
    from: '',
    to: '',
    page: '1',
    evidence: '',
    sort: '',
    way: '',
  })
  const { account, event, from, to, page, evidence, sort, way } = filters
  const parameters = { company, account, event, from, to, sort, way }
  const path = `/transfers${query({ ...parameters, page, size: SIZE })}`
  const loaded = useLoaded(path, () => get<TransfersAnswer>(path))
  const accounts = useLoaded(company, () => get<AccountsAnswer>(`/accounts${query({ company })}`))
  const names = accounts.data?.accounts ?? []

  return (
    <>
      <p style={{ margin: 0 }}>
        <Link to={`/money${query({ company })}`}>{words.accounts}</Link>
      </p>
      <h1 className='page-title'>{words.transfers}</h1>
      <LoadedView of={loaded}>
        {({ rows, total, events }) => (
          <TransferTable
            id='transfers'
            transfers={rows}
            loading={loaded.loading}
            excel={may('export') ? excelAddress('/transfers', parameters) : undefined}
            onOpen={({ evidenceKind, evidenceId }) => change({ evidence: `${evidenceKind}:${evidenceId}` })}
            paging={{ page: Number(page), size: SIZE, total, onPage: (next) => change({ page: String(next) }) }}
            sorting={serverSorting({ sort, way }, TRANSFER_ORDERS, change)}
            toolbar={
              <>
                <CompanyChoice value={company} onChange={(id) => change({ company: id, account: '' })} />
                <Select
                  aria-label={words.account}
                  style={{ width: 200 }}
                  value={account}
                  onChange={(next) => change({ account: next })}
                  options={[
                    { value: '', label: words.account },
                    ...names.map(({ account: value, name }) => ({ value, label: name })),
                  ]}
                />
                <Select
                  aria-label={words.event}
                  style={{ width: 140 }}
                  value={event}
                  onChange={(next) => change({ event: next })}
                  options={[
                    { value: '', label: words.allEvents },
                    ...events.map(({ event: value, name }) => ({ value, label: name })),
                  ]}
                />
                <DaysChoice from={from} to={to} onChange={change} />
              </>
            }
          />
        )}
      </LoadedView>
      <EvidenceDrawer company={company} evidence={evidence} onClose={() => change({ evidence: '' })} />
    </>
  )
}
