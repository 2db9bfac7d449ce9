import { useState } from 'react'
import type { CompanyView } from '../../../contract/company'
import type { FeeSheet } from '../../../contract/estimates'
import { openApi } from '../../api/resident'
import { Amount, BillLine } from '../../components/BillLine'
import { Button, Field } from '../../components/Button'
import { Card } from '../../components/Card'
import { failureText, Notice } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { WithCompany } from '../../components/WithCompany'
import { Box, Choice, Heading } from '../../platform/elements'
import { useGuarded } from '../../state/useGuarded'
import { calculator, titles } from '../../text'

const text = calculator.gas
const QUANTITY = /^\d{1,12}(\.\d{1,6})?$/

export default function GasFeePage() {
  return (
    <WithCompany title={titles.gasFee}>{({ company }) => <GasFee key={company.id} company={company} />}</WithCompany>
  )
}

/** What a year's gas costs by tiers (LZ6). */
function GasFee({ company }: { company: CompanyView }) {
  const [home, setHome] = useState<'ordinary' | 'wall-boiler'>('wall-boiler')
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string>()
  const [refusal, setRefusal] = useState<string>()
  const [fee, setFee] = useState<FeeSheet>()

  const [calculate, busy] = useGuarded(async () => {
    const cubicMetres = typed.replace(/[\s,，]/g, '').replace(/[。．]/g, '.')
    setFee(undefined)
    setRefusal(undefined)
    if (!QUANTITY.test(cubicMetres)) return setError(text.quantityWrong)
    const answer = await openApi.estimateGas({ company: company.id, home, cubicMetres })
    if (answer.ok) setFee(answer.value)
    else setRefusal(failureText(answer.failure).text)
  })

  const foot = (
    <Foot>
      <Button onTap={calculate} busy={busy}>
        {calculator.calculate}
      </Button>
    </Foot>
  )
  return (
    <Page title={titles.gasFee} foot={foot}>
      <Heading level={2} className='question'>
        {text.question}
      </Heading>
      <Card>
        <Choice
          id='gas-home'
          question={text.home}
          options={[
            { value: 'wall-boiler', text: text.homes['wall-boiler'] },
            { value: 'ordinary', text: text.homes.ordinary },
          ]}
          value={home}
          onChoose={(value) => {
            setHome(value === 'ordinary' ? 'ordinary' : 'wall-boiler')
            setFee(undefined)
          }}
        />
        <Field
          id='gas-quantity'
          kind='decimal'
          label={text.quantity}
          hint={text.quantityHint}
          error={error}
          initial={typed}
          maxLength={19}
          onText={(quantity) => {
            setTyped(quantity)
            setError(undefined)
            setFee(undefined)
          }}
          onDone={calculate}
        />
      </Card>
      <Box live>
        {refusal && <Notice kind='soon' text={refusal} />}
        {fee && (
          <Card>
            <Amount what={text.total} amountFen={fee.totalFen} />
            {fee.lines.map((line) => (
              <BillLine key={`${line.label} ${line.rule}`} line={line} />
            ))}
          </Card>
        )}
      </Box>
    </Page>
  )
}
