import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { formatYuan } from '../../../contract/money'
import { useAnswer } from '../../api/useAnswer'
import { Button, Field } from '../../components/Button'
import { Card } from '../../components/Card'
import { goInstead } from '../../components/go'
import { HotlineFoot } from '../../components/HotlineFoot'
import { failureText, Loaded, Notice } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { type Resident, WithResident } from '../../components/WithResident'
import { looksLikeTaxNumber, tidyTaxNumber } from '../../format/format'
import { Box, Choice, Heading } from '../../platform/elements'
import { useGuarded } from '../../state/useGuarded'
import { invoices, titles } from '../../text'

export default function InvoiceRequestPage() {
  return <WithResident title={titles.invoiceRequest}>{(resident) => <InvoiceRequest {...resident} />}</WithResident>
}

type Wrong = { name?: string; taxNumber?: string; refusal?: string }

function InvoiceRequest({ company, api }: Resident) {
  const orderNo = useRouter().params.no ?? ''
  const { loading, reload } = useAnswer(orderNo, () => api.orderView(orderNo))
  const [kind, setKind] = useState<'personal' | 'company'>('personal')
  const [name, setName] = useState('')
  const [taxNumber, setTaxNumber] = useState('')
  const [wrong, setWrong] = useState<Wrong>({})

  const [ask, busy] = useGuarded(async () => {
    const title = { name: name.trim(), taxNumber: tidyTaxNumber(taxNumber) }
    const found: Wrong = {
      ...(title.name ? {} : { name: invoices.nameMissing }),
      ...(kind === 'personal' || looksLikeTaxNumber(title.taxNumber) ? {} : { taxNumber: invoices.taxWrong }),
    }
    setWrong(found)
    if (found.name || found.taxNumber) return
    const answer = await api.askInvoice({
      orderNo,
      title: kind === 'personal' ? { kind, name: title.name } : { kind, ...title },
    })
    if (answer.ok) goInstead('invoice', { id: answer.value.id })
    else setWrong({ refusal: failureText(answer.failure).text })
  })

  if (company.invoicesOff) {
    return (
      <Page title={titles.invoiceRequest} foot={<HotlineFoot hotline={company.hotline} />}>
        <Notice text={company.invoicesOff} />
      </Page>
    )
  }
  const foot = loading.state === 'ready' && (
    <Foot>
      <Box live>{wrong.refusal && <Notice kind='wrong' text={wrong.refusal} />}</Box>
      <Button onTap={ask} busy={busy}>
        {invoices.ask(formatYuan(loading.value.amountFen))}
      </Button>
    </Foot>
  )
  return (
    <Page title={titles.invoiceRequest} foot={foot}>
      <Loaded loading={loading} onRetry={reload}>
        {() => (
          <>
            <Heading level={2} className='question'>
              {invoices.question}
            </Heading>
            <Card>
              <Choice
                id='title-kind'
                question={invoices.title}
                options={[
                  { value: 'personal', text: invoices.kinds.personal },
                  { value: 'company', text: invoices.kinds.company },
                ]}
                value={kind}
                onChoose={(value) => setKind(value === 'company' ? 'company' : 'personal')}
              />
              <Field
                id='title-name'
                kind='text'
                label={kind === 'personal' ? invoices.personalName : invoices.companyName}
                error={wrong.name}
                initial={name}
                maxLength={100}
                onText={setName}
              />
              {kind === 'company' && (
                <Field
                  id='tax-number'
                  kind='text'
                  label={invoices.taxNumber}
                  hint={invoices.taxHint}
                  error={wrong.taxNumber}
                  initial={taxNumber}
                  maxLength={24}
                  long
                  onText={setTaxNumber}
                />
              )}
              <Box className='field-hint'>{invoices.electronic}</Box>
            </Card>
          </>
        )}
      </Loaded>
    </Page>
  )
}
