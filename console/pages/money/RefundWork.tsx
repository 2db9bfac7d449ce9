import { Button } from 'antd'
import { useState } from 'react'
import type { RefundWorkAnswer } from '../../../contract/claims'
import { formatYuan } from '../../../contract/money'
import { get, query } from '../../api'
import { type Column, DataTable } from '../../components/DataTable'
import { Amount, LoadedView, Moment } from '../../components/LoadedView'
import { useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { CloseWorkDialog } from './CloseWorkDialog'
import { RetryRefundDialog } from './RetryRefundDialog'

const words = text.refunds
type Failed = RefundWorkAnswer['failedRefunds'][number]
type Stray = RefundWorkAnswer['strayRefunds'][number]
type FollowUp = RefundWorkAnswer['followUps'][number]
type Card = RefundWorkAnswer['waitingCards'][number]

const amount = <Row extends { amountFen: number }>(): Column<Row> => ({
  key: 'amount',
  title: `${text.common.amount}（元）`,
  align: 'right',
  render: ({ amountFen }) => <Amount fen={amountFen} />,
  sortBy: ({ amountFen }) => amountFen,
})

const FAILED: Column<Failed>[] = [
  { key: 'refundNo', title: words.refundNo, render: ({ refundNo }) => refundNo },
  { key: 'since', title: words.since, render: ({ requestedAt }) => <Moment at={requestedAt} /> },
  amount(),
  { key: 'source', title: words.source, render: ({ source }) => text.sourceName(source) },
  { key: 'because', title: words.because, render: ({ refusedBecause }) => refusedBecause ?? words.notSaid },
  { key: 'route', title: words.route, render: ({ route }) => words.tried[route] },
  { key: 'order', title: words.order, render: ({ orderNo }) => orderNo ?? text.common.none },
]

const STRAYS: Column<Stray>[] = [
  { key: 'toldAt', title: words.toldAt, render: ({ toldAt }) => <Moment at={toldAt} /> },
  { key: 'reason', title: text.money.reason, render: ({ reasonName }) => reasonName },
  amount(),
  { key: 'source', title: words.source, render: ({ channel }) => text.sourceName(channel) },
  { key: 'refundNo', title: words.refundNo, render: ({ refundNo }) => refundNo ?? text.common.none },
  { key: 'order', title: words.order, render: ({ orderNo }) => orderNo ?? text.common.none },
  { key: 'transaction', title: words.transaction, render: ({ transactionId }) => transactionId ?? text.common.none },
]

const FOLLOW_UPS: Column<FollowUp>[] = [
  { key: 'since', title: words.since, render: ({ openedAt }) => <Moment at={openedAt} /> },
  { key: 'kind', title: text.money.reason, render: ({ kindName }) => kindName },
  amount(),
  { key: 'source', title: words.source, render: ({ channel }) => text.sourceName(channel) },
  { key: 'subject', title: words.number, render: ({ subject }) => subject },
  { key: 'order', title: words.order, render: ({ orderNo }) => orderNo ?? text.common.none },
  { key: 'told', title: words.told, render: ({ told }) => told || text.common.none },
]

const CARDS: Column<Card>[] = [
  { key: 'refundNo', title: words.refundNo, render: ({ refundNo }) => refundNo },
  { key: 'since', title: words.since, render: ({ recordedAt }) => <Moment at={recordedAt} /> },
  amount(),
  { key: 'owner', title: words.owner, render: ({ owner }) => text.personName(owner) },
  { key: 'card', title: words.bankCard, render: ({ bankCard }) => bankCard },
]

/** What is being closed, and what its dialog says. */
interface Closing {
  item: string
  title: string
  says: string
}

const closingStray = ({ id, amountFen }: Stray): Closing => ({
  item: `/stray-refunds/${id}`,
  title: words.closeTitle,
  says: words.closeSays(formatYuan(amountFen)),
})

const closingFollowUp = ({ id, kindName }: FollowUp): Closing => ({
  item: `/follow-ups/${id}`,
  title: words.closeFollowUpTitle,
  says: words.closeFollowUpSays(kindName),
})

/** Refunds that somebody has to look at: those that failed, those made elsewhere, and cards that wait for a batch. */
export function RefundWork({ company }: { company: string }) {
  const { may } = useStaff()
  const [retried, setRetried] = useState<Failed>()
  const [closed, setClosed] = useState<Closing>()
  const path = `/money-work${query({ company })}`
  const loaded = useLoaded(path, () => get<RefundWorkAnswer>(path))
  const act = <Row,>(label: string, onAct: (row: Row) => void): Column<Row>[] =>
    may('propose')
      ? [{ key: 'act', title: words.act, render: (row) => <Button onClick={() => onAct(row)}>{label}</Button> }]
      : []

  return (
    <LoadedView of={loaded}>
      {({ failedRefunds, strayRefunds, followUps, waitingCards }) => (
        <>
          <section className='section'>
            <h2>{words.failed}</h2>
            <DataTable
              id='failed-refunds'
              label={words.failed}
              columns={[...FAILED, ...act(words.act, setRetried)]}
              rows={failedRefunds}
              rowKey={({ refundNo }) => refundNo}
              loading={loaded.loading}
              empty={words.noFailed}
            />
          </section>
          <section className='section'>
            <h2>{words.stray}</h2>
            <p className='page-help'>{words.strayHelp}</p>
            <DataTable
              id='stray-refunds'
              label={words.stray}
              columns={[...STRAYS, ...act(words.close, (stray: Stray) => setClosed(closingStray(stray)))]}
              rows={strayRefunds}
              rowKey={({ id }) => id}
              loading={loaded.loading}
              empty={words.noStray}
            />
          </section>
          <section className='section'>
            <h2>{words.followUps}</h2>
            <p className='page-help'>{words.followUpsHelp}</p>
            <DataTable
              id='follow-ups'
              label={words.followUps}
              columns={[...FOLLOW_UPS, ...act(words.close, (one: FollowUp) => setClosed(closingFollowUp(one)))]}
              rows={followUps}
              rowKey={({ id }) => id}
              loading={loaded.loading}
              empty={words.noFollowUps}
            />
          </section>
          <section className='section'>
            <h2>{words.cards}</h2>
            <p className='page-help'>{words.cardsHelp}</p>
            <DataTable
              id='waiting-cards'
              label={words.cards}
              columns={CARDS}
              rows={waitingCards}
              rowKey={({ refundNo }) => refundNo}
              loading={loaded.loading}
              empty={words.noCards}
            />
          </section>
          {retried && (
            <RetryRefundDialog
              company={company}
              refund={retried}
              onClose={() => setRetried(undefined)}
              onProposed={loaded.reload}
            />
          )}
          {closed && (
            <CloseWorkDialog
              company={company}
              {...closed}
              onClose={() => setClosed(undefined)}
              onClosed={loaded.reload}
            />
          )}
        </>
      )}
    </LoadedView>
  )
}
