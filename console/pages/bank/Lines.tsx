import { Alert, Input, Segmented } from 'antd'
import { Link } from 'react-router-dom'
import type { BankLine, BankLinesAnswer } from '../../../contract/consoleBank'
import { formatYuan } from '../../../contract/money'
import { excelAddress, get, query } from '../../api'
import { type Column, DataTable } from '../../components/DataTable'
import { DaysChoice } from '../../components/DaysChoice'
import { Amount, LoadedView, State } from '../../components/LoadedView'
import { useFilters, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'

const words = text.bank
const SIZE = 50

const TONES = { open: 'bad', proposed: 'open', closed: 'quiet' } as const

/** What a line was found to be, part by part; or that nothing explains it, with the work about it a click away. */
function Match({ line, company }: { line: BankLine; company: string }) {
  const { match, difference } = line
  const work = difference && (
    <Link to={`/differences/${difference.id}${query({ company })}`}>
      <State word={words.work[difference.status]} tone={TONES[difference.status]} />
    </Link>
  )
  if (!match) {
    return (
      <>
        <State word={words.notMatched} tone='open' /> {work}
      </>
    )
  }
  return (
    <div>
      <div>
        {match.pass}
        {match.parts.length === 0 && match.party !== null && ` · ${match.party}`} {work}
      </div>
      {match.parts.map(({ what, number, fen, householdId }) => (
        <div key={number} className='minor'>
          {householdId === null ? (
            words.part(what, number, formatYuan(fen))
          ) : (
            <Link to={`/households/${householdId}${query({ company })}`}>
              {words.part(what, number, formatYuan(fen))}
            </Link>
          )}
        </div>
      ))}
      {match.feeFen !== 0 && <div className='minor'>{words.fee(formatYuan(match.feeFen))}</div>}
      {match.besides.length > 0 && <div className='minor'>{words.besides(match.besides.length)}</div>}
    </div>
  )
}

const columnsFor = (company: string): Column<BankLine>[] => [
  {
    key: 'bookedOn',
    title: words.bookedOn,
    render: ({ bookedOn }) => <span className='number'>{bookedOn}</span>,
  },
  {
    key: 'received',
    title: words.received,
    align: 'right',
    render: ({ fen }) => (fen > 0 ? <Amount fen={fen} /> : null),
  },
  { key: 'paid', title: words.paid, align: 'right', render: ({ fen }) => (fen < 0 ? <Amount fen={0 - fen} /> : null) },
  {
    key: 'remark',
    title: words.remark,
    render: ({ remark, ourReference, reversal }) => (
      <>
        {reversal && <State word={words.reversal} tone='open' />}
        {remark || text.common.none}
        {ourReference !== null && <div className='minor'>{ourReference}</div>}
      </>
    ),
  },
  { key: 'number', title: words.number, render: ({ bankReference }) => bankReference },
  { key: 'match', title: words.match, render: (line) => <Match line={line} company={company} /> },
]

/** The lines of an account's statements, found by amount and name. */
export function Lines({ company, account }: { company: string; account: string }) {
  const { may } = useStaff()
  const [{ from, to, state, q, page }, change] = useFilters({ from: '', to: '', state: 'all', q: '', page: '1' })
  const asked = { company, account, from, to, state, q }
  const path = `/bank/lines${query({ ...asked, page, size: SIZE })}`
  const loaded = useLoaded(path, () => get<BankLinesAnswer>(path))
  return (
    <>
      <div className='toolbar'>
        <DaysChoice from={from} to={to} onChange={change} />
        <Segmented
          aria-label={words.state}
          value={state}
          onChange={(next) => change({ state: next })}
          options={Object.entries(words.states).map(([value, label]) => ({ value, label }))}
        />
        <Input.Search
          aria-label={words.search}
          placeholder={words.search}
          title={words.searchHelp}
          defaultValue={q}
          allowClear
          onSearch={(next) => change({ q: next.trim() })}
          style={{ width: 280, maxWidth: '100%' }}
        />
      </div>
      <LoadedView of={loaded}>
        {({ rows, total, nearest }) => (
          <>
            {nearest && <Alert type='info' showIcon message={words.nearest} style={{ marginBottom: 12 }} />}
            <DataTable
              id='bank-lines'
              label={words.parts.lines}
              columns={columnsFor(company)}
              rows={rows}
              rowKey={({ id }) => id}
              loading={loaded.loading}
              empty={words.noLines}
              excel={may('export') ? excelAddress('/bank/lines', asked) : undefined}
              paging={{ page: Number(page), size: SIZE, total, onPage: (next) => change({ page: String(next) }) }}
            />
          </>
        )}
      </LoadedView>
    </>
  )
}
