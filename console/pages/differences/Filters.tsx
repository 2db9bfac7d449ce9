import { Select } from 'antd'
import type { DifferencesAnswer } from '../../../contract/consoleDifferences'
import { DIFFERENCE_STATUS_NAMES, DIFFERENCE_STATUSES } from '../../../contract/differenceWords'
import { CompanyChoice } from '../../components/CompanyChoice'
import { DaysChoice } from '../../components/DaysChoice'
import { useStaff } from '../../session'
import { text } from '../../text'
import { DESK, ownerName } from './columns'

const words = text.differences
const AGES = [1, 3, 7, 30]

export type DifferenceFilters = Record<
  'from' | 'to' | 'channel' | 'kind' | 'status' | 'owner' | 'olderThanDays',
  string
>

interface Props {
  company: string
  filters: DifferenceFilters
  answer: DifferencesAnswer | undefined
  onChange(change: Partial<DifferenceFilters & { company: string }>): void
}

/** What narrows the list of differences; all of it stands in the address. */
export function Filters({ company, filters, answer, onChange }: Props) {
  const { staff } = useStaff()
  const owners = [...new Set([staff.loginName, DESK, ...(answer?.owners ?? [])])]
  return (
    <>
      <CompanyChoice value={company} onChange={(id) => onChange({ company: id, channel: '', owner: '' })} />
      <Select
        aria-label={text.common.status}
        style={{ width: 110 }}
        value={filters.status === 'all' ? '' : filters.status}
        onChange={(status) => onChange({ status: status === '' ? 'all' : status })}
        options={[
          { value: '', label: words.allStatuses },
          ...DIFFERENCE_STATUSES.map((value) => ({ value, label: DIFFERENCE_STATUS_NAMES[value] })),
        ]}
      />
      <Select
        aria-label={words.channel}
        style={{ width: 130 }}
        value={filters.channel}
        onChange={(channel) => onChange({ channel })}
        options={[
          { value: '', label: words.allChannels },
          ...(answer?.channels ?? []).map(({ channel: value, name }) => ({ value, label: name })),
        ]}
      />
      <Select
        aria-label={words.kind}
        style={{ width: 150 }}
        popupMatchSelectWidth={false}
        value={filters.kind}
        onChange={(kind) => onChange({ kind })}
        options={[
          { value: '', label: words.allKinds },
          ...(answer?.kinds ?? []).map(({ kind: value, name }) => ({ value, label: name })),
        ]}
      />
      <Select
        aria-label={words.owner}
        style={{ width: 140 }}
        value={filters.owner}
        onChange={(owner) => onChange({ owner })}
        options={[
          { value: '', label: words.allOwners },
          ...owners.map((value) => ({ value, label: ownerName(value) })),
        ]}
      />
      <Select
        aria-label={words.age}
        style={{ width: 110 }}
        value={filters.olderThanDays}
        onChange={(olderThanDays) => onChange({ olderThanDays })}
        options={[
          { value: '', label: words.anyAge },
          ...AGES.map((days) => ({ value: String(days), label: words.olderThan(days) })),
        ]}
      />
      <DaysChoice from={filters.from} to={filters.to} onChange={onChange} />
    </>
  )
}
