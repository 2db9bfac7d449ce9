import { Input, type InputRef } from 'antd'
import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router-dom'
import type { HouseholdRow, HouseholdRowsAnswer } from '../../../contract/consoleBooks'
import { get, query } from '../../api'
import { CompanyChoice, useCompanyName } from '../../components/CompanyChoice'
import { type Column, DataTable } from '../../components/DataTable'
import { LoadedView } from '../../components/LoadedView'
import { useFilters, useLoaded } from '../../hooks'
import { text } from '../../text'

const SIZE = 20

/** Households, looked up by the beginning of their code or by their estate. */
export function HouseholdsPage() {
  const nameOf = useCompanyName()
  const navigate = useNavigate()
  const [{ company, q, page }, change] = useFilters({ company: '', q: '', page: '1' })
  const path = `/households${query({ company, q, page, size: SIZE })}`
  const list = useLoaded(path, () => get<HouseholdRowsAnswer>(path))
  const search = useRef<InputRef>(null)

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, [role=combobox]')
      if (event.key !== '/' || typing) return
      event.preventDefault()
      search.current?.focus()
    }
    document.addEventListener('keydown', focus)
    return () => document.removeEventListener('keydown', focus)
  }, [])

  const columns: Column<HouseholdRow>[] = [
    {
      key: 'userCode',
      title: text.households.userCode,
      render: ({ userCode }) => <span className='number'>{userCode}</span>,
      sortBy: ({ userCode }) => userCode,
    },
    { key: 'owner', title: text.households.owner, render: ({ owner }) => owner },
    {
      key: 'address',
      title: text.households.address,
      render: ({ address }) => address,
      sortBy: ({ address }) => address,
    },
    {
      key: 'use',
      title: text.households.use,
      render: ({ use, useLabel }) => text.households.uses[use] ?? useLabel,
      sortBy: ({ use }) => use,
    },
    {
      key: 'service',
      title: text.households.service,
      render: ({ service }) => text.households.services[service],
      sortBy: ({ service }) => service,
    },
    { key: 'company', title: text.common.company, render: (row) => nameOf(row.company), sortBy: (row) => row.company },
  ]

  return (
    <>
      <h1 className='page-title'>{text.households.title}</h1>
      <p className='page-help'>{text.households.searchHelp}</p>
      <LoadedView of={list}>
        {({ rows, total }) => (
          <DataTable
            id='households'
            label={text.households.title}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            loading={list.loading}
            onOpen={({ id }) => navigate(`/households/${id}${query({ company })}`)}
            paging={{ page: Number(page), size: SIZE, total, onPage: (next) => change({ page: String(next) }) }}
            toolbar={
              <>
                <CompanyChoice all value={company} onChange={(id) => change({ company: id })} />
                <Input.Search
                  ref={search}
                  key={q}
                  aria-label={text.households.searchLabel}
                  placeholder={text.households.searchLabel}
                  defaultValue={q}
                  allowClear
                  enterButton={text.common.search}
                  style={{ width: 300 }}
                  onSearch={(next) => change({ q: next.trim() })}
                />
              </>
            }
          />
        )}
      </LoadedView>
    </>
  )
}
