import { Segmented, Select } from 'antd'
import type { BankAccount, BankAccountsAnswer } from '../../../contract/consoleBank'
import { formatYuan } from '../../../contract/money'
import { get, query } from '../../api'
import { EmptyState, LoadedView } from '../../components/LoadedView'
import { useFilters, useLoaded } from '../../hooks'
import { text } from '../../text'
import { BalanceSheet } from './BalanceSheet'
import { Lines } from './Lines'
import { OnTheWay } from './OnTheWay'

const words = text.bank

const nameOf = ({ bank, account }: BankAccount): string => `${bank} ${account}`

/** What an account holds by its bank, and how much of its lines nothing explains. */
function AccountFacts({ account }: { account: BankAccount }) {
  const { balanceFen, balanceOn, openCount, openFen } = account
  return (
    <p className='page-help'>
      {balanceFen === null || balanceOn === null ? words.noBalance : words.balance(balanceOn, formatYuan(balanceFen))}
      {' · '}
      {openCount === 0 ? words.allMatched : words.open(openCount, formatYuan(openFen))}
    </p>
  )
}

/** Our accounts at banks: each line beside its match, money on its way by age, and the month's reconciliation of balances. */
export function BankAccounts({ company }: { company: string }) {
  const [{ account, part }, change] = useFilters({ account: '', part: 'lines' })
  const loaded = useLoaded(company, () => get<BankAccountsAnswer>(`/bank/accounts${query({ company })}`))
  return (
    <LoadedView of={loaded}>
      {({ accounts, today }) => {
        const chosen = accounts.find((one) => one.account === account) ?? accounts[0]
        if (!chosen) return <EmptyState says={words.noAccounts} help={words.noAccountsHelp} />
        return (
          <>
            <div className='toolbar no-print'>
              <Select
                aria-label={words.account}
                value={chosen.account}
                onChange={(next) => change({ account: next })}
                options={accounts.map((one) => ({ value: one.account, label: nameOf(one) }))}
                style={{ width: 360, maxWidth: '100%' }}
              />
              <Segmented
                aria-label={words.title}
                value={part}
                onChange={(next) => change({ part: next })}
                options={Object.entries(words.parts).map(([value, label]) => ({ value, label }))}
              />
            </div>
            <div className='no-print'>
              <AccountFacts account={chosen} />
            </div>
            {part === 'transits' ? (
              <OnTheWay company={company} />
            ) : part === 'sheet' ? (
              <BalanceSheet company={company} account={chosen.account} today={today} />
            ) : (
              <Lines company={company} account={chosen.account} />
            )}
          </>
        )
      }}
    </LoadedView>
  )
}
