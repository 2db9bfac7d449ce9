import { Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import type { DeskObjection, MeterTestPreview } from '../../../contract/consoleSettlements'
import { formatYuan, parseYuan } from '../../../contract/money'
import { get, post } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct, useFocusBack } from '../../components/hooks'
import { LoadedView } from '../../components/LoadedView'
import { useLoaded } from '../../hooks'
import { text } from '../../text'
import { DayAndPaper } from './ActionDialog'

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
  const [passed, setPassed] = useState(true)
  const [on, setOn] = useState(to)
  const [paper, setPaper] = useState('')
  const [yuan, setYuan] = useState('')
  const decides = !passed && meanRefundFen === null
  const decidedFen = parseYuan(yuan.trim().replaceAll(',', ''))
  const refundFen = meanRefundFen ?? decidedFen
  const fits = !decides || (decidedFen !== undefined && decidedFen >= 0 && decidedFen <= prepaidFen)
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
    <ActDialog
      title={words.testTitle}
      says={says}
      amountFen={passed ? feeFen : refundFen === undefined ? undefined : Math.abs(adjustmentFen + refundFen)}
      ok={text.refunds.propose}
      disabled={paper.trim() === '' || !fits}
      busy={busy}
      error={error}
      onAct={() => void propose()}
      onClose={onClose}
    >
      <Form layout='vertical' requiredMark={false}>
        <Form.Item label={words.result}>
          <Radio.Group
            aria-label={words.result}
            value={passed}
            onChange={({ target }) => setPassed(target.value === true)}
            options={[
              { value: true, label: words.results.passed },
              { value: false, label: words.results.failed },
            ]}
          />
        </Form.Item>
        {decides && (
          <Form.Item
            label={words.decided}
            htmlFor='meter-test-decided'
            extra={words.decidedHelp(formatYuan(prepaidFen))}
            validateStatus={yuan === '' || fits ? undefined : 'error'}
          >
            <Input
              id='meter-test-decided'
              inputMode='decimal'
              value={yuan}
              onChange={({ target }) => setYuan(target.value)}
            />
          </Form.Item>
        )}
        <DayAndPaper
          id='meter-test'
          labels={{ day: words.testedOn, paper: words.report }}
          day={on}
          from={from}
          to={to}
          paper={paper}
          onDay={setOn}
          onPaper={setPaper}
        />
      </Form>
    </ActDialog>
  )
}

/** An adjustment as people say it: 退 140.00 元. */
function nowText(adjustmentFen: number): string {
  const which = adjustmentFen < 0 ? 'refund' : adjustmentFen > 0 ? 'top-up' : 'even'
  return words.now(which, formatYuan(Math.abs(adjustmentFen)))
}
