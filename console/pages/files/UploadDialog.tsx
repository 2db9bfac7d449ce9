import { Alert, DatePicker, Form, Modal, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import type { FilesAnswer, UploadAnswer } from '../../../contract/consoleFiles'
import { query, upload } from '../../api'
import { FileDrop } from '../../components/FileDrop'
import { useAct, useFocusBack } from '../../components/hooks'
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
  useFocusBack()
  const { act, busy, error, forget } = useAct()
  const [channel, setChannel] = useState<string>()
  const [date, setDate] = useState(day)
  const [file, setFile] = useState<File>()
  const [gone, setGone] = useState<number>()
  const [answer, setAnswer] = useState<UploadAnswer>()

  const send = async () => {
    const sent = await act(async () => {
      if (!file || !channel || !date) return
      const form = new FormData()
      form.append('company', company)
      form.append('channel', channel)
      form.append('date', date)
      form.append('file', file)
      setAnswer(await upload<UploadAnswer>('/files', form, setGone))
      onUploaded()
    })
    if (!sent) setGone(undefined)
  }

  return (
    <Modal
      title={words.upload}
      open
      okText={answer ? text.common.close : words.uploadOk}
      cancelText={text.common.cancel}
      cancelButtonProps={{ style: answer ? { display: 'none' } : undefined }}
      okButtonProps={{ disabled: !answer && !(file && channel && date) }}
      confirmLoading={busy}
      onOk={() => (answer ? onClose() : void send())}
      onCancel={onClose}
    >
      {answer ? (
        <Outcome company={company} answer={answer} />
      ) : (
        <>
          <p className='page-help'>{words.uploadHelp}</p>
          {error && <Alert type='error' role='alert' showIcon message={error} style={{ marginBottom: 12 }} />}
          <Form layout='vertical' requiredMark={false}>
            <Form.Item label={words.channel}>
              <Select
                aria-label={words.channel}
                value={channel}
                onChange={setChannel}
                options={channels.map(({ channel: value, name }) => ({ value, label: name }))}
              />
            </Form.Item>
            <Form.Item label={words.date}>
              <DatePicker
                aria-label={words.date}
                style={{ width: '100%' }}
                allowClear={false}
                value={date ? dayjs(date) : null}
                onChange={(chosen) => setDate(chosen?.format('YYYY-MM-DD'))}
              />
            </Form.Item>
            <FileDrop
              file={file}
              gone={gone}
              onFile={(given) => {
                forget()
                setFile(given)
              }}
            />
          </Form>
        </>
      )}
    </Modal>
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
