import { useState } from 'react'
import type { GasAnswer } from '../../../contract/applications'
import { formatYuan } from '../../../contract/money'
import type { ResidentApi } from '../../api/resident'
import { Button, Field } from '../../components/Button'
import { Card, Facts } from '../../components/Card'
import { goInstead } from '../../components/go'
import { failureText, Notice } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { PhotoField } from '../../components/PhotoField'
import { dayText } from '../../format/format'
import { Box, Heading } from '../../platform/elements'
import type { ChosenPhoto } from '../../platform/ports'
import { useGuarded } from '../../state/useGuarded'
import { gas as text, titles } from '../../text'

/** The windows, the subsidy, and where it is collected. */
export function GasFacts({ answer: { offered, windows, subsidy, collection, season } }: { answer: GasAnswer }) {
  if (!offered) return null
  const days = (from: string, to: string) => text.dates(dayText(from, season), dayText(to, season))
  return (
    <>
      <Card>
        <Facts facts={windows.map(({ window, from, to }) => [text.windows[window], days(from, to)] as const)} />
      </Card>
      <Card title={text.subsidy}>
        <Box>{text.subsidyStates[subsidy.state]}</Box>
        <Facts
          facts={[
            [text.used, subsidy.cubicMetres === null ? null : text.cubicMetres(subsidy.cubicMetres)],
            [text.subsidyAmount, subsidy.amountFen === null ? null : formatYuan(subsidy.amountFen)],
            [
              subsidy.state === 'collected' ? text.subsidyOn.collected : text.subsidyOn.granted,
              subsidy.on === null ? null : dayText(subsidy.on, season),
            ],
            [
              text.collection,
              subsidy.state === 'collected' || !collection ? null : days(collection.from, collection.to),
            ],
            [text.places, subsidy.state === 'collected' ? null : collection?.places.join('、')],
          ]}
        />
      </Card>
    </>
  )
}

const READING = /^\d{1,7}(\.\d{1,3})?$/

const METER = /^[0-9A-Za-z-]{4,32}$/

/** What was typed from the meter, tidied; which of it cannot be right. The server decides. */
export interface GasReading {
  cubicMetres: string
  meterNumber: string
  wrong: { reading: boolean; meter: boolean }
}

/** Takes a reading and a meter number as typed: with spaces, full-width dots or commas between thousands. */
export function readGas(reading: string, meter: string): GasReading {
  const cubicMetres = reading.replace(/[\s,，]/g, '').replace(/[。．]/g, '.')
  const meterNumber = meter.replace(/\s/g, '')
  return { cubicMetres, meterNumber, wrong: { reading: !READING.test(cubicMetres), meter: !METER.test(meterNumber) } }
}

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
