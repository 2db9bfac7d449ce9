import type { FileView } from '../../../contract/consoleFiles'
import { FILE_SOURCE_NAMES, FILE_STATUS_NAMES, type FileStatus } from '../../../contract/fileWords'
import { type Column, dayColumns } from '../../components/DataTable'
import { Amount, Moment, State } from '../../components/LoadedView'
import { text } from '../../text'

const TONES = {
  imported: 'good',
  quarantined: 'bad',
  awaiting: 'open',
  superseded: 'quiet',
  rejected: 'quiet',
} as const

export function FileState({ status }: { status: FileStatus }) {
  return <State word={FILE_STATUS_NAMES[status]} tone={TONES[status]} />
}

/** What kind of bill a file is. */
export const fileKindName = (bill: string): string => text.files.bills[bill] ?? bill

const words = text.files

export const FILE_COLUMNS: Column<FileView>[] = [
  ...dayColumns(words),
  { key: 'bill', title: words.bill, render: ({ bill }) => fileKindName(bill), sortBy: ({ bill }) => bill },
  {
    key: 'version',
    title: words.version,
    render: ({ version }) => (version === null ? text.common.none : words.versionOf(version)),
    sortBy: ({ version }) => version ?? 0,
  },
  {
    key: 'status',
    title: text.common.status,
    render: ({ status }) => <FileState status={status} />,
    sortBy: ({ status }) => status,
  },
  {
    key: 'rows',
    title: words.rows,
    align: 'right',
    render: ({ rows }) => <span className='number'>{rows}</span>,
    sortBy: ({ rows }) => rows,
  },
  {
    key: 'total',
    title: words.total,
    align: 'right',
    render: ({ totalFen }) => <Amount fen={totalFen} />,
    sortBy: ({ totalFen }) => totalFen,
  },
  {
    key: 'receivedAt',
    title: words.receivedAt,
    render: ({ receivedAt }) => <Moment at={receivedAt} />,
    sortBy: ({ receivedAt }) => receivedAt,
  },
  {
    key: 'source',
    title: words.source,
    render: ({ source }) => FILE_SOURCE_NAMES[source],
    sortBy: ({ source }) => source,
  },
  {
    key: 'receivedBy',
    title: words.receivedBy,
    render: ({ receivedBy }) => text.personName(receivedBy),
    sortBy: ({ receivedBy }) => receivedBy,
  },
  {
    key: 'reason',
    title: words.reason,
    render: ({ reason }) => <div className='long'>{reason ?? text.common.none}</div>,
  },
  { key: 'fileName', title: words.fileName, render: ({ fileName }) => <div className='long'>{fileName}</div> },
]
