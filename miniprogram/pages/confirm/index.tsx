import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { HouseholdCard } from '../../../contract/resident'
import type { SaveHousehold } from '../../api/resident'
import { type Answer, good, isRefusedWith } from '../../api/send'
import { useAnswer } from '../../api/useAnswer'
import { Button, Field } from '../../components/Button'
import { Card, Facts } from '../../components/Card'
import { goBack, goInstead } from '../../components/go'
import { failureText, Loaded, Notice } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { type Resident, WithResident } from '../../components/WithResident'
import { Box, Choice, Heading } from '../../platform/elements'
import { useGuarded } from '../../state/useGuarded'
import { foundHousehold } from '../../state/visit'
import { confirm, titles } from '../../text'

export default function ConfirmPage() {
  return <WithResident title={titles.confirm}>{(resident) => <Confirm {...resident} />}</WithResident>
}

function Confirm({ company, api }: Resident) {
  const { code: userCode = '', next } = useRouter().params
  // Nothing where the household is shown only to those who give the proof.
  const { loading, reload } = useAnswer(userCode, async (): Promise<Answer<HouseholdCard | null>> => {
    const card = foundHousehold.take(userCode)
    if (card) return good(card)
    const answer = await api.lookUp(userCode)
    return !answer.ok && isRefusedWith(answer.failure, 'proof-first') ? good(null) : answer
  })
  const proofFirst = loading.state === 'ready' && loading.value === null
  const [relation, setRelation] = useState<SaveHousehold['relation']>('own')
  const [proof, setProof] = useState('')
  const [error, setError] = useState<string>()

  const [save, busy] = useGuarded(async () => {
    if (proofFirst && !proof.trim()) return setError(confirm.proofMissing)
    const answer = await api.save({ userCode, relation, ...(proof.trim() ? { proof: proof.trim() } : {}) })
    if (!answer.ok) return setError(failureText(answer.failure).text)
    goInstead(next === 'services' ? 'services' : 'bill', { household: answer.value.id })
  })

  const foot = loading.state === 'ready' && (
    <Foot>
      <Button onTap={save} busy={busy}>
        {proofFirst ? confirm.find : confirm.yes}
      </Button>
      <Button kind='quiet' onTap={goBack}>
        {confirm.no}
      </Button>
    </Foot>
  )
  return (
    <Page title={titles.confirm} foot={foot}>
      <Loaded loading={loading} onRetry={reload}>
        {(card) => (
          <>
            <Heading level={2} className='question'>
              {card ? confirm.question : confirm.proofFirst}
            </Heading>
            {card ? (
              <WhichHousehold card={card} label={company.userCode.label} />
            ) : (
              <Notice kind='soon' text={confirm.proofFirstText} />
            )}
            <Card>
              <Choice
                id='relation'
                question={confirm.relation}
                options={[
                  { value: 'own', text: confirm.relations.own },
                  { value: 'family', text: confirm.relations.family },
                ]}
                value={relation}
                onChoose={(value) => setRelation(value === 'own' ? 'own' : 'family')}
              />
              {!card?.verified && (
                <Field
                  id='proof'
                  kind={company.bindingProof === 'identity-number' ? 'identity' : 'text'}
                  label={(card ? confirm.proof : confirm.proofNeeded)[company.bindingProof]}
                  hint={card ? confirm.proofHint : undefined}
                  initial={proof}
                  maxLength={64}
                  long={company.bindingProof === 'identity-number'}
                  onText={(text) => {
                    setProof(text)
                    setError(undefined)
                  }}
                />
              )}
            </Card>
            <Box live>{error && <Notice kind='wrong' text={error} />}</Box>
          </>
        )}
      </Loaded>
    </Page>
  )
}

function WhichHousehold({ card, label }: { card: HouseholdCard; label: string }) {
  return (
    <Card>
      <Facts
        facts={[
          [confirm.owner, card.owner],
          [confirm.address, card.address],
          [label, card.userCode],
        ]}
      />
      {!card.verified && <Box className='field-hint'>{confirm.masked}</Box>}
    </Card>
  )
}
