import { useState } from 'react'
import type { CompanyView } from '../../../contract/company'
import type { EstimateAnswer } from '../../../contract/estimates'
import { openApi } from '../../api/resident'
import { Button } from '../../components/Button'
import { go } from '../../components/go'
import { failureText, Notice } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { WithCompany } from '../../components/WithCompany'
import { Box, Heading } from '../../platform/elements'
import { useGuarded } from '../../state/useGuarded'
import { calculator, titles } from '../../text'
import { CalculatorForm } from './CalculatorForm'
import { EstimateResult } from './EstimateResult'
import { choicesOf, chosen, type Filled, nothingFilled, nothingWrong, readFilled, type Wrong } from './question'

export default function CalculatorPage() {
  return (
    <WithCompany title={titles.calculator}>
      {({ company }) => <Calculator key={company.id} company={company} />}
    </WithCompany>
  )
}

function Calculator({ company }: { company: CompanyView }) {
  const choices = choicesOf(company)
  const [filled, setFilled] = useState<Filled>(nothingFilled)
  const [wrong, setWrong] = useState<Wrong>(nothingWrong)
  const [refusal, setRefusal] = useState<string>()
  const [estimate, setEstimate] = useState<EstimateAnswer>()
  const choice = chosen(choices, filled)

  const [calculate, busy] = useGuarded(async () => {
    if (!choice) return
    const read = readFilled(company, choice, filled)
    setEstimate(undefined)
    setRefusal(undefined)
    setWrong(read.kind === 'bad' ? read : nothingWrong)
    if (read.kind === 'bad') return
    const answer = await openApi.estimate(read.question)
    if (answer.ok) setEstimate(answer.value)
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
    <Page title={titles.calculator} foot={foot}>
      <Heading level={2} className='question'>
        {calculator.question}
      </Heading>
      <Box className='below-question'>{calculator.hint}</Box>
      {choice && (
        <CalculatorForm
          choices={choices}
          choice={choice}
          filled={filled}
          wrong={wrong}
          onFill={(part) => {
            setFilled((before) => ({ ...before, ...part }))
            setEstimate(undefined)
            setWrong(nothingWrong)
          }}
          onDone={calculate}
        />
      )}
      {company.gasTiers && (
        <Button kind='quiet' onTap={() => go('gasFee')}>
          {calculator.gas.open}
        </Button>
      )}
      <Box live>
        {refusal && <Notice kind='soon' text={refusal} />}
        {estimate && <EstimateResult estimate={estimate} season={company.season.name} />}
      </Box>
    </Page>
  )
}
