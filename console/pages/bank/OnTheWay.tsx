import { Link } from 'react-router-dom'
import type { TransitRow, TransitsAnswer } from '../../../contract/consoleBank'
import { excelAddress, get, query } from '../../api'
import { type Column, DataTable } from '../../components/DataTable'
import { Amount, LoadedView, State } from '../../components/LoadedView'
import { useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'

const words = text.bank
type Age = TransitsAnswer['ages'][number]

const AGES: Column<Age>[] = [
  { key: 'age', title: words.age, render: ({ from, to }) => words.ages(from, to) },
  { key: 'count', title: words.count, align: 'right', render: ({ count }) => <span className='number'>{count}</span> },
  { key: 'in', title: words.received, align: 'right', render: ({ inFen }) => <Amount fen={inFen} /> },
  { key: 'out', title: words.paid, align: 'right', render: ({ outFen }) => <Amount fen={outFen} /> },
]

function Standing({ row: { late, waitsUntil, difference }, company }: { row: TransitRow; company: string }) {
  if (difference && difference.status !== 'closed') {
    return (
      <Link to={`/differences/${difference.id}${query({ company })}`}>
        <State word={words.late} tone='bad' />
      </Link>
    )
  }
  if (waitsUntil !== null) return <State word={words.waits(waitsUntil)} tone='open' />
  return <State word={late ? words.late : words.inTime} tone={late ? 'bad' : 'quiet'} />
}

const rowsFor = (company: string): Column<TransitRow>[] => [
  { key: 'party', title: words.party, render: ({ party }) => party, sortBy: ({ party }) => party },
  { key: 'reference', title: words.reference, render: ({ reference }) => reference },
  { key: 'sentOn', title: words.sentOn, render: ({ sentOn }) => sentOn, sortBy: ({ sentOn }) => sentOn },
  {
    key: 'age',
    title: words.age,
    align: 'right',
    render: ({ ageDays }) => <span className='number'>{ageDays}</span>,
    sortBy: ({ ageDays }) => ageDays,
  },
  {
    key: 'amount',
    title: words.amount,
    align: 'right',
    render: ({ fen }) => <Amount fen={fen} />,
    sortBy: ({ fen }) => fen,
  },
  { key: 'standing', title: words.state, render: (row) => <Standing row={row} company={company} /> },
]

/** Money that was sent and that no statement shows yet: its ages first, then each of it, the oldest first. */
export function OnTheWay({ company }: { company: string }) {
  const { may } = useStaff()
  const loaded = useLoaded(company, () => get<TransitsAnswer>(`/bank/transits${query({ company })}`))
  return (
    <LoadedView of={loaded}>
      {({ ages, rows }) => (
        <>
          <p className='page-help'>{words.onTheWay}</p>
          <section className='section' aria-label={words.age}>
            <DataTable
              id='transit-ages'
              label={words.age}
              columns={AGES}
              rows={ages}
              rowKey={({ from }) => String(from)}
              loading={loaded.loading}
            />
          </section>
          <section className='section' aria-label={words.parts.transits}>
            <DataTable
              id='transits'
              label={words.parts.transits}
              columns={rowsFor(company)}
              rows={rows}
              rowKey={({ id }) => id}
              loading={loaded.loading}
              empty={words.noTransits}
              excel={may('export') ? excelAddress('/bank/transits', { company }) : undefined}
            />
          </section>
        </>
      )}
    </LoadedView>
  )
}
