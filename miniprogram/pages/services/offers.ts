import type { ConsentAnswer, GasAnswer, ServiceAnswer, TemperatureAnswer } from '../../../contract/applications'
import { formatYuan } from '../../../contract/money'
import type { SettlementAnswer } from '../../../contract/settlements'
import type { Answer } from '../../api/send'
import { services as text } from '../../text/applying'

export interface Offer {
  page: 'service' | 'consent' | 'temperature' | 'gas' | 'settlement'
  name: string
  detail: string
}

/** What the server says of each service for one household; a refusal means that it is not for this household. */
export interface Asked {
  service: Answer<ServiceAnswer>
  consent: Answer<ConsentAnswer>
  temperature: Answer<TemperatureAnswer>
  gas: Answer<GasAnswer>
  settlement: Answer<SettlementAnswer>
}

const valueIn = <T>(answer: Answer<T>): T | undefined => (answer.ok ? answer.value : undefined)

/** What this company's rulebook offers this household, and nothing else, in the order of a season. */
export function offersOf({ service, consent, temperature, gas, settlement }: Asked): Offer[] {
  return [
    ...consentOffer(valueIn(consent)),
    ...serviceOffer(valueIn(service)),
    ...temperatureOffer(valueIn(temperature)),
    ...gasOffer(valueIn(gas)),
    ...settlementOffer(valueIn(settlement)),
  ]
}

function serviceOffer(answer: ServiceAnswer | undefined): Offer[] {
  if (!answer || answer.state === 'no-rule') return []
  const name = answer.service === 'suspended' ? text.names.resumption : text.names.suspension
  const details = {
    open: text.windowOpen,
    charged: text.windowCharged,
    'not-yet': text.windowOver,
    closed: text.windowOver,
  }
  return [{ page: 'service', name, detail: details[answer.state] }]
}

function consentOffer(answer: ConsentAnswer | undefined): Offer[] {
  if (!answer || answer.state === 'not-offered' || answer.state === 'automatic') return []
  return [{ page: 'consent', name: text.names.consent, detail: text.consentStates[answer.state] }]
}

function temperatureOffer(answer: TemperatureAnswer | undefined): Offer[] {
  if (!answer?.offered) return []
  return [{ page: 'temperature', name: text.names.temperature, detail: answer.heated ? text.heated : text.notHeated }]
}

function gasOffer(answer: GasAnswer | undefined): Offer[] {
  if (!answer?.offered) return []
  const open = answer.windows.some((window) => window.open)
  return [{ page: 'gas', name: text.names.gas, detail: open ? text.gasOpen : text.gasShut }]
}

function settlementOffer(answer: SettlementAnswer | undefined): Offer[] {
  if (!answer?.metered && !answer?.settlement) return []
  return [{ page: 'settlement', name: text.names.settlement, detail: settled(answer) }]
}

function settled({ settlement }: SettlementAnswer): string {
  if (!settlement) return text.settlementNone
  const { adjustmentFen } = settlement
  if (adjustmentFen === 0) return text.settlementEven
  return adjustmentFen < 0
    ? text.settlementRefund(formatYuan(-adjustmentFen))
    : text.settlementTopUp(formatYuan(adjustmentFen))
}
