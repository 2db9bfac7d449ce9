import { FILE_STATUS_NAMES, type FileStatus } from '../../../contract/fileWords'
import { State } from '../../components/values'
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
export const billName = (bill: string): string => text.files.bills[bill] ?? bill
