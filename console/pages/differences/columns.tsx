import { Link } from 'react-router-dom'
import type { DifferenceRow } from '../../../contract/consoleDifferences'
import { RESOLUTION_NAMES } from '../../../contract/differenceWords'
import { query } from '../../api'
import type { Column } from '../../components/DataTable'
import { dayColumns } from '../../components/dayColumns'
import { Amount, Moment } from '../../components/values'
import { text } from '../../text'
import { DifferenceState, ownerName } from './words'

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
