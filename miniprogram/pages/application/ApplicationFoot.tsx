import { useState } from 'react'
import type { ApplicationView } from '../../../contract/applications'
import type { ResidentApi } from '../../api/resident'
import { Button } from '../../components/Button'
import { ConfirmButton } from '../../components/ConfirmButton'
import { go } from '../../components/go'
import { failureText, Notice } from '../../components/Notice'
import { Foot } from '../../components/Page'
import { Box } from '../../platform/elements'
import { toast } from '../../state/toast'
import { useGuarded } from '../../state/useGuarded'
import { applications as text } from '../../text'
import { applications, service } from '../../text/applying'

const { next } = applications

/** Who does the work of a suspension, or that the season is charged all the same; nothing for other applications. */
export function workOf({ service: facts }: ApplicationView): string | null {
  if (!facts) return null
  return facts.charged ? applications.charged : service.work[facts.work]
}

/** What happens next, in a sentence; undefined when nothing does. */
export function nextOf(application: ApplicationView): string | undefined {
  const { status, kind, steps } = application
  if (status === 'inspected') return next.inspected
  if (status === 'confirmed') return next.confirmed
  if (status === 'granted') return next.granted
  if (status === 'refused') {
    const reason = steps.at(-1)?.note
    return reason ? applications.refusedBecause(reason) : undefined
  }
  if (status !== 'asked') return undefined
  if (kind === 'instalment-consent') return next.consent
  if (kind === 'gas-report') return next.gas
  if (kind === 'temperature-report') return monthToConfirm(application) ? next.ground : next.temperature
  return next[application.service?.work ?? 'company']
}

/** Where an application stands, in a word; when the resident himself is waited for, it says so. */
export function stateOf(application: ApplicationView): string {
  return monthToConfirm(application) ? applications.yourTurn : applications.statuses[application.status]
}

/** The month whose mean the household may confirm now: cold enough, measured often enough, and not confirmed yet. */
export function monthToConfirm({
  status,
  temperature,
}: Pick<ApplicationView, 'status' | 'temperature'>): { month: string; meanCelsius: string } | undefined {
  if (status !== 'asked' || !temperature || temperature.confirmedMonth !== null) return undefined
  const ground = temperature.months.find(({ outcome }) => outcome === 'ground')
  return ground && ground.meanCelsius !== null ? { month: ground.month, meanCelsius: ground.meanCelsius } : undefined
}

/** A mean as people say it: 14.70 as 14.7, 15.00 as 15. */
export function shortMean(celsius: string): string {
  return celsius.includes('.') ? celsius.replace(/\.?0+$/, '') : celsius
}

/** "2026-12" as 2026年12月. */
export function monthText(month: string): string {
  return applications.month(month.slice(0, 4), Number(month.slice(5)))
}

/** Where each kind is asked for, and may be asked for again. */
const PAGE_OF = {
  suspension: 'service',
  resumption: 'service',
  'instalment-consent': 'consent',
  'temperature-report': 'temperature',
  'gas-report': 'gas',
} as const

interface ApplicationFootProps {
  api: ResidentApi
  application: ApplicationView
  onChanged: (application: ApplicationView) => void
}

/** What the household itself can do with an application: confirm a mean, pay in parts, or withdraw it. */
export function ApplicationFoot({ api, application, onChanged }: ApplicationFootProps) {
  const { id, kind, status, mayWithdraw, household } = application
  const mean = monthToConfirm(application)
  const [refusal, setRefusal] = useState<string>()

  const [confirm, confirming] = useGuarded(async () => {
    if (!mean) return
    const answer = await api.confirmMean(id, mean)
    if (answer.ok) return onChanged(answer.value)
    setRefusal(failureText(answer.failure).text)
  })

  const billed = status === 'effective' || status === 'reduced'
  if (!mean && !mayWithdraw && !billed && status !== 'granted' && status !== 'refused') return null
  return (
    <Foot>
      <Box live>{refusal && <Notice kind='wrong' text={refusal} />}</Box>
      {mean && (
        <Button busy={confirming} onTap={confirm}>
          {text.confirm(shortMean(mean.meanCelsius))}
        </Button>
      )}
      {status === 'refused' && (
        <Button onTap={() => go(PAGE_OF[kind], { household: household.id })}>{text.again[kind]}</Button>
      )}
      {billed && <Button onTap={() => go('bill', { household: household.id })}>{text.seeBill}</Button>}
      {status === 'granted' && <Button onTap={() => go('bill', { household: household.id })}>{text.toBill}</Button>}
      {mayWithdraw && (
        <ConfirmButton
          kind={mean ? 'quiet' : 'second'}
          asks={text.withdrawAsks}
          action={() => api.withdraw(id)}
          onDone={(now) => {
            onChanged(now)
            toast.say(text.withdrawn)
          }}
          onFailed={setRefusal}
        >
          {text.withdraw}
        </ConfirmButton>
      )}
    </Foot>
  )
}
