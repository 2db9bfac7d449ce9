import { DatePicker, Form, Input, Radio } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { DeskGasSeason } from '../../../contract/consoleGas'
import { post } from '../../api'
import { ActDialog } from '../../components/ActDialog'
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
  const [place, setPlace] = useState(places[0] ?? '')
  const [chosen, setChosen] = useState<string>()
  const [receipt, setReceipt] = useState('')
  const on = chosen ?? today
  const propose = async () => {
    const visit = { on, place, receipt: receipt.trim() }
    if (!(await act(() => post(`/applications/${reportId}/gas-collection`, visit), words.proposed))) return
    told.onProposed()
    told.onClose()
  }
  return (
    <ActDialog
      title={words.collectTitle}
      says={words.collectSays(season)}
      amountFen={subsidy.amountFen ?? undefined}
      ok={text.refunds.propose}
      disabled={on === undefined || !RECEIPT.test(receipt.trim())}
      busy={busy}
      error={error}
      onAct={() => void propose()}
      onClose={told.onClose}
    >
      <Form layout='vertical' requiredMark={false}>
        <Form.Item label={words.place}>
          <Radio.Group
            aria-label={words.place}
            style={{ display: 'grid', gap: 8 }}
            value={place}
            onChange={({ target }) => setPlace(String(target.value))}
            options={places.map((value) => ({ value, label: value }))}
          />
        </Form.Item>
        <Form.Item label={words.day} htmlFor='gas-collected-on'>
          <DatePicker
            id='gas-collected-on'
            allowClear={false}
            value={on === undefined ? null : dayjs(on)}
            minDate={collection ? dayjs(collection.from) : undefined}
            maxDate={collection ? dayjs(collection.to) : undefined}
            onChange={(day) => setChosen(day?.format('YYYY-MM-DD'))}
          />
        </Form.Item>
        <Form.Item label={words.receipt} htmlFor='gas-receipt' extra={words.receiptHelp}>
          <Input
            id='gas-receipt'
            autoComplete='off'
            maxLength={40}
            value={receipt}
            onChange={({ target }) => setReceipt(target.value)}
          />
        </Form.Item>
      </Form>
    </ActDialog>
  )
}
