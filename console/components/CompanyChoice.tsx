import { Select } from 'antd'
import { useSearchParams } from 'react-router-dom'
import { useStaff } from '../session'
import { text } from '../text'

/** The company that the page shows: the one in the address, else the first that this person works for. */
export function useCompany(): string {
  const { companies } = useStaff()
  const [parameters] = useSearchParams()
  const asked = parameters.get('company')
  return companies.find(({ id }) => id === asked)?.id ?? companies[0]?.id ?? ''
}

/** The short name of a company; `*` is the whole installation. */
export function useCompanyName(): (company: string) => string {
  const { companies } = useStaff()
  return (company) =>
    company === '*' ? text.common.group : (companies.find(({ id }) => id === company)?.shortName ?? company)
}

/** Chooses the company; with `all`, none may be chosen too. */
export function CompanyChoice({ value, onChange, all }: { value: string; onChange(id: string): void; all?: boolean }) {
  const { companies } = useStaff()
  const options = companies.map(({ id, shortName }) => ({ value: id, label: shortName }))
  return (
    <Select
      aria-label={text.common.company}
      style={{ width: 160 }}
      value={value}
      onChange={onChange}
      options={all ? [{ value: '', label: text.common.allCompanies }, ...options] : options}
    />
  )
}
