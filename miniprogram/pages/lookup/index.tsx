import { useState } from 'react'
import { isRefusedWith } from '../../api/send'
import { Button, Field } from '../../components/Button'
import { Card } from '../../components/Card'
import { go } from '../../components/go'
import { failureText } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { type Resident, WithResident } from '../../components/WithResident'
import { groupedCode, isDigitsOnly, looksLikeUserCode, tidyUserCode } from '../../format/format'
import { Box, Heading, Words } from '../../platform/elements'
import { useGuarded } from '../../state/useGuarded'
import { foundHousehold } from '../../state/visit'
import { lookup, titles } from '../../text'
import { BillPicture } from './BillPicture'

export default function LookupPage() {
  return <WithResident title={titles.lookup}>{(resident) => <Lookup {...resident} />}</WithResident>
}

function Lookup({ company, api }: Resident) {
  const { label, shape, pattern, help, example } = company.userCode
  const [typed, setTyped] = useState('')
  // The input keeps its own text; another key makes a new one, filled with the example each time that it is asked for.
  const [timesFilled, setTimesFilled] = useState(0)
  const [error, setError] = useState<string>()

  const [find, busy] = useGuarded(async () => {
    const code = tidyUserCode(typed)
    if (!code) return setError(lookup.missing(label))
    if (!looksLikeUserCode(code, pattern)) return setError(lookup.shape(label, shape))
    const answer = await api.lookUp(code)
    // The next page asks for the proof, and finds the household by it.
    if (!answer.ok && isRefusedWith(answer.failure, 'proof-first')) return go('confirm', { code })
    if (!answer.ok) return setError(failureText(answer.failure).text)
    foundHousehold.keep(answer.value)
    go('confirm', { code: answer.value.userCode })
  })

  const foot = (
    <Foot>
      <Button onTap={find} busy={busy}>
        {lookup.find}
      </Button>
    </Foot>
  )
  return (
    <Page title={titles.lookup} foot={foot}>
      <Heading level={2} className='question'>
        {lookup.question}
      </Heading>
      <Field
        key={timesFilled}
        id='user-code'
        kind={isDigitsOnly(pattern) ? 'digits' : 'text'}
        label={label}
        hint={lookup.hint(shape)}
        error={error}
        initial={typed}
        maxLength={40}
        big
        onText={(text) => {
          setTyped(text)
          setError(undefined)
        }}
        onDone={find}
      />
      {example && (
        <Box className='example'>
          <Box>
            {lookup.example}
            <Words className='example-code'>{groupedCode(example)}</Words>
          </Box>
          <Button
            kind='quiet'
            onTap={() => {
              setTimesFilled(timesFilled + 1)
              setTyped(example)
              setError(undefined)
            }}
          >
            {lookup.useExample}
          </Button>
        </Box>
      )}
      <Card title={lookup.whereTitle}>
        <BillPicture label={label} code={example} />
        <Box className='help-text'>{help}</Box>
      </Card>
    </Page>
  )
}
