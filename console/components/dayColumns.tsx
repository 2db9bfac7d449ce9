import type { Column } from './DataTable'

interface OfDay {
  date: string
  channelName: string
}

/** The two columns with which every list of days and channels begins. */
export function dayColumns<Row extends OfDay>(words: { date: string; channel: string }): Column<Row>[] {
  return [
    {
      key: 'date',
      title: words.date,
      render: ({ date }) => <span className='number'>{date}</span>,
      sortBy: ({ date }) => date,
    },
    {
      key: 'channel',
      title: words.channel,
      render: ({ channelName }) => channelName,
      sortBy: ({ channelName }) => channelName,
    },
  ]
}
