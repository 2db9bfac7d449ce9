import { useState } from 'react'
import type { ApplicationView } from '../../../contract/applications'
import type { ResidentApi } from '../../api/resident'
import { Button } from '../../components/Button'
import { failureText } from '../../components/failureText'
import { go } from '../../components/go'
import { Notice } from '../../components/Notice'
import { Foot } from '../../components/Page'
import { Sheet } from '../../components/Sheet'
import { Box } from '../../platform/elements'
import { toast } from '../../state/toast'
import { useGuarded } from '../../state/useGuarded'
import { applications as text } from '../../text'
import { monthToConfirm, shortMean } from './nextOf'

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
  const [asking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<string>()

  const [confirm, confirming] = useGuarded(async () => {
    if (!mean) return
    const answer = await api.confirmMean(id, mean)
    if (answer.ok) return onChanged(answer.value)
    setRefusal(failureText(answer.failure).text)
  })
  const [withdraw, withdrawing] = useGuarded(async () => {
    const answer = await api.withdraw(id)
    setAsking(false)
    if (!answer.ok) return setRefusal(failureText(answer.failure).text)
    onChanged(answer.value)
    toast.say(text.withdrawn)
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
        <Button kind={mean ? 'quiet' : 'second'} onTap={() => setAsking(true)}>
          {text.withdraw}
        </Button>
      )}
      <Sheet
        open={asking}
        title={text.withdrawTitle}
        text={text.withdrawText}
        yes={text.withdrawYes}
        no={text.keep}
        busy={withdrawing}
        onYes={withdraw}
        onNo={() => setAsking(false)}
      />
    </Foot>
  )
}
