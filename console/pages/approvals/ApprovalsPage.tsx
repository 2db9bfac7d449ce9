import { Drawer, Select } from 'antd'
import { useState } from 'react'
import type { ApprovalsAnswer, ApprovalView } from '../../../contract/console'
import { APPROVAL_STATUSES } from '../../../contract/staffWords'
import { excelAddress, get, query } from '../../api'
import { CompanyChoice, useCompanyName } from '../../components/CompanyChoice'
import { type Column, DataTable } from '../../components/DataTable'
import { Amount, LoadedView, Moment, State } from '../../components/LoadedView'
import { useFilters, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { ApprovalDetail, STATUS_TONES } from './ApprovalDetail'
import { ApproveMany } from './ApproveMany'

/** As many as one code approves at most. */
const SIZE = 200

/** The queue of proposals: what waits for a second person, and what became of the others. */
export function ApprovalsPage() {
  const { may } = useStaff()
  const nameOf = useCompanyName()
  const [filters, change] = useFilters({ company: '', status: 'proposed', deed: '', page: '1', open: '' })
  const { company, deed, page, open } = filters
  const [chosen, setChosen] = useState<string[]>([])
  const status = filters.status === 'all' ? '' : filters.status
  const parameters = { company, status, deed }
  const path = `/approvals${query({ ...parameters, page, size: SIZE })}`
  const list = useLoaded(path, () => get<ApprovalsAnswer>(path))

  const columns: Column<ApprovalView>[] = [
    { key: 'deed', title: text.approvals.deed, render: ({ deedName }) => deedName, sortBy: ({ deed: of }) => of },
    {
      key: 'summary',
      title: text.approvals.summary,
      render: ({ summary }) => <div style={{ maxWidth: 420, whiteSpace: 'normal' }}>{summary}</div>,
    },
    {
      key: 'amount',
      title: `${text.common.amount}（元）`,
      align: 'right',
      render: ({ amountFen }) => <Amount fen={amountFen} />,
      sortBy: ({ amountFen }) => amountFen ?? 0,
    },
    { key: 'company', title: text.common.company, render: (row) => nameOf(row.company), sortBy: (row) => row.company },
    {
      key: 'maker',
      title: text.approvals.maker,
      render: ({ makerName }) => text.personName(makerName),
      sortBy: ({ makerName }) => makerName,
    },
    {
      key: 'madeAt',
      title: text.approvals.madeAt,
      render: ({ madeAt }) => <Moment at={madeAt} />,
      sortBy: ({ madeAt }) => madeAt,
    },
    {
      key: 'status',
      title: text.common.status,
      render: (row) => <State word={text.approvals.statuses[row.status]} tone={STATUS_TONES[row.status]} />,
      sortBy: (row) => row.status,
    },
    {
      key: 'checker',
      title: text.approvals.checker,
      render: ({ checkerName }) => (checkerName === null ? text.common.none : text.personName(checkerName)),
    },
  ]

  return (
    <>
      <p className='page-help'>{text.approvals.help}</p>
      <LoadedView of={list}>
        {({ rows, total, deeds }) => (
          <DataTable
            id='approvals'
            label={text.approvals.title}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            loading={list.loading}
            empty={status === 'proposed' ? text.approvals.empty : undefined}
            excel={may('export') ? excelAddress('/approvals', parameters) : undefined}
            onOpen={({ id }) => change({ open: id })}
            choosing={
              may('approve')
                ? { chosen, onChoose: setChosen, mayChoose: (row) => row.status === 'proposed' && !row.own }
                : undefined
            }
            paging={{ page: Number(page), size: SIZE, total, onPage: (next) => change({ page: String(next) }) }}
            toolbar={
              <>
                {may('approve') && status === 'proposed' && (
                  <ApproveMany
                    chosen={rows.filter(({ id }) => chosen.includes(id))}
                    onDone={() => {
                      setChosen([])
                      list.reload()
                    }}
                  />
                )}
                <CompanyChoice all value={company} onChange={(id) => change({ company: id })} />
                <Select
                  aria-label={text.common.status}
                  style={{ width: 120 }}
                  value={status}
                  onChange={(next) => change({ status: next === '' ? 'all' : next })}
                  options={[
                    { value: '', label: text.approvals.allStatuses },
                    ...APPROVAL_STATUSES.filter((each) => each !== 'approved').map((value) => ({
                      value,
                      label: text.approvals.statuses[value],
                    })),
                  ]}
                />
                <Select
                  aria-label={text.approvals.deed}
                  style={{ width: 160 }}
                  value={deed}
                  onChange={(next) => change({ deed: next })}
                  options={[
                    { value: '', label: text.approvals.allActions },
                    ...deeds.map(({ deed: value, name }) => ({ value, label: name })),
                  ]}
                />
              </>
            }
          />
        )}
      </LoadedView>
      <Drawer
        title={text.approvals.detail}
        width='min(760px, 94vw)'
        open={open !== ''}
        onClose={() => change({ open: '' })}
        destroyOnHidden
      >
        {open !== '' && <ApprovalDetail id={open} onDecided={list.reload} />}
      </Drawer>
    </>
  )
}
