import { Alert, Segmented } from 'antd'
import { Link } from 'react-router-dom'
import type { ChannelClaimRow, ChannelClaimsAnswer } from '../../../contract/consoleDifferences'
import { formatYuan } from '../../../contract/money'
import { excelAddress, get, query } from '../../api'
import { type Column, DataTable } from '../../components/DataTable'
import { Amount, LoadedView } from '../../components/LoadedView'
import { useFilters, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { ClaimState } from '../differences/columns'

const words = text.channelClaims
const SIZE = 50
type Owing = ChannelClaimsAnswer['channels'][number]

const OWING: Column<Owing>[] = [
  { key: 'channel', title: words.channel, render: ({ channelName }) => channelName },
  {
    key: 'open',
    title: words.open,
    align: 'right',
    render: ({ openFen }) => <Amount fen={openFen} />,
    sortBy: ({ openFen }) => openFen,
  },
  { key: 'count', title: words.count, align: 'right', render: ({ count }) => count, sortBy: ({ count }) => count },
  { key: 'oldest', title: words.oldest, render: ({ oldestOn }) => oldestOn, sortBy: ({ oldestOn }) => oldestOn },
  {
    key: 'age',
    title: words.age,
    align: 'right',
    render: ({ ageDays }) => words.ageDays(ageDays),
    sortBy: ({ ageDays }) => ageDays,
  },
]

/** What is claimed from channels and has not come back: how much from each and since when, and each claim with its difference. */
export function ChannelClaims({ company }: { company: string }) {
  const { may } = useStaff()
  const [{ status, page }, change] = useFilters({ status: 'all', page: '1' })
  const path = `/channel-claims${query({ company, status, page, size: SIZE })}`
  const loaded = useLoaded(path, () => get<ChannelClaimsAnswer>(path))

  const columns: Column<ChannelClaimRow>[] = [
    { key: 'openedOn', title: words.openedOn, render: ({ openedOn }) => openedOn, sortBy: ({ openedOn }) => openedOn },
    {
      key: 'channel',
      title: words.channel,
      render: ({ channelName }) => channelName,
      sortBy: ({ channel }) => channel,
    },
    { key: 'about', title: words.about, render: ({ aboutName }) => aboutName, sortBy: ({ about }) => about },
    {
      key: 'number',
      title: words.number,
      render: ({ number, differenceId }) => (
        <Link to={`/differences/${differenceId}${query({ company })}`}>{number}</Link>
      ),
    },
    {
      key: 'amount',
      title: words.claimed,
      align: 'right',
      render: ({ amountFen }) => <Amount fen={amountFen} />,
      sortBy: ({ amountFen }) => amountFen,
    },
    {
      key: 'open',
      title: words.open,
      align: 'right',
      render: ({ openFen }) => <Amount fen={openFen} />,
      sortBy: ({ openFen }) => openFen,
    },
    {
      key: 'age',
      title: words.age,
      align: 'right',
      render: ({ ageDays }) => words.ageDays(ageDays),
      sortBy: ({ ageDays }) => ageDays,
    },
    {
      key: 'status',
      title: words.status,
      render: (claim) => <ClaimState claim={claim} />,
      sortBy: ({ status }) => status,
    },
  ]

  return (
    <LoadedView of={loaded}>
      {({ rows, total, channels, openFen }) => (
        <>
          <p className='page-help'>{words.help}</p>
          {channels.length > 0 && (
            <section className='section' aria-label={words.byChannel}>
              <h2>{words.byChannel}</h2>
              <DataTable
                id='claims-by-channel'
                label={words.byChannel}
                columns={OWING}
                rows={channels}
                rowKey={({ channel }) => channel}
                loading={loaded.loading}
                empty={words.none}
              />
              <Alert style={{ marginTop: 12 }} type='info' message={words.total(formatYuan(openFen))} />
            </section>
          )}
          <section className='section' aria-label={words.title}>
            <h2>{words.title}</h2>
            <DataTable
              id='channel-claims'
              label={words.title}
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
              loading={loaded.loading}
              empty={words.none}
              excel={may('export') ? excelAddress('/channel-claims', { company, status }) : undefined}
              paging={{ page: Number(page), size: SIZE, total, onPage: (next) => change({ page: String(next) }) }}
              toolbar={
                <Segmented
                  aria-label={words.status}
                  value={status}
                  onChange={(next) => change({ status: next })}
                  options={[
                    { value: 'all', label: words.all },
                    { value: 'open', label: words.openOnly },
                  ]}
                />
              }
            />
          </section>
        </>
      )}
    </LoadedView>
  )
}
