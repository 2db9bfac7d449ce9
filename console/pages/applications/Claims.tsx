import { Button, Space } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import type { RefundWorkAnswer } from '../../../contract/claims'
import { get, query } from '../../api'
import { CompanyChoice } from '../../components/CompanyChoice'
import { type Column, DataTable } from '../../components/DataTable'
import { Amount, LoadedView, Moment } from '../../components/LoadedView'
import { useFilters, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { ClaimDialog } from './ClaimDialog'

type Claim = RefundWorkAnswer['claims'][number]

const words = text.applications.claim
const none = text.common.none

const COLUMNS: Column<Claim>[] = [
  { key: 'askedAt', title: text.households.askedAt, render: ({ askedAt }) => <Moment at={askedAt} /> },
  { key: 'order', title: text.households.order, render: ({ orderNo }) => orderNo },
  {
    key: 'amount',
    title: `${text.common.amount}（元）`,
    align: 'right',
    render: ({ amountFen }) => <Amount fen={amountFen} />,
    sortBy: ({ amountFen }) => amountFen,
  },
  {
    key: 'from',
    title: words.from,
    render: ({ fromUserCode }) => <span className='number'>{fromUserCode ?? none}</span>,
  },
  { key: 'to', title: words.to, render: ({ toUserCode }) => <span className='number'>{toUserCode ?? none}</span> },
  { key: 'reason', title: text.applications.words, render: ({ reason }) => reason },
]

/** Residents who paid for the wrong household: the money is moved by two people, or the resident reads why not. */
export function Claims({ company }: { company: string }) {
  const { may } = useStaff()
  const [, change] = useFilters({})
  const [deciding, setDeciding] = useState<{ claim: Claim; moves: boolean }>()
  const path = `/money-work${query({ company })}`
  const loaded = useLoaded(path, () => get<RefundWorkAnswer>(path))
  const act: Column<Claim> = {
    key: 'act',
    title: text.refunds.act,
    render: (claim) =>
      claim.approvalId === null ? (
        <Space>
          <Button onClick={() => setDeciding({ claim, moves: true })}>{words.move}</Button>
          <Button onClick={() => setDeciding({ claim, moves: false })}>{words.refuse}</Button>
        </Space>
      ) : (
        <Link to={`/approvals${query({ company, open: claim.approvalId })}`}>{text.applications.gas.waits}</Link>
      ),
  }
  return (
    <>
      <p className='page-help'>{words.help}</p>
      <LoadedView of={loaded}>
        {({ claims }) => (
          <DataTable
            id='claims'
            label={text.applications.tabs.claims}
            columns={may('propose') ? [...COLUMNS, act] : COLUMNS}
            rows={claims}
            rowKey={({ id }) => id}
            loading={loaded.loading}
            empty={words.none}
            toolbar={<CompanyChoice value={company} onChange={(id) => change({ company: id })} />}
          />
        )}
      </LoadedView>
      {deciding && (
        <ClaimDialog company={company} {...deciding} onClose={() => setDeciding(undefined)} onDone={loaded.reload} />
      )}
    </>
  )
}
