import type { ApplicationView } from '../../../contract/applications'
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
