import { Form, Radio } from 'antd'
import { useState } from 'react'
import type { ImportedPayoutsAnswer } from '../../../contract/consolePayouts'
import { query, upload } from '../../api'
import { FileDialog } from '../../components/FileDialog'
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
  const [kind, setKind] = useState<Kind>('results')

  const send = async (file: File, onGone: (gone: number) => void) => {
    const path = `/settlements/payout-files/${kind}${query({ company, fileName: file.name })}`
    const answer = await upload<ImportedPayoutsAnswer>(path, file, onGone)
    onImported()
    return answer
  }

  return (
    <FileDialog
      title={words.importFile}
      okText={words.importOk}
      help={words.importHelp}
      accept='.txt'
      // The bank names its result after our request (formats.md 5.5).
      onFile={({ name }) => setKind(/^res/i.test(name) ? 'results' : /^ret/i.test(name) ? 'returned' : kind)}
      send={send}
      shown={(answer) => (
        <div role='status'>
          <p className='statement'>{answer.outcome === 'already' ? words.already : words.imported}</p>
          {answer.outcome === 'imported' && <p>{words.result(answer.paid, answer.failed, answer.returned)}</p>}
          {answer.unchanged > 0 && <p className='page-help'>{words.unchanged(answer.unchanged)}</p>}
        </div>
      )}
      onClose={onClose}
    >
      <Form layout='vertical' requiredMark={false}>
        <Form.Item label={words.fileKind}>
          <Radio.Group
            aria-label={words.fileKind}
            value={kind}
            onChange={({ target }) => setKind(target.value as Kind)}
            options={KINDS.map((value) => ({ value, label: words.fileKinds[value] }))}
          />
        </Form.Item>
      </Form>
    </FileDialog>
  )
}
