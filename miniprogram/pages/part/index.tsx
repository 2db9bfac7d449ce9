import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { formatYuan, yuanText } from '../../../contract/money'
import type { BillAnswer, Payable } from '../../../contract/resident'
import { useAnswer } from '../../api/useAnswer'
import { Plan } from '../../components/BillLine'
import { Button, Field } from '../../components/Button'
import { Card } from '../../components/Card'
import { go, goBack } from '../../components/go'
import { Loaded, Notice } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { type Resident, WithResident } from '../../components/WithResident'
import { dayText } from '../../format/format'
import { type PartAmount, readPart } from '../../payment/intention'
import { usePayment } from '../../payment/useOrder'
import { Box, Heading } from '../../platform/elements'
import { part, titles } from '../../text'

export default function PartPage() {
  return <WithResident title={titles.part}>{(resident) => <Part {...resident} />}</WithResident>
}

function Part(resident: Resident) {
  const household = useRouter().params.household ?? ''
  const { loading, reload } = useAnswer(household, () => resident.api.bill(household))
  if (loading.state === 'ready') return <PartOf {...resident} answer={loading.value} />
  return (
    <Page title={titles.part}>
      <Loaded loading={loading} onRetry={reload}>
        {() => null}
      </Loaded>
    </Page>
  )
}

type Allowed = Extract<Payable['instalments'], { allowed: true }>

function PartOf({ company, api, answer }: Resident & { answer: BillAnswer }) {
  const { instalments, open, reason, wholeFen } = answer.payable
  const refusal = !open ? reason : instalments.allowed ? null : instalments.reason
  const back = (
    <Foot>
      <Button onTap={goBack}>{part.whole}</Button>
    </Foot>
  )
  if (!open || !instalments.allowed) {
    return (
      <Page title={titles.part} foot={back}>
        <Notice kind='soon' title={part.notAllowed} text={refusal ?? ''} />
      </Page>
    )
  }
  if (instalments.consent === 'staff' && instalments.consentState !== 'granted')
    return <ConsentFirst instalments={instalments} household={answer.household.id} />
  return (
    <ChooseAmount
      api={api}
      answer={answer}
      instalments={instalments}
      wholeFen={wholeFen}
      season={company.season.name}
    />
  )
}

/** Staff decide first (LZ2): the way to ask, and paying the whole as before. */
function ConsentFirst({ instalments, household }: { instalments: Allowed; household: string }) {
  const { consentState = 'not-asked' } = instalments
  const state = consentState === 'asked' || consentState === 'refused' ? consentState : 'not-asked'
  const foot = (
    <Foot>
      <Button onTap={() => go('consent', { household })}>
        {state === 'asked' ? part.seeConsent : part.askConsent}
      </Button>
      <Button kind='second' onTap={goBack}>
        {part.whole}
      </Button>
    </Foot>
  )
  return (
    <Page title={titles.part} foot={foot}>
      <Notice kind='soon' title={part.staff} text={part.consent[state]} />
    </Page>
  )
}

interface ChooseAmountProps {
  api: Resident['api']
  answer: BillAnswer
  instalments: Allowed
  wholeFen: number
  season: string
}

function ChooseAmount({ api, answer, instalments, wholeFen, season }: ChooseAmountProps) {
  const leastFen = instalments.firstPaid ? 1 : instalments.minimumFen
  const starting = yuanText(instalments.firstPaid ? wholeFen : instalments.minimumFen)
  const [typed, setTyped] = useState(starting)
  const payment = usePayment(api)
  const read = readPart(typed, leastFen, wholeFen)
  const dueOn = dayText(instalments.balanceDueOn, season)
  const householdId = answer.household.id

  const pay = () => {
    if (read.kind !== 'good') return
    payment.pay(read.rest === 0 ? { kind: 'whole', householdId } : { kind: 'part', householdId, partFen: read.amount })
  }

  const foot = (
    <Foot>
      <Box live>{payment.refusal && <Notice kind='wrong' text={payment.refusal} />}</Box>
      <Button onTap={pay} busy={payment.busy} disabled={read.kind !== 'good'}>
        {read.kind === 'good' ? part.pay(formatYuan(read.amount)) : part.payNothing}
      </Button>
    </Foot>
  )
  return (
    <Page title={titles.part} foot={foot}>
      <Heading level={2} className='question'>
        {part.question}
      </Heading>
      <Card>
        <Field
          id='part-amount'
          kind='decimal'
          label={part.amount}
          hint={part.hint(formatYuan(leastFen), formatYuan(wholeFen))}
          error={whatIsWrong(read, instalments, wholeFen)}
          initial={starting}
          maxLength={14}
          big
          onText={setTyped}
          onDone={pay}
        />
      </Card>
      <Card>
        <Plan
          steps={[
            ...(instalments.firstPaid ? [{ when: part.first, what: part.firstPaid, state: 'done' as const }] : []),
            {
              when: part.today,
              what: read.kind === 'good' ? part.now(formatYuan(read.amount)) : part.atLeast(formatYuan(leastFen)),
              state: 'now',
            },
            {
              when: part.before(dueOn),
              what: part.rest(formatYuan(read.kind === 'good' ? read.rest : wholeFen - leastFen)),
              state: 'later',
            },
          ]}
        />
      </Card>
    </Page>
  )
}

function whatIsWrong(read: PartAmount, instalments: Allowed, wholeFen: number): string | undefined {
  if (read.kind === 'not-an-amount') return part.notAnAmount
  if (read.kind === 'too-much') return part.tooMuch(formatYuan(wholeFen))
  if (read.kind === 'too-little')
    return instalments.firstPaid ? part.tooLittleLater : part.tooLittle(formatYuan(instalments.minimumFen))
  return undefined
}
