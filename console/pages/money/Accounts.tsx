import { Alert, DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useNavigate } from 'react-router-dom'
import type { AccountRow, AccountsAnswer } from '../../../contract/consoleBooks'
import { get, query } from '../../api'
import { type Column, DataTable } from '../../components/DataTable'
import { Amount, LoadedView } from '../../components/LoadedView'
import { plainYuan, useFilters, useLoaded } from '../../hooks'
import { text } from '../../text'

const words = text.money
const yuan = (title: string) => `${title}（元）`

const COLUMNS: Column<AccountRow>[] = [
  { key: 'code', title: words.code, render: ({ code }) => code, sortBy: ({ code }) => code },
  { key: 'name', title: words.account, render: ({ name }) => name, sortBy: ({ name }) => name },
  { key: 'kind', title: text.households.kind, render: ({ kind }) => words.kinds[kind], sortBy: ({ kind }) => kind },
  {
    key: 'debit',
    title: yuan(words.debit),
    align: 'right',
    render: ({ debitFen }) => <Amount fen={debitFen} />,
    sortBy: ({ debitFen }) => debitFen,
  },
  {
    key: 'credit',
    title: yuan(words.credit),
    align: 'right',
    render: ({ creditFen }) => <Amount fen={creditFen} />,
    sortBy: ({ creditFen }) => creditFen,
  },
  {
    key: 'balance',
    title: yuan(words.balance),
    align: 'right',
    render: ({ balanceFen }) => <Amount fen={balanceFen} />,
    sortBy: ({ balanceFen }) => balanceFen,
  },
]

/** Balances of all accounts until a day; a row opens the account's entries. */
export function Accounts({ company }: { company: string }) {
  const navigate = useNavigate()
  const [{ until }, change] = useFilters({ until: '' })
  const path = `/accounts${query({ company, until })}`
  const loaded = useLoaded(path, () => get<AccountsAnswer>(path))
  return (
    <LoadedView of={loaded}>
      {({ accounts, debitFen, creditFen, until: shownUntil }) => (
        <>
          <DataTable
            id='accounts'
            label={words.accounts}
            columns={COLUMNS}
            rows={accounts}
            rowKey={({ account }) => account}
            loading={loaded.loading}
            empty={words.noEntries}
            onOpen={({ account }) => navigate(`/money/transfers${query({ company, account, to: until })}`)}
            toolbar={
              <>
                {/* biome-ignore lint/a11y/noLabelWithoutControl: the picker is the control, within the label. */}
                <label>
                  {words.until}{' '}
                  <DatePicker
                    aria-label={words.until}
                    value={dayjs(shownUntil)}
                    onChange={(day) => change({ until: day?.format('YYYY-MM-DD') ?? '' })}
                  />
                </label>
              </>
            }
          />
          <Alert
            style={{ marginTop: 12 }}
            showIcon
            type={debitFen === creditFen ? 'success' : 'error'}
            message={`${words.debit} ${plainYuan(debitFen)} · ${words.credit} ${plainYuan(creditFen)} · ${
              debitFen === creditFen ? words.balanced : words.notBalanced
            }`}
          />
        </>
      )}
    </LoadedView>
  )
}
