import { useState } from 'react'
import type { GasAnswer } from '../../../contract/applications'
import type { ResidentApi } from '../../api/resident'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Field } from '../../components/Field'
import { failureText } from '../../components/failureText'
import { goInstead } from '../../components/go'
import { Notice } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { PhotoField } from '../../components/PhotoField'
import { dayText } from '../../format/day'
import { Box, Heading } from '../../platform/elements'
import type { ChosenPhoto } from '../../platform/photoPorts'
import { useGuarded } from '../../state/useGuarded'
import { gas as text, titles } from '../../text'
import { GasFacts } from './GasFacts'
import { readGas } from './reading'

interface GasFormProps {
  api: ResidentApi
  household: string
  answer: GasAnswer
  open: GasAnswer['windows'][number]
}

type Wrong = { reading?: string; meter?: string; photo?: string; refusal?: string }

/** The reading, the meter's number and its photo, sent together. */
export function GasForm({ api, household, answer, open }: GasFormProps) {
  const [reading, setReading] = useState('')
  const [meter, setMeter] = useState('')
  const [photo, setPhoto] = useState<ChosenPhoto>()
  const [wrong, setWrong] = useState<Wrong>({})

  const [send, busy] = useGuarded(async () => {
    const read = readGas(reading, meter)
    if (read.wrong.reading || read.wrong.meter || !photo) {
      return setWrong({
        ...(read.wrong.reading ? { reading: text.readingWrong } : {}),
        ...(read.wrong.meter ? { meter: text.meterWrong } : {}),
        ...(photo ? {} : { photo: text.photoMissing }),
      })
    }
    const { cubicMetres, meterNumber } = read
    const sent = await api.reportGas(household, { cubicMetres, meterNumber }, photo)
    if (sent.ok) goInstead('application', { id: sent.value.id })
    else setWrong({ refusal: failureText(sent.failure).text })
  })

  const foot = (
    <Foot>
      <Box live>{wrong.refusal && <Notice kind='wrong' text={wrong.refusal} />}</Box>
      <Button onTap={send} busy={busy}>
        {text.ask}
      </Button>
    </Foot>
  )
  const days = text.dates(dayText(open.from, answer.season), dayText(open.to, answer.season))
  return (
    <Page title={titles.gas} foot={foot}>
      <Heading level={2} className='question'>
        {text.question}
      </Heading>
      <Box className='below-question'>{`${text.windows[open.window]}：${days}`}</Box>
      <Card>
        <Field
          id='gas-reading'
          kind='decimal'
          label={text.reading}
          hint={text.readingHint}
          error={wrong.reading}
          initial={reading}
          maxLength={14}
          onText={(typed) => {
            setReading(typed)
            setWrong({ ...wrong, reading: undefined })
          }}
        />
        <Field
          id='gas-meter'
          kind='text'
          label={text.meter}
          hint={text.meterHint}
          error={wrong.meter}
          initial={meter}
          maxLength={40}
          onText={(typed) => {
            setMeter(typed)
            setWrong({ ...wrong, meter: undefined })
          }}
        />
        <PhotoField
          label={text.photo}
          hint={text.photoHint}
          chosen={photo}
          error={wrong.photo}
          onChosen={(chosen) => {
            setPhoto(chosen)
            setWrong({ ...wrong, photo: undefined })
          }}
          onWrong={(error) => setWrong({ ...wrong, photo: error })}
        />
      </Card>
      <GasFacts answer={answer} />
    </Page>
  )
}
