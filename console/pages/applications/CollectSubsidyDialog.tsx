import type { DeskGasSeason } from '../../../contract/consoleGas'
import { post } from '../../api'
import { needed, textRule, useDialogForm, usePresetDay } from '../../components/dialogForm'
import { FormDialog } from '../../components/FormDialog'
import { ChoiceField, DayField, LineField } from '../../components/fields'
import { useAct, useToday } from '../../components/hooks'
import { text } from '../../text'

const words = text.applications.gas
const RECEIPT = /^[0-9A-Za-z-]{1,40}$/

interface Props {
  company: string
  of: DeskGasSeason
  onClose(): void
  onProposed(): void
}

/**
 * Proposes to write down that a bank's counter paid the subsidy out to somebody who cannot use the app; a second person
 * approves it (domain.md BJ8).
 */
export function CollectSubsidyDialog({ company, of: { season, reportId, subsidy, collection }, ...told }: Props) {
  const { act, busy, error } = useAct()
  const today = useToday(company)
  const places = collection?.places ?? []
  const asked = useDialogForm({ place: places[0] ?? '', on: today ?? '', receipt: '' })
  usePresetDay(asked.form, 'on', today)
  const propose = async () => {
    const { on, place, receipt } = asked.values
    const visit = { on, place, receipt: receipt.trim() }
    if (!(await act(() => post(`/applications/${reportId}/gas-collection`, visit), words.proposed))) return
    told.onProposed()
    told.onClose()
  }
  return (
    <FormDialog
      name='gas-collection'
      of={asked}
      title={words.collectTitle}
      says={words.collectSays(season)}
      amountFen={subsidy.amountFen ?? undefined}
      ok={text.refunds.propose}
      busy={busy}
      error={error}
      onAct={() => void propose()}
      onClose={told.onClose}
    >
      <ChoiceField
        name='place'
        label={words.place}
        stacked
        options={places.map((value) => ({ value, label: value }))}
      />
      <DayField name='on' label={words.day} from={collection?.from} to={collection?.to} />
      <LineField
        name='receipt'
        label={words.receipt}
        help={words.receiptHelp}
        rules={[needed(words.receipt), textRule((receipt) => RECEIPT.test(receipt), words.receiptHelp)]}
        maxLength={40}
      />
    </FormDialog>
  )
}
