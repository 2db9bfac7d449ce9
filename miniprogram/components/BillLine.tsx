import { useState } from 'react'
import type { FeeLine } from '../../contract/estimates'
import { formatYuan } from '../../contract/money'
import type { InvoiceView, OrderState } from '../../contract/resident'
import { amountInWords } from '../format/amountInWords'
import { dayText, unbroken } from '../format/format'
import { Box, Tap, Words } from '../platform/elements'
import { platformSpeech } from '../platform/speech'
import { typeSize } from '../state/typeSize'
import { bill, common, home } from '../text'
import type { Tone } from './Card'

/** One line of a bill; a tap opens how it was worked out, and the document that sets the price (domain.md C9). */
export function BillLine({ line }: { line: FeeLine }) {
  const [open, setOpen] = useState(false)
  return (
    <Box className='bill-line'>
      <Tap className='bill-line-head' expanded={open} onTap={() => setOpen(!open)}>
        <Words className='bill-line-label'>{line.label}</Words>
        <Box className='bill-line-value'>
          <Words className='bill-line-amount'>{formatYuan(line.amountFen)}</Words>
          <Words className={`arrow${open ? ' arrow-up' : ' arrow-down'}`} />
        </Box>
      </Tap>
      {open && (
        <Box className='bill-line-more'>
          <Box className='formula'>{unbroken(`${line.formula} = ${formatYuan(line.amountFen)}`)}</Box>
          {line.source && <Box className='source'>{bill.source(line.source)}</Box>}
        </Box>
      )}
    </Box>
  )
}

/** The largest thing on a page: an amount in fen, with a word above it on what it is. */
export function Amount({ what, amountFen, good }: { what: string; amountFen: number; good?: boolean }) {
  const [number = '', unit = ''] = formatYuan(amountFen).split(' ')
  const inWords = typeSize.use() !== 'standard'
  const words = amountInWords(amountFen)
  return (
    <Box className='amount'>
      <Box className='amount-what'>{what}</Box>
      <Box className={`amount-number${good ? ' amount-good' : ''}`}>
        <Words>{number}</Words>
        <Words className='amount-unit'> {unit}</Words>
      </Box>
      {inWords && <Box className='amount-words'>{common.inWords(words)}</Box>}
      {inWords && platformSpeech.offered() && (
        <Tap className='amount-aloud' onTap={() => platformSpeech.say(`${what}，${words}`)}>
          <Words>{common.readAloud}</Words>
        </Tap>
      )}
    </Box>
  )
}

/** By when something is to be paid, or that the day is over: that the server says, by its own day. */
export function DueBy({ dueOn, season, late }: { dueOn: string; season: string | null; late: boolean }) {
  const day = dayText(dueOn, season)
  return <Box className={late ? 'due-by due-late' : 'due-by'}>{late ? home.late(day) : home.by(day)}</Box>
}

export interface PlanStep {
  when: string
  what: string
  state: 'done' | 'now' | 'later'
}

/** Instalments as a line in time: what is paid, what is to be paid now, and the rest by its day. */
export function Plan({ steps }: { steps: readonly PlanStep[] }) {
  return (
    <Box className='plan' role='list'>
      {steps.map((step) => (
        <Box key={step.when} className={`plan-step plan-${step.state}`} role='listitem'>
          <Box className='plan-mark'>{step.state === 'done' ? '✓' : ''}</Box>
          <Box className='plan-words'>
            <Words className='plan-when'>{step.when}</Words>
            <Words className='plan-what'>{step.what}</Words>
          </Box>
        </Box>
      ))}
    </Box>
  )
}

/** The colour that goes with an order's state; its word says the same. */
export const ORDER_TONE: Record<OrderState, Tone> = {
  unpaid: 'soon',
  confirming: 'soon',
  held: 'soon',
  paid: 'good',
  closed: 'quiet',
  refunding: 'soon',
  refunded: 'quiet',
  moved: 'quiet',
  'to-bill': 'good',
  'to-credit': 'good',
}

export const INVOICE_TONE: Record<InvoiceView['state'], Tone> = {
  asked: 'soon',
  issued: 'good',
  failed: 'wrong',
  reversed: 'quiet',
}
