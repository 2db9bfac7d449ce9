import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { formatYuan } from '../../../contract/money'
import type { SettlementView } from '../../../contract/settlements'
import type { PhotoKind, RefundDetails, ResidentApi } from '../../api/resident'
import { useAnswer } from '../../api/useAnswer'
import { Button } from '../../components/Button'
import { go, goBack, goInstead } from '../../components/go'
import { failureText, Notice } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { LoadedFor, type Resident, WithResident } from '../../components/WithResident'
import { Box } from '../../platform/elements'
import { useGuarded } from '../../state/useGuarded'
import { settlement as settlementText, refund as text, titles } from '../../text'
import { sentence } from '../../text/common'
import {
  AgreeStep,
  DetailsStep,
  faultsIn,
  faultsOf,
  type KeptPhotos,
  PHOTOS,
  PhotosStep,
  stepOf,
  tidyDetails,
  type Wrong,
} from './steps'

export default function RefundPage() {
  return <WithResident title={titles.refund}>{(resident) => <Refund {...resident} />}</WithResident>
}

/** Asking for the refund: agree with the result, say where the money goes, show two cards (BZ5). */
function Refund({ api }: Resident) {
  const household = useRouter().params.household ?? ''
  const { loading, reload } = useAnswer(household, () => api.settlement(household))
  const settlement = loading.state === 'ready' ? loading.value.settlement : null
  if (settlement?.mayApply.open) return <RefundForm api={api} household={household} settlement={settlement} />
  return (
    <Page
      title={titles.refund}
      foot={
        settlement && (
          <Foot>
            <Button onTap={() => goInstead('settlement', { household })}>{settlementText.see}</Button>
          </Foot>
        )
      }
    >
      <LoadedFor api={api} household={household} loading={loading} onRetry={reload}>
        {() => (
          <Notice
            kind='soon'
            title={settlementText.mayNotApply}
            text={sentence(settlement?.mayApply.reason) ?? settlementText.noneText}
          />
        )}
      </LoadedFor>
    </Page>
  )
}

const NOTHING: RefundDetails = { owner: '', identityNumber: '', bankCard: '', phone: '' }

interface RefundFormProps {
  api: ResidentApi
  household: string
  settlement: SettlementView
}

function RefundForm({ api, household, settlement }: RefundFormProps) {
  const [step, setStep] = useState(0)
  const [agreed, setAgreed] = useState(false)
  const [details, setDetails] = useState(NOTHING)
  const [photos, setPhotos] = useState<KeptPhotos>({})
  const [wrong, setWrong] = useState<Wrong>({})

  function leaveDetails() {
    const faults = faultsOf(tidyDetails(details))
    setWrong(faults)
    if (!Object.keys(faults).length) setStep(2)
  }

  const [send, busy] = useGuarded(async () => {
    const missing = PHOTOS.filter((kind) => !photos[kind])
    if (missing.length) return setWrong(Object.fromEntries(missing.map((kind) => [kind, text.photoMissing])))
    const ids = PHOTOS.flatMap((kind) => photos[kind]?.id ?? [])
    const answer = await api.applyForRefund(household, settlement.season, tidyDetails(details), ids)
    if (answer.ok)
      return goInstead('settlement', { household, card: answer.value.cardLooksWrong ? 'check' : undefined })
    const { failure } = answer
    const faults = failure.kind === 'refused' ? faultsIn(failure.problem) : { refusal: failureText(failure).text }
    setWrong(faults)
    setStep(stepOf(faults))
  })

  const goOn = [() => (agreed ? setStep(1) : setWrong({ refusal: text.agreeFirst })), leaveDetails, send][step]
  const before = () => {
    setWrong({})
    setStep(step - 1)
  }
  const foot = (
    <Foot>
      <Box live>{wrong.refusal && <Notice kind='wrong' text={wrong.refusal} />}</Box>
      <Button onTap={() => goOn?.()} busy={busy}>
        {step === 2 ? text.send(formatYuan(settlement.payableFen)) : text.next}
      </Button>
      {step > 0 ? (
        <Button kind='quiet' onTap={before}>
          {text.back}
        </Button>
      ) : (
        settlement.mayObject.open && (
          <Button kind='quiet' onTap={() => go('objection', { household })}>
            {text.object}
          </Button>
        )
      )}
    </Foot>
  )
  return (
    <Page title={titles.refund} foot={foot} back={step > 0 ? before : goBack}>
      <Box className='steps-passed'>{text.step(step + 1, 3)}</Box>
      {step === 0 && (
        <AgreeStep
          settlement={settlement}
          agreed={agreed}
          onAgree={(yes) => {
            setAgreed(yes)
            setWrong({})
          }}
        />
      )}
      {step === 1 && (
        <DetailsStep
          details={details}
          wrong={wrong}
          onChange={(field, value) => {
            setDetails((known) => ({ ...known, [field]: value }))
            setWrong((known) => ({ ...known, [field]: undefined, refusal: undefined }))
          }}
        />
      )}
      {step === 2 && (
        <PhotosStep
          photos={photos}
          wrong={wrong}
          keep={(kind, photo) => api.keepPhoto(household, kind, photo)}
          onKept={(kind: PhotoKind, kept) => {
            setPhotos((known) => ({ ...known, [kind]: kept }))
            setWrong((known) => ({ ...known, [kind]: undefined, refusal: undefined }))
          }}
          onWrong={(kind, error) => setWrong((known) => ({ ...known, [kind]: error }))}
        />
      )}
    </Page>
  )
}
