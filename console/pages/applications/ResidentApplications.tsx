import { Drawer, Select } from 'antd'
import type { ApplicationView } from '../../../contract/applications'
import { APPLICATION_KINDS, APPLICATION_STATUSES } from '../../../contract/applicationWords'
import type { DeskApplicationsAnswer } from '../../../contract/consoleSeason'
import { get, query } from '../../api'
import { CompanyChoice } from '../../components/CompanyChoice'
import { type Column, DataTable } from '../../components/DataTable'
import { LoadedView, State } from '../../components/LoadedView'
import { useFilters, useLoaded } from '../../hooks'
import { text } from '../../text'
import { ApplicationDetail } from './ApplicationDetail'

const words = text.applications
const { applicationKinds, applicationStatuses } = text.households
const SIZE = 20

/** An application that still waits for somebody stands out; its word says for what. */
const TONES: Partial<Record<ApplicationView['status'], 'good' | 'open' | 'bad'>> = {
  asked: 'open',
  inspected: 'open',
  confirmed: 'open',
  effective: 'good',
  granted: 'good',
  accepted: 'good',
  reduced: 'good',
  refused: 'bad',
}

const COLUMNS: Column<ApplicationView>[] = [
  { key: 'askedOn', title: words.askedOn, render: ({ askedOn }) => askedOn, sortBy: ({ askedOn }) => askedOn },
  {
    key: 'kind',
    title: text.households.kind,
    render: ({ kind }) => applicationKinds[kind],
    sortBy: ({ kind }) => kind,
  },
  {
    key: 'userCode',
    title: text.households.userCode,
    render: ({ household }) => <span className='number'>{household.userCode}</span>,
    sortBy: ({ household }) => household.userCode,
  },
  { key: 'owner', title: text.households.owner, render: ({ household }) => household.owner },
  { key: 'address', title: text.households.address, render: ({ household }) => household.address },
  { key: 'season', title: text.common.season, render: ({ season }) => season },
  {
    key: 'status',
    title: text.common.status,
    render: ({ status }) => <State word={applicationStatuses[status]} tone={TONES[status] ?? 'quiet'} />,
    sortBy: ({ status }) => status,
  },
]

/** What residents of a company applied for in a season; a row opens it. */
export function ResidentApplications({ company }: { company: string }) {
  const [{ kind, status, page, open }, change] = useFilters({ kind: '', status: '', page: '1', open: '' })
  const path = `/applications${query({ company, kind, status, page, size: SIZE })}`
  const list = useLoaded(path, () => get<DeskApplicationsAnswer>(path))
  return (
    <>
      <p className='page-help'>{words.residentsHelp}</p>
      <LoadedView of={list}>
        {({ rows, total }) => (
          <DataTable
            id='resident-applications'
            label={words.tabs.residents}
            columns={COLUMNS}
            rows={rows}
            rowKey={({ id }) => id}
            loading={list.loading}
            empty={kind === '' && status === '' ? words.empty : undefined}
            onOpen={({ id }) => change({ open: id })}
            paging={{ page: Number(page), size: SIZE, total, onPage: (next) => change({ page: String(next) }) }}
            toolbar={
              <>
                <CompanyChoice value={company} onChange={(id) => change({ company: id })} />
                <Select
                  aria-label={text.households.kind}
                  style={{ width: 150 }}
                  value={kind}
                  onChange={(next) => change({ kind: next })}
                  options={[
                    { value: '', label: words.allKinds },
                    ...APPLICATION_KINDS.map((value) => ({ value: value as string, label: applicationKinds[value] })),
                  ]}
                />
                <Select
                  aria-label={text.common.status}
                  style={{ width: 120 }}
                  value={status}
                  onChange={(next) => change({ status: next })}
                  options={[
                    { value: '', label: text.approvals.allStatuses },
                    ...APPLICATION_STATUSES.map((value) => ({
                      value: value as string,
                      label: applicationStatuses[value],
                    })),
                  ]}
                />
              </>
            }
          />
        )}
      </LoadedView>
      <Drawer title={words.detail} width={640} open={open !== ''} onClose={() => change({ open: '' })} destroyOnHidden>
        {open !== '' && <ApplicationDetail company={company} id={open} onDone={list.reload} />}
      </Drawer>
    </>
  )
}
