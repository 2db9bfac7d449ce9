import { Button } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router-dom'
import type { DifferenceRow, DifferencesAnswer } from '../../../contract/consoleDifferences'
import { formatYuan } from '../../../contract/money'
import { DIFFERENCE_ORDERS } from '../../../contract/orderWords'
import { excelAddress, get, query } from '../../api'
import { useCompany } from '../../components/CompanyChoice'
import { DataTable } from '../../components/DataTable'
import { EmptyState, LoadedView } from '../../components/LoadedView'
import { serverSorting, useFilters, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { ChosenActs } from './ChosenActs'
import { DIFFERENCE_COLUMNS } from './columns'
import { Filters } from './Filters'
import { SheetDialog } from './SheetDialog'

const SIZE = 50
const words = text.differences

/** Every difference of a company as a work item: narrowed, summed, chosen, taken to Excel and brought back. */
export function DifferencesPage() {
  const { may } = useStaff()
  const company = useCompany()
  const navigate = useNavigate()
  const [address] = useSearchParams()
  const [filters, change] = useFilters({
    from: '',
    to: '',
    channel: '',
    kind: '',
    status: 'open',
    owner: '',
    olderThanDays: '',
    sort: '',
    way: '',
    page: '1',
  })
  const [chosen, setChosen] = useState<string[]>([])
  const [bringing, setBringing] = useState(false)
  const { page, status, ...rest } = filters
  const parameters = { company, ...rest, status: status === 'all' ? '' : status }
  const path = `/differences${query({ ...parameters, page, size: SIZE })}`
  const list = useLoaded(path, () => get<DifferencesAnswer>(path))
  const mayChoose = ({ status: of, suggestion }: DifferenceRow) => of === 'open' && suggestion !== null

  return (
    <>
      <h1 className='page-title'>{words.title}</h1>
      <p className='page-help'>{words.help}</p>
      <LoadedView of={list}>
        {(answer) => (
          <>
            <DataTable
              id='differences'
              label={words.title}
              columns={DIFFERENCE_COLUMNS}
              rows={answer.rows}
              rowKey={({ id }) => id}
              loading={list.loading}
              empty={
                <EmptyState says={words.none} help={words.noneHelp}>
                  <Link to={`/today${query({ company })}`}>{words.toToday}</Link>
                </EmptyState>
              }
              excel={may('export') ? excelAddress('/differences', parameters) : undefined}
              onOpen={({ id }) => navigate(`/differences/${id}?${withCompany(address, company)}`)}
              paging={{
                page: Number(page),
                size: SIZE,
                total: answer.total,
                onPage: (next) => change({ page: String(next) }),
              }}
              choosing={may('propose') ? { chosen, onChoose: setChosen, mayChoose } : undefined}
              sorting={serverSorting(filters, DIFFERENCE_ORDERS, change)}
              toolbar={<Filters company={company} filters={filters} answer={answer} onChange={change} />}
              below={
                <>
                  <span className='number'>
                    {words.totals(answer.totals.open, answer.totals.proposed)}
                    {' · '}
                    {words.totalsOf(
                      answer.totals.count,
                      formatYuan(answer.totals.ourFen),
                      formatYuan(answer.totals.theirFen),
                    )}
                  </span>
                  {may('propose') && (
                    <>
                      <ChosenActs
                        company={company}
                        rows={answer.rows.filter(({ id }) => chosen.includes(id))}
                        onDone={() => {
                          setChosen([])
                          list.reload()
                        }}
                      />
                      <Button onClick={() => setBringing(true)}>{words.excelIn}</Button>
                    </>
                  )}
                </>
              }
            />
            {bringing && <SheetDialog company={company} onClose={() => setBringing(false)} onProposed={list.reload} />}
          </>
        )}
      </LoadedView>
    </>
  )
}

/** The filters go along into the difference, so that the way back is the same list. */
function withCompany(address: URLSearchParams, company: string): string {
  const along = new URLSearchParams(address)
  along.set('company', company)
  return along.toString()
}
