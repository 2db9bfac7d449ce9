import { Alert, Descriptions, Table } from 'antd'
import { Link } from 'react-router-dom'
import type { ApprovalSheet } from '../../../contract/consoleApprovals'
import type { EvidenceFact } from '../../../contract/consoleBooks'
import { formatYuan } from '../../../contract/money'
import { get, query } from '../../api'
import { Amount, LoadedView, Moment } from '../../components/LoadedView'
import { useLoaded } from '../../hooks'
import { text } from '../../text'

const words = text.approvals

function factText({ value, as }: EvidenceFact) {
  if (as === 'fen') return <span className='number'>{formatYuan(Number(value))}</span>
  if (as === 'moment') return <Moment at={Number(value)} />
  return String(value)
}

/** What the second person signs: what it rests on, whom it concerns, who is paid, and the entries that would be made. */
export function Sheet({ id, company }: { id: string; company: string }) {
  const loaded = useLoaded(id, () => get<ApprovalSheet>(`/approvals/${encodeURIComponent(id)}/sheet`))
  return (
    <LoadedView of={loaded}>
      {(sheet) => (
        <>
          {sheet.obstacle !== null && <Alert type='warning' showIcon message={words.sheetRefused(sheet.obstacle)} />}
          {sheet.sections.map(({ title, facts, place }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two sections may be alike in everything; none moves.
            <section key={`${title} ${at}`} aria-label={title}>
              <h3>{title}</h3>
              <Descriptions
                size='small'
                column={1}
                items={facts.map((fact) => ({ key: fact.label, label: fact.label, children: factText(fact) }))}
              />
              {place && (
                <Link to={`${place}${place.includes('?') ? '&' : '?'}company=${company}`}>{words.sheetOpen}</Link>
              )}
            </section>
          ))}
          <Households sheet={sheet} />
          <Payees sheet={sheet} />
          <Entries sheet={sheet} />
        </>
      )}
    </LoadedView>
  )
}

function Households({ sheet: { households } }: { sheet: ApprovalSheet }) {
  if (households.length === 0) return null
  return (
    <section aria-label={words.sheetHouseholds}>
      <h3>{words.sheetHouseholds}</h3>
      <ul className='blocks'>
        {households.map(({ id, company, userCode, owner, address }) => (
          <li key={id}>
            <Link to={`/households/${id}${query({ company })}`}>
              {userCode} {owner}
            </Link>
            <span className='minor'>{address}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Payees({ sheet: { payees, payeeCount } }: { sheet: ApprovalSheet }) {
  if (payeeCount === 0) return null
  return (
    <section aria-label={words.sheetPayees}>
      <h3>
        {words.sheetPayees} {payeeCount > payees.length && words.sheetMore(payees.length, payeeCount)}
      </h3>
      <Table
        size='small'
        aria-label={words.sheetPayees}
        rowKey={({ who, card, amountFen }) => `${who} ${card} ${amountFen}`}
        pagination={payees.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
        dataSource={payees}
        columns={[
          { title: words.sheetPayee, dataIndex: 'who' },
          { title: words.sheetCard, dataIndex: 'card' },
          { title: text.common.amount, align: 'right', render: (_, { amountFen }) => <Amount fen={amountFen} /> },
        ]}
      />
    </section>
  )
}

function Entries({ sheet: { entries, entryCount, later } }: { sheet: ApprovalSheet }) {
  return (
    <section aria-label={words.sheetEntries}>
      <h3>{words.sheetEntries}</h3>
      {later && <p className='minor'>{words.sheetLater}</p>}
      {entryCount === 0 && !later && <p className='minor'>{words.sheetNoEntries}</p>}
      {entryCount > 0 && (
        <Table
          size='small'
          aria-label={words.sheetEntries}
          rowKey='id'
          pagination={entries.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
          dataSource={entries}
          columns={[
            { title: text.today.date, dataIndex: 'effectiveOn' },
            { title: text.money.debit, dataIndex: 'debitName' },
            { title: text.money.credit, dataIndex: 'creditName' },
            {
              title: `${text.common.amount}（元）`,
              align: 'right',
              render: (_, { amountFen }) => <Amount fen={amountFen} />,
            },
          ]}
        />
      )}
      {entryCount > entries.length && <p className='minor'>{words.sheetMore(entries.length, entryCount)}</p>}
    </section>
  )
}
