import { Alert, Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import type { SuspenseAnswer, SuspenseRow } from '../../../contract/consoleBooks'
import { formatYuan } from '../../../contract/money'
import { get, query } from '../../api'
import { type Column, DataTable } from '../../components/DataTable'
import { EvidenceDrawer } from '../../components/EvidenceDrawer'
import { Amount, LoadedView, Moment } from '../../components/LoadedView'
import { useFilters, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { ResolveDialog } from './ResolveDialog'

const words = text.money

/** Money that nothing explains yet: each item with the payment that it is, and a way to propose one of its three exits. */
export function Suspense({ company }: { company: string }) {
  const { may } = useStaff()
  const [{ evidence }, change] = useFilters({ evidence: '' })
  const [resolving, setResolving] = useState<SuspenseRow>()
  const path = `/suspense${query({ company })}`
  const loaded = useLoaded(path, () => get<SuspenseAnswer>(path))

  const columns: Column<SuspenseRow>[] = [
    {
      key: 'openedAt',
      title: words.openedAt,
      render: ({ openedAt }) => <Moment at={openedAt} />,
      sortBy: ({ openedAt }) => openedAt,
    },
    { key: 'reason', title: words.reason, render: ({ reasonName }) => reasonName, sortBy: ({ reason }) => reason },
    {
      key: 'amount',
      title: `${text.common.amount}（元）`,
      align: 'right',
      render: ({ amountFen }) => <Amount fen={amountFen} />,
      sortBy: ({ amountFen }) => amountFen,
    },
    { key: 'source', title: text.households.source, render: ({ payment }) => text.sourceName(payment.source) },
    {
      key: 'transaction',
      title: text.households.transaction,
      render: ({ payment }) => (
        <Button
          type='link'
          style={{ padding: 0 }}
          onClick={() => change({ evidence: `payment:${payment.id}` })}
          aria-label={`${words.evidence} ${payment.transactionId}`}
        >
          {payment.transactionId}
        </Button>
      ),
    },
    { key: 'order', title: text.households.order, render: ({ payment }) => payment.orderNo ?? text.common.none },
    {
      key: 'household',
      title: text.common.user,
      render: ({ household }) =>
        household ? (
          <Link to={`/households/${household.id}${query({ company })}`}>{household.userCode}</Link>
        ) : (
          text.common.none
        ),
    },
    {
      key: 'act',
      title: words.exit,
      render: (row) =>
        row.approvalId ? (
          <Link to={`/approvals${query({ company, open: row.approvalId })}`}>{words.waitsForApproval}</Link>
        ) : may('propose') ? (
          <Button onClick={() => setResolving(row)}>{words.resolve}</Button>
        ) : (
          text.common.none
        ),
    },
  ]

  return (
    <LoadedView of={loaded}>
      {({ rows, totalFen }) => (
        <>
          <DataTable
            id='suspense'
            label={words.suspense}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            loading={loaded.loading}
            empty={words.noSuspense}
          />
          {rows.length > 0 && (
            <Alert style={{ marginTop: 12 }} type='info' message={words.suspenseTotal(formatYuan(totalFen))} />
          )}
          {resolving && (
            <ResolveDialog
              company={company}
              item={resolving}
              onClose={() => setResolving(undefined)}
              onProposed={loaded.reload}
            />
          )}
          <EvidenceDrawer company={company} evidence={evidence} onClose={() => change({ evidence: '' })} />
        </>
      )}
    </LoadedView>
  )
}
