import { Alert, App, Button, Descriptions, Space } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import type { ExchangedAnswer, PayoutBatchAnswer, PayoutItemView } from '../../../contract/consolePayouts'
import { download, excelAddress, get, post, query } from '../../api'
import { type Column, DataTable } from '../../components/DataTable'
import { useAct } from '../../components/hooks'
import { Amount, LoadedView, State } from '../../components/LoadedView'
import { useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { BankFileDialog } from './BankFileDialog'
import { BATCH_TONES } from './PayoutBatches'

const words = text.payouts
const none = text.common.none
const SIZE = 50
const TONES = { sent: 'open', paid: 'good', failed: 'bad', returned: 'bad' } as const

const COLUMNS: Column<PayoutItemView>[] = [
  {
    key: 'serial',
    title: words.serial,
    render: ({ serial }) => <span className='number'>{serial}</span>,
    sortBy: ({ serial }) => serial,
  },
  { key: 'kind', title: words.kind, render: ({ kind }) => words.kinds[kind], sortBy: ({ kind }) => kind },
  {
    key: 'userCode',
    title: words.userCode,
    render: ({ userCode }) => <span className='number'>{userCode ?? none}</span>,
    sortBy: ({ userCode }) => userCode ?? '',
  },
  { key: 'bankCard', title: text.refunds.bankCard, render: ({ bankCard }) => bankCard },
  {
    key: 'amount',
    title: `${text.common.amount}（元）`,
    align: 'right',
    render: ({ amountFen }) => <Amount fen={amountFen} />,
    sortBy: ({ amountFen }) => amountFen,
  },
  {
    key: 'state',
    title: text.common.status,
    render: ({ state }) => <State word={words.states[state]} tone={TONES[state]} />,
    sortBy: ({ state }) => state,
  },
  { key: 'reason', title: words.bankReason, render: ({ reason }) => reason ?? none },
  { key: 'paidOn', title: words.paidOn, render: ({ paidOn }) => paidOn ?? none, hiddenAtFirst: true },
  { key: 'returnedOn', title: words.returnedOn, render: ({ returnedOn }) => returnedOn ?? none, hiddenAtFirst: true },
]

/** One batch: its file for the bank, the bank's answers, and payment by payment what became of it and who goes on with it. */
export function PayoutBatch({ company, id, onChanged }: { company: string; id: string; onChanged(): void }) {
  const { may } = useStaff()
  const [page, setPage] = useState(1)
  const path = `/settlements/payouts/${encodeURIComponent(id)}`
  const loaded = useLoaded(path, () => get<PayoutBatchAnswer>(path))
  const changed = () => {
    loaded.reload()
    onChanged()
  }
  return (
    <LoadedView of={loaded}>
      {({ batch, items }) => (
        <>
          <Facts batch={batch} />
          {may('files') && <BankActs company={company} id={id} onChanged={changed} />}
          <h3>{words.items}</h3>
          <DataTable
            id='payout-items'
            label={words.items}
            columns={[
              ...COLUMNS,
              { key: 'handOn', title: words.handOn, render: (item) => <HandOn company={company} item={item} /> },
            ]}
            rows={items.slice((page - 1) * SIZE, page * SIZE)}
            rowKey={({ serial }) => serial}
            loading={loaded.loading}
            excel={may('export') ? excelAddress(path, {}) : undefined}
            paging={{ page, size: SIZE, total: items.length, onPage: setPage }}
          />
        </>
      )}
    </LoadedView>
  )
}

function Facts({ batch }: { batch: PayoutBatchAnswer['batch'] }) {
  const { fileName, status, season, madeOn, count, totalFen, makerName, checkerName, items } = batch
  return (
    <>
      <div className='toolbar'>
        <h2 className='page-title'>{fileName}</h2>
        <State word={words.statuses[status]} tone={BATCH_TONES[status]} />
      </div>
      <p className='page-help'>{words.next[status]}</p>
      <Descriptions
        size='small'
        column={3}
        items={[
          { key: 'season', label: text.common.season, children: season },
          { key: 'madeOn', label: words.madeOn, children: madeOn },
          { key: 'count', label: words.count, children: <span className='number'>{count}</span> },
          { key: 'total', label: words.total, children: <Amount fen={totalFen} /> },
          { key: 'maker', label: words.maker, children: text.personName(makerName) },
          { key: 'checker', label: words.checker, children: text.personName(checkerName) },
          {
            key: 'result',
            label: words.answered,
            span: 3,
            children: words.result(items.paid, items.failed, items.returned),
          },
        ]}
      />
    </>
  )
}

/** The ways to the bank and back: over its line, or a file that is carried. */
function BankActs({ company, id, onChanged }: { company: string; id: string; onChanged(): void }) {
  const { message } = App.useApp()
  const { act, busy, error } = useAct()
  const [exchanging, setExchanging] = useState(false)
  const [importing, setImporting] = useState(false)
  const exchange = async () => {
    setExchanging(true)
    await act(async () => {
      const { outcome, paid, failed, returned } = await post<ExchangedAnswer>(`/settlements/payouts/${id}/exchange`)
      void message.info(outcome === 'imported' ? words.result(paid, failed, returned) : words.exchanged[outcome])
    })
    setExchanging(false)
    onChanged()
  }
  return (
    <>
      {error && <Alert type='error' role='alert' showIcon message={error} style={{ marginTop: 12 }} />}
      <Space wrap style={{ marginTop: 12 }}>
        <Button disabled={busy} onClick={() => void act(() => download(`/settlements/payouts/${id}/file`))}>
          {words.download}
        </Button>
        <Button loading={exchanging} disabled={busy && !exchanging} onClick={() => void exchange()}>
          {words.exchange}
        </Button>
        <Button onClick={() => setImporting(true)}>{words.importFile}</Button>
      </Space>
      <p className='page-help' style={{ marginTop: 8 }} role='status'>
        {exchanging ? words.exchanging : words.downloadHelp}
      </p>
      {importing && <BankFileDialog company={company} onClose={() => setImporting(false)} onImported={onChanged} />}
    </>
  )
}

/** Who goes on with a payment that failed or came back: the refund's desk, or the desk of refunds that did not succeed. */
function HandOn({ company, item }: { company: string; item: PayoutItemView }) {
  const { state, open, applicationId } = item
  if (state !== 'failed' && state !== 'returned') return none
  if (!open) return words.handedOn
  return applicationId === null ? (
    <Link to={`/money${query({ company, tab: 'refunds' })}`}>{text.refunds.act}</Link>
  ) : (
    <Link to={`/approvals${query({ company, tab: 'refunds', open: applicationId })}`}>{text.refunds.act}</Link>
  )
}
