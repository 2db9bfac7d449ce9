import { Button } from 'antd'
import { Link } from 'react-router-dom'
import type { ChannelClaimRow, DifferenceRow } from '../../../contract/consoleDifferences'
import { DIFFERENCE_STATUS_NAMES, type DifferenceStatus, RESOLUTION_NAMES } from '../../../contract/differenceWords'
import { formatYuan } from '../../../contract/money'
import { query } from '../../api'
import { type Column, dayColumns } from '../../components/DataTable'
import { Amount, Moment, State } from '../../components/LoadedView'
import { text } from '../../text'

/** The owner of what nobody has taken yet. */
export const DESK = 'finance-desk'

export const ownerName = (owner: string): string => (owner === DESK ? text.differences.desk : text.personName(owner))

const TONES = { open: 'open', proposed: 'quiet', closed: 'good' } as const

export function DifferenceState({ status }: { status: DifferenceStatus }) {
  return <State word={DIFFERENCE_STATUS_NAMES[status]} tone={TONES[status]} />
}

const CLAIM_TONES = { open: 'open', partly: 'open', ended: 'good' } as const

/** How far a claim on a channel has come; one that has come back in part says how much. */
export function ClaimState({
  claim,
}: {
  claim: Pick<ChannelClaimRow, 'status' | 'statusName' | 'returnedFen' | 'openFen'>
}) {
  const { status, statusName, returnedFen, openFen } = claim
  return (
    <>
      <State word={statusName} tone={CLAIM_TONES[status]} />
      {status === 'partly' && text.channelClaims.partly(formatYuan(returnedFen), formatYuan(openFen))}
    </>
  )
}

const words = text.differences

export const DIFFERENCE_COLUMNS: Column<DifferenceRow>[] = [
  ...dayColumns(words),
  {
    key: 'kind',
    title: words.kind,
    render: ({ kindName, waits }) => (
      <>
        {kindName}
        {waits && <div className='minor'>{words.waits}</div>}
      </>
    ),
    sortBy: ({ kind }) => kind,
  },
  {
    key: 'ours',
    title: words.ours,
    align: 'right',
    render: ({ ourFen }) => <Amount fen={ourFen} />,
    sortBy: ({ ourFen }) => ourFen ?? 0,
  },
  {
    key: 'theirs',
    title: words.theirs,
    align: 'right',
    render: ({ theirFen }) => <Amount fen={theirFen} />,
    sortBy: ({ theirFen }) => theirFen ?? 0,
  },
  {
    key: 'by',
    title: words.by,
    align: 'right',
    render: ({ byFen }) => <Amount fen={byFen} />,
    sortBy: ({ byFen }) => byFen,
  },
  {
    key: 'age',
    title: words.age,
    align: 'right',
    render: ({ ageDays }) => <span className='number'>{words.ageDays(ageDays)}</span>,
    sortBy: ({ ageDays }) => ageDays,
  },
  {
    key: 'suggestion',
    title: words.suggestion,
    render: ({ suggestion, resolution, status }) =>
      status === 'closed'
        ? resolution
          ? RESOLUTION_NAMES[resolution]
          : text.common.none
        : (suggestion?.name ?? text.common.none),
  },
  { key: 'owner', title: words.owner, render: ({ owner }) => ownerName(owner), sortBy: ({ owner }) => owner },
  {
    key: 'status',
    title: text.common.status,
    render: ({ status, approvalId, company }) =>
      status === 'proposed' && approvalId ? (
        <Link to={`/approvals${query({ company, open: approvalId })}`} onClick={(event) => event.stopPropagation()}>
          <DifferenceState status={status} />
        </Link>
      ) : (
        <DifferenceState status={status} />
      ),
    sortBy: ({ status }) => status,
  },
  { key: 'orderNo', title: words.orderNo, render: ({ orderNo }) => orderNo ?? text.common.none },
  {
    key: 'channelNo',
    title: words.channelNo,
    render: ({ channelNo }) => channelNo ?? text.common.none,
    hiddenAtFirst: true,
  },
  { key: 'reason', title: words.reason, render: ({ reason }) => <div className='long'>{reason}</div> },
  {
    key: 'openedAt',
    title: words.openedAt,
    hiddenAtFirst: true,
    render: ({ openedAt }) => <Moment at={openedAt} />,
    sortBy: ({ openedAt }) => openedAt,
  },
]

interface Props {
  company: string
  kind: string
  id: string
  onEvidence(evidence: string): void
}

/** Leads to a piece of evidence: a file has a page of its own, everything else is shown at the side. */
export function EvidenceLink({ company, kind, id, onEvidence }: Props) {
  if (kind === 'file') return <Link to={`/files${query({ company, open: id })}`}>{text.differences.seeFile}</Link>
  return (
    <Button type='link' style={{ padding: 0 }} onClick={() => onEvidence(`${kind}:${id}`)}>
      {text.differences.seeEvidence}
    </Button>
  )
}
