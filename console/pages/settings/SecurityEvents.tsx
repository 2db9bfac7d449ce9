import { Select, Tag } from 'antd'
import type { SecurityEventsAnswer, SecurityEventView } from '../../../contract/console'
import { excelAddress, get, query } from '../../api'
import { CompanyChoice, useCompanyName } from '../../components/CompanyChoice'
import { type Column, DataTable } from '../../components/DataTable'
import { DaysChoice } from '../../components/DaysChoice'
import { LoadedView, Moment } from '../../components/LoadedView'
import { useFilters, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'

const SIZE = 50
const words = text.settings

/** What may be an attack: failed logins, refused permissions, wrong proofs, exports; alarms stand out. */
export function SecurityEvents() {
  const { may } = useStaff()
  const nameOf = useCompanyName()
  const [filters, change] = useFilters({ company: '', kind: '', alarms: '', from: '', to: '', page: '1' })
  const { page, ...parameters } = filters
  const path = `/security-events${query({ ...parameters, page, size: SIZE })}`
  const list = useLoaded(path, () => get<SecurityEventsAnswer>(path))

  const columns: Column<SecurityEventView>[] = [
    {
      key: 'lastAt',
      title: words.lastAt,
      render: ({ lastAt }) => <Moment at={lastAt} />,
      sortBy: ({ lastAt }) => lastAt,
    },
    {
      key: 'kind',
      title: words.kind,
      render: ({ kindName, alarm }) => (
        <>
          {kindName} {alarm && <Tag color='red'>{words.alarm}</Tag>}
        </>
      ),
      sortBy: ({ kind }) => kind,
    },
    { key: 'times', title: words.times, align: 'right', render: ({ times }) => times, sortBy: ({ times }) => times },
    {
      key: 'subject',
      title: words.from,
      render: ({ subject, alarm }) => (
        <div style={{ maxWidth: 260, wordBreak: 'break-all' }}>{alarm ? words.ofAll : subject}</div>
      ),
    },
    { key: 'company', title: text.common.company, render: (row) => nameOf(row.company), sortBy: (row) => row.company },
    { key: 'firstAt', title: words.firstAt, render: ({ firstAt }) => <Moment at={firstAt} /> },
  ]

  return (
    <LoadedView of={list}>
      {({ rows, total, kinds }) => (
        <DataTable
          id='security-events'
          label={words.security}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          loading={list.loading}
          excel={may('export') ? excelAddress('/security-events', parameters) : undefined}
          paging={{ page: Number(page), size: SIZE, total, onPage: (next) => change({ page: String(next) }) }}
          toolbar={
            <>
              <CompanyChoice all value={filters.company} onChange={(id) => change({ company: id })} />
              <Select
                aria-label={words.kind}
                style={{ width: 200 }}
                value={filters.kind}
                onChange={(next) => change({ kind: next })}
                options={[
                  { value: '', label: words.allKinds },
                  ...kinds.map(({ kind, name }) => ({ value: kind, label: name })),
                ]}
              />
              <Select
                aria-label={words.alarm}
                style={{ width: 120 }}
                value={filters.alarms}
                onChange={(next) => change({ alarms: next })}
                options={[
                  { value: '', label: words.allEvents },
                  { value: 'true', label: words.alarmsOnly },
                ]}
              />
              <DaysChoice from={filters.from} to={filters.to} onChange={change} />
            </>
          }
        />
      )}
    </LoadedView>
  )
}
