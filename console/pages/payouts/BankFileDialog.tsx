import type { ImportedPayoutsAnswer } from '../../../contract/consolePayouts'
import { query, upload } from '../../api'
import { useDialogForm } from '../../components/dialogForm'
import { FileDialog } from '../../components/FileDialog'
import { DialogFields } from '../../components/FormDialog'
import { ChoiceField } from '../../components/fields'
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
  const asked = useDialogForm({ kind: 'results' as Kind })
  const { kind } = asked.values

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
      onFile={({ name }) =>
        asked.form.setFieldValue('kind', /^res/i.test(name) ? 'results' : /^ret/i.test(name) ? 'returned' : kind)
      }
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
      <DialogFields name='bank-file' of={asked}>
        <ChoiceField
          name='kind'
          label={words.fileKind}
          options={KINDS.map((value) => ({ value, label: words.fileKinds[value] }))}
        />
      </DialogFields>
    </FileDialog>
  )
}
