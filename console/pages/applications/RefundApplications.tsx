import { Button, Drawer, Select } from 'antd'
import { useState } from 'react'
import type { DeskRefund } from '../../../contract/consoleSettlements'
import { REFUND_STATE_NAMES } from '../../../contract/settlementWords'
import { excelAddress, get, query } from '../../api'
import { CompanyChoice } from '../../components/CompanyChoice'
import { type Column, DataTable } from '../../components/DataTable'
import { Amount, LoadedView, State } from '../../components/LoadedView'
import { useFilters, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { REFUND_TONES, RefundDetail } from './RefundDetail'
import { TakeInDialog } from './TakeInDialog'

const words = text.applications.refund
const none = text.common.none
const SIZE = 20

const COLUMNS: Column<DeskRefund>[] = [
  {
    key: 'appliedOn',
    title: words.appliedOn,
    render: ({ appliedOn }) => appliedOn,
    sortBy: ({ appliedOn }) => appliedOn,
  },
  {
    key: 'userCode',
    title: text.households.userCode,
    render: ({ userCode }) => <span className='number'>{userCode}</span>,
    sortBy: ({ userCode }) => userCode,
  },
  { key: 'season', title: text.common.season, render: ({ season }) => season },
  {
    key: 'amount',
    title: `${text.common.amount}（元）`,
    align: 'right',
    render: ({ amountFen }) => <Amount fen={amountFen} />,
    sortBy: ({ amountFen }) => amountFen,
  },
  { key: 'bankCard', title: text.refunds.bankCard, render: ({ bankCard }) => bankCard },
  {
    key: 'from',
    title: words.from,
    render: ({ online, takenBy }) =>
      online ? words.online : words.inHall(takenBy === null ? none : text.personName(takenBy)),
  },
  {
    key: 'state',
    title: text.common.status,
    render: ({ state }) => <State word={words.states[state]} tone={REFUND_TONES[state]} />,
    sortBy: ({ state }) => state,
  },
  { key: 'redLetter', title: words.redLetter, render: ({ redLetter }) => words.redLetters[redLetter] },
  { key: 'reason', title: words.reason, render: ({ reason }) => reason ?? none },
]

/** Refunds after a season that go to bank cards; a row opens what the bank said of the card and what may be done. */
export function RefundApplications({ company }: { company: string }) {
  const { may } = useStaff()
  const [{ page, status, open }, change] = useFilters({ page: '1', status: '', open: '' })
  const [taking, setTaking] = useState(false)
  const parameters = { company, status }
  const path = `/settlements/refunds${query({ ...parameters, page, size: SIZE })}`
  const list = useLoaded(path, () => get<{ rows: DeskRefund[]; total: number }>(path))
  return (
    <>
      <p className='page-help'>{text.applications.refundsHelp}</p>
      <LoadedView of={list}>
        {({ rows, total }) => (
          <DataTable
            id='refund-applications'
            label={text.applications.tabs.refunds}
            columns={COLUMNS}
            rows={rows}
            rowKey={({ id }) => id}
            loading={list.loading}
            empty={status === '' ? text.applications.noRefunds : undefined}
            excel={may('export') ? excelAddress('/settlements/refunds', parameters) : undefined}
            onOpen={({ id }) => change({ open: id })}
            paging={{ page: Number(page), size: SIZE, total, onPage: (next) => change({ page: String(next) }) }}
            toolbar={
              <>
                <CompanyChoice value={company} onChange={(id) => change({ company: id })} />
                <Select
                  aria-label={text.common.status}
                  style={{ width: 160 }}
                  value={status}
                  onChange={(next) => change({ status: next })}
                  options={[
                    { value: '', label: words.allStates },
                    ...Object.entries(REFUND_STATE_NAMES).map(([value, label]) => ({ value, label })),
                  ]}
                />
                {may('applications') && <Button onClick={() => setTaking(true)}>{words.takeIn}</Button>}
              </>
            }
          />
        )}
      </LoadedView>
      {taking && <TakeInDialog company={company} onClose={() => setTaking(false)} onDone={list.reload} />}
      <Drawer title={words.detail} width={640} open={open !== ''} onClose={() => change({ open: '' })} destroyOnHidden>
        {open !== '' && <RefundDetail company={company} id={open} onDone={list.reload} />}
      </Drawer>
    </>
  )
}
