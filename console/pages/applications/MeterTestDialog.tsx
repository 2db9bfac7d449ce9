import { Modal } from 'antd'
import type { DeskObjection, MeterTestPreview } from '../../../contract/consoleSettlements'
import { formatYuan } from '../../../contract/money'
import { get, post } from '../../api'
import { fenWritten, needed, textRule, useDialogForm } from '../../components/dialogForm'
import { FormDialog } from '../../components/FormDialog'
import { ChoiceField, DayField, LineField } from '../../components/fields'
import { useAct, useFocusBack } from '../../components/hooks'
import { LoadedView } from '../../components/LoadedView'
import { useLoaded } from '../../hooks'
import { text } from '../../text'

const words = text.applications.objection

interface Props {
  objection: DeskObjection
  onClose(): void
  onDone(): void
}

/** Asks for the result of a meter's test, and says what either would come to; a second person approves it (domain.md BZ7). */
export function MeterTestDialog(props: Props) {
  useFocusBack()
  const path = `/settlements/objections/${encodeURIComponent(props.objection.id)}/meter-test`
  const loaded = useLoaded(path, () => get<MeterTestPreview>(path))
  if (loaded.data) return <Asking {...props} preview={loaded.data} />
  return (
    <Modal title={words.testTitle} open footer={null} onCancel={props.onClose}>
      <LoadedView of={loaded}>{() => null}</LoadedView>
    </Modal>
  )
}

function Asking({ objection: { id }, preview, onClose, onDone }: Props & { preview: MeterTestPreview }) {
  const { act, busy, error } = useAct()
  const { from, to, adjustmentFen, feeFen, meanRefundFen, prepaidFen } = preview
  const asked = useDialogForm({ passed: true, on: to, paper: '', yuan: '' })
  const { passed, on, paper, yuan } = asked.values
  const decides = !passed && meanRefundFen === null
  const decidedFen = fenWritten(yuan)
  const refundFen = meanRefundFen ?? decidedFen
  const fits = (written: string) => {
    const fen = fenWritten(written)
    return fen !== undefined && fen >= 0 && fen <= prepaidFen
  }
  const range = words.decidedHelp(formatYuan(prepaidFen))
  const propose = async () => {
    const decided = decides ? { decidedRefundFen: decidedFen } : {}
    const result = { passed, on, paper: paper.trim(), ...decided }
    if (!(await act(() => post(`/settlements/objections/${id}/meter-test`, result), words.proposed))) return
    onDone()
    onClose()
  }
  const now = nowText(adjustmentFen)
  const says = passed
    ? words.passedSays(formatYuan(feeFen), now)
    : meanRefundFen === null
      ? words.decidedSays(now)
      : words.failedSays(formatYuan(meanRefundFen), now)
  return (
    <FormDialog
      name='meter-test'
      of={asked}
      title={words.testTitle}
      says={says}
      amountFen={passed ? feeFen : refundFen === undefined ? undefined : Math.abs(adjustmentFen + refundFen)}
      ok={text.refunds.propose}
      busy={busy}
      error={error}
      onAct={() => void propose()}
      onClose={onClose}
    >
      <ChoiceField
        name='passed'
        label={words.result}
        options={[
          { value: true, label: words.results.passed },
          { value: false, label: words.results.failed },
        ]}
      />
      {decides && (
        <LineField
          name='yuan'
          label={words.decided}
          help={range}
          rules={[needed(words.decided), textRule(fits, range)]}
          inputMode='decimal'
        />
      )}
      <DayField name='on' label={words.testedOn} from={from} to={to} />
      <LineField name='paper' label={words.report} maxLength={100} />
    </FormDialog>
  )
}

/** An adjustment as people say it: 退 140.00 元. */
function nowText(adjustmentFen: number): string {
  const which = adjustmentFen < 0 ? 'refund' : adjustmentFen > 0 ? 'top-up' : 'even'
  return words.now(which, formatYuan(Math.abs(adjustmentFen)))
}
