import { Input, Select } from 'antd'
import type { AuditAnswer, AuditEntryView } from '../../../contract/console'
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

/** Who did what and when, as the chain keeps it. */
export function AuditLog() {
  const { may } = useStaff()
  const nameOf = useCompanyName()
  const [filters, change] = useFilters({ company: '', deed: '', actor: '', from: '', to: '', page: '1' })
  const { page, ...parameters } = filters
  const path = `/audit${query({ ...parameters, page, size: SIZE })}`
  const list = useLoaded(path, () => get<AuditAnswer>(path))

  const columns: Column<AuditEntryView>[] = [
    { key: 'at', title: text.common.time, render: ({ at }) => <Moment at={at} />, sortBy: ({ at }) => at },
    { key: 'actor', title: words.actor, render: ({ actor }) => text.personName(actor), sortBy: ({ actor }) => actor },
    { key: 'deed', title: words.deed, render: ({ deedName }) => deedName, sortBy: ({ deed }) => deed },
    { key: 'company', title: text.common.company, render: (row) => nameOf(row.company), sortBy: (row) => row.company },
    { key: 'sequence', title: words.sequence, align: 'right', render: ({ sequence }) => sequence },
    {
      key: 'subject',
      title: words.subject,
      render: ({ subject }) => (
        <div style={{ maxWidth: 260, wordBreak: 'break-all' }}>{text.auditSubject(subject)}</div>
      ),
    },
    {
      key: 'detail',
      title: words.detail,
      render: ({ detail }) => (
        <div style={{ maxWidth: 360, whiteSpace: 'normal', wordBreak: 'break-all' }}>
          {Object.entries(detail)
            .map(([name, value]) => text.auditDetail(name, value))
            .join(' · ')}
        </div>
      ),
    },
  ]

  return (
    <LoadedView of={list}>
      {({ rows, total, deeds }) => (
        <DataTable
          id='audit'
          label={words.audit}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          loading={list.loading}
          excel={may('export') ? excelAddress('/audit', parameters) : undefined}
          paging={{ page: Number(page), size: SIZE, total, onPage: (next) => change({ page: String(next) }) }}
          toolbar={
            <>
              <CompanyChoice all value={filters.company} onChange={(id) => change({ company: id })} />
              <Select
                aria-label={words.deed}
                style={{ width: 160 }}
                value={filters.deed}
                onChange={(next) => change({ deed: next })}
                options={[
                  { value: '', label: words.allActions },
                  ...deeds.map(({ deed, name }) => ({ value: deed, label: name })),
                ]}
              />
              <Input.Search
                key={filters.actor}
                aria-label={words.actor}
                placeholder={words.actor}
                defaultValue={filters.actor}
                allowClear
                style={{ width: 160 }}
                onSearch={(next) => change({ actor: next.trim() })}
              />
              <DaysChoice from={filters.from} to={filters.to} onChange={change} />
            </>
          }
        />
      )}
    </LoadedView>
  )
}
