import { Drawer, Segmented, Select } from 'antd'
import type { WorkAnswer, WorkItemView } from '../../../contract/consoleWork'
import { formatYuan } from '../../../contract/money'
import { WORK_KIND_NAMES, WORK_KINDS, WORK_ORDERS, WORK_SCOPE_NAMES, WORK_SCOPES } from '../../../contract/workWords'
import { get, query } from '../../api'
import { CompanyChoice, useCompany } from '../../components/CompanyChoice'
import { type Column, DataTable } from '../../components/DataTable'
import { Amount, LoadedView } from '../../components/LoadedView'
import { useFilters, useLoaded } from '../../hooks'
import { text } from '../../text'
import { WorkDetail, workOwner } from './WorkDetail'

const SIZE = 20

const words = text.work

const COLUMNS: Column<WorkItemView>[] = [
  { key: 'kind', title: words.kind, render: ({ kindName }) => kindName },
  {
    key: 'says',
    title: words.says,
    render: ({ says, remindOn, comments }) => (
      <div style={{ maxWidth: 460, whiteSpace: 'normal' }}>
        {says}
        {comments > 0 && (
          <span className='minor'>
            {' '}
            · {words.comments} {comments}
          </span>
        )}
        {remindOn && (
          <span className='minor'>
            {' '}
            · {words.reminder} {remindOn}
          </span>
        )}
      </div>
    ),
  },
  {
    key: 'amount',
    title: `${text.common.amount}（元）`,
    align: 'right',
    render: ({ amountFen }) => <Amount fen={amountFen} />,
  },
  {
    key: 'age',
    title: words.age,
    align: 'right',
    render: ({ ageDays }) => <span className='number'>{words.days(ageDays)}</span>,
  },
  { key: 'owner', title: words.owner, render: workOwner },
  {
    key: 'channel',
    title: words.channel,
    render: ({ channel }) => (channel === null ? text.common.none : text.sourceName(channel)),
  },
  {
    key: 'reference',
    title: words.reference,
    hiddenAtFirst: true,
    render: ({ reference }) => <span className='number'>{reference ?? text.common.none}</span>,
  },
]

/** 我的工作: whatever waits for a person, by owner, age and amount; sorted and filtered by the server. */
export function WorkPage() {
  const company = useCompany()
  const [filters, change] = useFilters({ scope: 'mine', kind: '', order: 'age', owner: '', page: '1', open: '' })
  const { scope, kind, order, owner, page, open } = filters
  const path = `/work${query({ company, scope, kind, order, owner, page, size: SIZE })}`
  const list = useLoaded(path, () => get<WorkAnswer>(path))
  return (
    <>
      <h1 className='page-title'>{words.title}</h1>
      <p className='page-help'>
        {words.help}
        {words.help2}
      </p>
      <LoadedView of={list}>
        {({ rows, total, totalFen, counts, owners }) => (
          <DataTable
            id='work'
            label={words.title}
            columns={COLUMNS}
            rows={rows}
            rowKey={(row) => `${row.kind}/${row.subject}`}
            loading={list.loading}
            empty={words.empty}
            onOpen={(row) => change({ open: `${row.kind}/${row.subject}` })}
            paging={{ page: Number(page), size: SIZE, total, onPage: (next) => change({ page: String(next) }) }}
            below={
              <span className='number' role='status'>
                {words.sums(total, formatYuan(totalFen))}
              </span>
            }
            toolbar={
              <>
                <CompanyChoice value={company} onChange={(id) => change({ company: id })} />
                <Segmented
                  aria-label={words.title}
                  value={scope}
                  onChange={(next) => change({ scope: String(next) })}
                  options={WORK_SCOPES.map((value) => ({
                    value,
                    label: words.scope(WORK_SCOPE_NAMES[value], counts[value] ?? 0),
                  }))}
                />
                <Select
                  aria-label={words.kind}
                  style={{ width: 150 }}
                  value={kind}
                  onChange={(next) => change({ kind: next })}
                  options={[
                    { value: '', label: words.allKinds },
                    ...WORK_KINDS.map((value) => ({ value, label: WORK_KIND_NAMES[value] })),
                  ]}
                />
                <Select
                  aria-label={words.owner}
                  style={{ width: 150 }}
                  value={owner}
                  onChange={(next) => change({ owner: next })}
                  options={[
                    { value: '', label: words.allOwners },
                    ...owners.map((value) => ({ value, label: text.personName(value) })),
                  ]}
                />
                <Select
                  aria-label={words.order}
                  style={{ width: 160 }}
                  value={order}
                  onChange={(next) => change({ order: next })}
                  options={WORK_ORDERS.map((value) => ({ value, label: words.orders[value] }))}
                />
              </>
            }
          />
        )}
      </LoadedView>
      <Drawer
        title={words.detail}
        width='min(560px, 94vw)'
        open={open !== ''}
        onClose={() => change({ open: '' })}
        destroyOnHidden
      >
        {open !== '' && <WorkDetail key={open} company={company} of={open} onChanged={list.reload} />}
      </Drawer>
    </>
  )
}
