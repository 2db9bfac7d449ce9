import { Alert, Form, Modal, Radio } from 'antd'
import { useState } from 'react'
import type { ImportedPayoutsAnswer } from '../../../contract/consolePayouts'
import { query, upload } from '../../api'
import { FileDrop } from '../../components/FileDrop'
import { useAct } from '../../components/useAct'
import { useFocusBack } from '../../components/useFocusBack'
import { text } from '../../text'

const words = text.payouts
const KINDS = ['results', 'returned'] as const
type Kind = (typeof KINDS)[number]

interface Props {
  company: string
  onClose(): void
  onImported(): void
}

/** Takes in what the bank says of payments: a batch's result, or those that came back later; all of a file or nothing. */
export function BankFileDialog({ company, onClose, onImported }: Props) {
  useFocusBack()
  const { act, busy, error, forget } = useAct()
  const [kind, setKind] = useState<Kind>('results')
  const [file, setFile] = useState<File>()
  const [gone, setGone] = useState<number>()
  const [answer, setAnswer] = useState<ImportedPayoutsAnswer>()

  const send = async () => {
    const sent = await act(async () => {
      if (!file) return
      const path = `/settlements/payout-files/${kind}${query({ company, fileName: file.name })}`
      setAnswer(await upload<ImportedPayoutsAnswer>(path, file, setGone))
      onImported()
    })
    if (!sent) setGone(undefined)
  }

  return (
    <Modal
      title={words.importFile}
      open
      okText={answer ? text.common.close : words.importOk}
      cancelText={text.common.cancel}
      cancelButtonProps={{ style: answer ? { display: 'none' } : undefined }}
      okButtonProps={{ disabled: !answer && !file }}
      confirmLoading={busy}
      onOk={() => (answer ? onClose() : void send())}
      onCancel={onClose}
    >
      {answer ? (
        <div role='status'>
          <p className='statement'>{answer.outcome === 'already' ? words.already : words.imported}</p>
          {answer.outcome === 'imported' && <p>{words.result(answer.paid, answer.failed, answer.returned)}</p>}
          {answer.unchanged > 0 && <p className='page-help'>{words.unchanged(answer.unchanged)}</p>}
        </div>
      ) : (
        <>
          <p className='page-help'>{words.importHelp}</p>
          {error && <Alert type='error' role='alert' showIcon message={error} style={{ marginBottom: 12 }} />}
          <Form layout='vertical' requiredMark={false}>
            <Form.Item label={words.fileKind}>
              <Radio.Group
                aria-label={words.fileKind}
                value={kind}
                onChange={({ target }) => setKind(target.value as Kind)}
                options={KINDS.map((value) => ({ value, label: words.fileKinds[value] }))}
              />
            </Form.Item>
            <FileDrop
              accept='.txt'
              file={file}
              gone={gone}
              onFile={(given) => {
                forget()
                setFile(given)
                // The bank names its result after our request (formats.md 5.5).
                setKind(/^res/i.test(given.name) ? 'results' : /^ret/i.test(given.name) ? 'returned' : kind)
              }}
            />
          </Form>
        </>
      )}
    </Modal>
  )
}
