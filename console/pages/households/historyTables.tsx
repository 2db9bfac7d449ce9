import { Button } from 'antd'
import type { HouseholdHistory, PaymentView } from '../../../contract/consoleBooks'
import { type Column, DataTable } from '../../components/DataTable'
import { Amount, Moment, State } from '../../components/LoadedView'
import { text } from '../../text'

const words = text.households

const PAYMENT_COLUMNS: Column<PaymentView>[] = [
  {
    key: 'paidAt',
    title: words.paidAt,
    render: ({ paidAt }) => <Moment at={paidAt} />,
    sortBy: ({ paidAt }) => paidAt,
  },
  {
    key: 'source',
    title: words.source,
    render: ({ source }) => text.sourceName(source),
    sortBy: ({ source }) => source,
  },
  {
    key: 'amount',
    title: `${text.common.amount}（元）`,
    align: 'right',
    render: ({ amountFen }) => <Amount fen={amountFen} />,
    sortBy: ({ amountFen }) => amountFen,
  },
  {
    key: 'refunded',
    title: `${words.refunded}（元）`,
    align: 'right',
    render: ({ refundedFen }) => <Amount fen={refundedFen} />,
  },
  {
    key: 'outcome',
    title: words.outcome,
    render: ({ outcome }) => <State word={words.outcomes[outcome]} tone={outcome === 'applied' ? 'good' : 'open'} />,
  },
  { key: 'order', title: words.order, render: ({ orderNo }) => orderNo ?? text.common.none },
  { key: 'transaction', title: words.transaction, render: ({ transactionId }) => transactionId },
]

interface Payments {
  payments: PaymentView[]
  onEvidence(id: string): void
  /** Left out for those who may not propose a refund. */
  onRefund?: (payment: PaymentView) => void
}

/** A household's payments; a row opens its evidence. What was applied and is not given back can be refunded. */
export function PaymentsTable({ payments, onEvidence, onRefund }: Payments) {
  const act: Column<PaymentView> = {
    key: 'act',
    title: text.refunds.title,
    render: (payment) =>
      payment.outcome === 'applied' && payment.refundedFen < payment.amountFen ? (
        <Button
          onClick={(event) => {
            event.stopPropagation()
            onRefund?.(payment)
          }}
        >
          {text.refunds.newAct}
        </Button>
      ) : (
        text.common.none
      ),
  }
  return (
    <DataTable
      id='household-payments'
      label={words.payments}
      columns={onRefund ? [...PAYMENT_COLUMNS, act] : PAYMENT_COLUMNS}
      rows={payments}
      rowKey={({ id }) => id}
      empty={words.noPayments}
      onOpen={({ id }) => onEvidence(id)}
    />
  )
}

type Refund = HouseholdHistory['refunds'][number]

const REFUND_COLUMNS: Column<Refund>[] = [
  { key: 'requestedAt', title: words.askedAt, render: ({ requestedAt }) => <Moment at={requestedAt} /> },
  {
    key: 'amount',
    title: `${text.common.amount}（元）`,
    align: 'right',
    render: ({ amountFen }) => <Amount fen={amountFen} />,
  },
  {
    key: 'status',
    title: text.common.status,
    render: ({ status }) => (
      <State
        word={words.refundStatuses[status]}
        tone={({ requested: 'open', succeeded: 'good', failed: 'bad' } as const)[status]}
      />
    ),
  },
  { key: 'reason', title: words.refundReason, render: ({ reason }) => reason },
  { key: 'refundNo', title: words.refundNo, render: ({ refundNo }) => refundNo },
]

export function RefundsTable({ refunds }: { refunds: Refund[] }) {
  return (
    <DataTable
      id='household-refunds'
      label={words.refunds}
      columns={REFUND_COLUMNS}
      rows={refunds}
      rowKey={({ refundNo }) => refundNo}
      empty={words.noRefunds}
    />
  )
}

type Application = HouseholdHistory['applications'][number]

const APPLICATION_COLUMNS: Column<Application>[] = [
  { key: 'askedAt', title: words.askedAt, render: ({ askedAt }) => <Moment at={askedAt} /> },
  { key: 'kind', title: words.kind, render: ({ kind }) => words.applicationKinds[kind] },
  { key: 'season', title: text.common.season, render: ({ season }) => season },
  { key: 'status', title: text.common.status, render: ({ status }) => words.applicationStatuses[status] },
]

/** What residents asked for this household; a row opens it. */
export function ApplicationsTable({ applications, onOpen }: { applications: Application[]; onOpen(id: string): void }) {
  return (
    <DataTable
      id='household-applications'
      label={words.applications}
      columns={APPLICATION_COLUMNS}
      rows={applications}
      rowKey={({ id }) => id}
      empty={words.noApplications}
      onOpen={({ id }) => onOpen(id)}
    />
  )
}
