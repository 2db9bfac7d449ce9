import { Form, Select } from 'antd'
import { Link } from 'react-router-dom'
import type { FilesAnswer, UploadAnswer } from '../../../contract/consoleFiles'
import { query, upload } from '../../api'
import { needed, useDialogForm } from '../../components/dialogForm'
import { FileDialog } from '../../components/FileDialog'
import { DialogFields } from '../../components/FormDialog'
import { DayField } from '../../components/fields'
import { State } from '../../components/LoadedView'
import { text } from '../../text'
import { FileState } from './columns'

const words = text.files
const TONES = { balanced: 'good', differences: 'open', quarantined: 'bad' } as const

interface Props {
  company: string
  channels: FilesAnswer['channels']
  /** The day that is preset. */
  day: string | undefined
  onClose(): void
  onUploaded(): void
}

/** Hands a file in by hand: which channel and day it is of, the file itself, and what came of it. */
export function UploadDialog({ company, channels, day, onClose, onUploaded }: Props) {
  const asked = useDialogForm<{ channel?: string; date: string }>({ date: day ?? '' })

  const send = async (file: File, onGone: (gone: number) => void) => {
    const { channel = '', date } = asked.values
    const form = new FormData()
    form.append('company', company)
    form.append('channel', channel)
    form.append('date', date)
    form.append('file', file)
    const answer = await upload<UploadAnswer>('/files', form, onGone)
    onUploaded()
    return answer
  }

  return (
    <FileDialog
      title={words.upload}
      okText={words.uploadOk}
      help={words.uploadHelp}
      whole={asked.whole}
      send={send}
      shown={(answer) => <Outcome company={company} answer={answer} />}
      onClose={onClose}
    >
      <DialogFields name='upload' of={asked}>
        <Form.Item name='channel' label={words.channel} rules={[needed(words.channel)]}>
          <Select
            aria-label={words.channel}
            options={channels.map(({ channel: value, name }) => ({ value, label: name }))}
          />
        </Form.Item>
        <DayField name='date' label={words.date} style={{ width: '100%' }} />
      </DialogFields>
    </FileDialog>
  )
}

function Outcome({ company, answer }: { company: string; answer: UploadAnswer }) {
  const { file, result } = answer
  const { channel, date } = file
  const { status, matched, differences, reason } = result
  const awaiting = file.status === 'awaiting'
  return (
    <div role='status'>
      <p className='statement'>
        {file.fileName} <FileState status={file.status} />{' '}
        {!awaiting && <State word={words.results[status]} tone={TONES[status]} />}
      </p>
      {awaiting ? <p>{words.awaitingOutcome}</p> : <p>{words.outcome(matched, differences)}</p>}
      {reason && <p className='page-help'>{reason}</p>}
      {status === 'differences' && !awaiting && (
        <Link to={`/differences${query({ company, channel, from: date, to: date })}`}>
          {words.toDifferences(differences)}
        </Link>
      )}
      {(awaiting || status === 'quarantined') && (
        <Link to={`/files${query({ company, open: file.id })}`}>{words.detail}</Link>
      )}
    </div>
  )
}
