import { Alert, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { text } from '../text'
import { FileDrop } from './FileDrop'
import { useAct, useFocusBack } from './hooks'

interface Props<Answer> {
  title: string
  okText: string
  help: string
  /** Name endings that the file dialog offers, e.g. `.xlsx`. */
  accept?: string
  /** Wider once there is an answer to show. */
  answerWidth?: number
  /** What is asked beside the file. */
  children?: ReactNode
  /** Whether that is all there. */
  whole?: boolean
  onFile?(file: File): void
  /** Sends the file; `onGone` is told how much of it has gone, from 0 to 1. */
  send(file: File, onGone: (gone: number) => void): Promise<Answer>
  shown(answer: Answer): ReactNode
  onClose(): void
}

/** Sends a file in and shows what became of it, in one dialog. */
export function FileDialog<Answer>(props: Props<Answer>) {
  const { title, okText, help, accept, answerWidth, children, whole = true, onFile, send, shown, onClose } = props
  useFocusBack()
  const { act, busy, error, forget } = useAct()
  const [file, setFile] = useState<File>()
  const [gone, setGone] = useState<number>()
  const [answer, setAnswer] = useState<Answer>()

  const sendFile = async () => {
    const sent = await act(async () => {
      if (file) setAnswer(await send(file, setGone))
    })
    if (!sent) setGone(undefined)
  }

  return (
    <Modal
      title={title}
      width={answer ? answerWidth : undefined}
      open
      okText={answer ? text.common.close : okText}
      cancelText={text.common.cancel}
      cancelButtonProps={{ style: answer ? { display: 'none' } : undefined }}
      okButtonProps={{ disabled: !answer && !(file && whole) }}
      confirmLoading={busy}
      onOk={() => (answer ? onClose() : void sendFile())}
      onCancel={onClose}
    >
      {answer ? (
        shown(answer)
      ) : (
        <>
          <p className='page-help'>{help}</p>
          {error && <Alert type='error' role='alert' showIcon message={error} style={{ marginBottom: 12 }} />}
          {children}
          <FileDrop
            accept={accept}
            file={file}
            gone={gone}
            onFile={(given) => {
              forget()
              setFile(given)
              onFile?.(given)
            }}
          />
        </>
      )}
    </Modal>
  )
}
