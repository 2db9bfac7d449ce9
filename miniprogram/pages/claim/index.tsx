import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { formatYuan } from '../../../contract/money'
import { useAnswer } from '../../api/useAnswer'
import { Button, Field } from '../../components/Button'
import { Card } from '../../components/Card'
import { goInstead } from '../../components/go'
import { failureText, Loaded, Notice } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { type Resident, WithResident } from '../../components/WithResident'
import { isDigitsOnly, looksLikeUserCode, tidyUserCode } from '../../format/format'
import { Box, Heading } from '../../platform/elements'
import { useGuarded } from '../../state/useGuarded'
import { lookup, claim as text, titles } from '../../text'

export default function ClaimPage() {
  return <WithResident title={titles.claim}>{(resident) => <Claim {...resident} />}</WithResident>
}

type Wrong = { code?: string; reason?: string; refusal?: string }

/** A payment for the wrong household: which one was meant, and how it came about. */
function Claim({ company, api }: Resident) {
  const no = useRouter().params.no ?? ''
  const { label, shape, pattern } = company.userCode
  const { loading, reload } = useAnswer(no, () => api.orderView(no))
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState('')
  const [wrong, setWrong] = useState<Wrong>({})

  const [send, busy] = useGuarded(async () => {
    const userCode = tidyUserCode(typed)
    const found: Wrong = {
      ...(!userCode
        ? { code: lookup.missing(label) }
        : looksLikeUserCode(userCode, pattern)
          ? {}
          : { code: lookup.shape(label, shape) }),
      ...(reason.trim().length < 2 ? { reason: text.reasonMissing } : {}),
    }
    setWrong(found)
    if (found.code || found.reason) return
    const asked = await api.claim(no, { userCode, reason: reason.trim() })
    if (asked.ok) goInstead('application', { claim: asked.value.id })
    else setWrong({ refusal: failureText(asked.failure).text })
  })

  const foot = loading.state === 'ready' && (
    <Foot>
      <Box live>{wrong.refusal && <Notice kind='wrong' text={wrong.refusal} />}</Box>
      <Button onTap={send} busy={busy}>
        {text.send}
      </Button>
    </Foot>
  )
  return (
    <Page title={titles.claim} foot={foot}>
      <Loaded loading={loading} onRetry={reload}>
        {(order) => (
          <>
            <Heading level={2} className='question'>
              {text.question}
            </Heading>
            <Box className='below-question'>{text.hint(formatYuan(order.amountFen))}</Box>
            <Card>
              <Field
                id='claim-code'
                kind={isDigitsOnly(pattern) ? 'digits' : 'text'}
                label={label}
                hint={lookup.hint(shape)}
                error={wrong.code}
                initial={typed}
                maxLength={40}
                onText={(code) => {
                  setTyped(code)
                  setWrong({ ...wrong, code: undefined })
                }}
              />
              <Field
                id='claim-reason'
                kind='words'
                label={text.reason}
                hint={text.reasonHint}
                error={wrong.reason}
                initial={reason}
                maxLength={200}
                onText={(said) => {
                  setReason(said)
                  setWrong({ ...wrong, reason: undefined })
                }}
              />
            </Card>
          </>
        )}
      </Loaded>
    </Page>
  )
}
