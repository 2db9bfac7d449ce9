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
import { Box, Choice, Heading } from '../../platform/elements'
import { platformTitles } from '../../platform/titles'
import { useGuarded } from '../../state/useGuarded'
import { invoices, titles } from '../../text'
import { EMPTY, requestOf, type TitleForm, type Wrong, withTitle, wrongIn } from './titleForm'

export default function InvoiceRequestPage() {
  return <WithResident title={titles.invoiceRequest}>{(resident) => <InvoiceRequest {...resident} />}</WithResident>
}

function InvoiceRequest({ company, api }: Resident) {
  const orderNo = useRouter().params.no ?? ''
  const { loading, reload } = useAnswer(orderNo, () => api.orderView(orderNo))
  const saved = useAnswer(orderNo, () => api.invoiceTitles())
  const [form, setForm] = useState(EMPTY)
  /** How often a title was filled in: its fields then show it. */
  const [filled, setFilled] = useState(0)
  const [wrong, setWrong] = useState<Wrong>({})
  const write = (changed: Partial<TitleForm>) => setForm((now) => ({ ...now, ...changed }))
  function fill(title: Parameters<typeof withTitle>[1]) {
    setForm((now) => withTitle(now, title))
    setFilled((times) => times + 1)
    setWrong({})
  }

  const [ask, busy] = useGuarded(async () => {
    const found = wrongIn(form)
    setWrong(found)
    if (found.name || found.taxNumber) return
    const answer = await api.askInvoice(requestOf(orderNo, form))
    if (answer.ok) goInstead('invoice', { id: answer.value.id })
    else setWrong({ refusal: failureText(answer.failure).text })
  })
  const [choose] = useGuarded(async () => {
    const chosen = await platformTitles.choose?.()
    if (chosen === 'failed') setWrong({ refusal: invoices.chooseFailed })
    else if (chosen && chosen !== 'none') fill(chosen)
  })
  const [forget] = useGuarded(async (id: string) => {
    await api.forgetTitle(id)
    saved.reload()
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
        {form.scope === 'season' ? invoices.askSeason : invoices.ask(formatYuan(loading.value.amountFen))}
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
            {saved.loading.state === 'ready' && saved.loading.value.titles.length > 0 && (
              <Card title={invoices.saved}>
                {saved.loading.value.titles.map((title) => (
                  <Box key={title.id} className='saved-title'>
                    <Box>{title.taxNumber ? `${title.name} ${title.taxNumber}` : title.name}</Box>
                    <Button kind='quiet' onTap={() => fill(title)}>
                      {`${invoices.savedUse}${title.name}`}
                    </Button>
                    <Button kind='quiet' onTap={() => forget(title.id)}>
                      {`${invoices.savedForget}${title.name}`}
                    </Button>
                  </Box>
                ))}
              </Card>
            )}
            {platformTitles.choose && (
              <Button kind='second' onTap={choose}>
                {invoices.choose}
              </Button>
            )}
            <Card>
              <Choice
                id='scope'
                question={invoices.scope}
                options={[
                  { value: 'payment', text: invoices.scopes.payment },
                  { value: 'season', text: invoices.scopes.season },
                ]}
                value={form.scope}
                onChoose={(value) => write({ scope: value === 'season' ? 'season' : 'payment' })}
              />
              <Choice
                id='title-kind'
                question={invoices.title}
                options={[
                  { value: 'personal', text: invoices.kinds.personal },
                  { value: 'company', text: invoices.kinds.company },
                ]}
                value={form.kind}
                onChoose={(value) => write({ kind: value === 'company' ? 'company' : 'personal' })}
              />
              <Field
                key={`name-${filled}`}
                id='title-name'
                kind='text'
                label={form.kind === 'personal' ? invoices.personalName : invoices.companyName}
                error={wrong.name}
                initial={form.name}
                maxLength={100}
                onText={(name) => write({ name })}
              />
              {form.kind === 'company' && <CompanyFields key={filled} form={form} wrong={wrong} write={write} />}
              <Box className='field-hint'>{invoices.electronic}</Box>
            </Card>
          </>
        )}
      </Loaded>
    </Page>
  )
}

interface CompanyProps {
  form: TitleForm
  wrong: Wrong
  write: (changed: Partial<TitleForm>) => void
}

function CompanyFields({ form, wrong, write }: CompanyProps) {
  return (
    <>
      <Field
        id='tax-number'
        kind='text'
        label={invoices.taxNumber}
        hint={invoices.taxHint}
        error={wrong.taxNumber}
        initial={form.taxNumber}
        maxLength={24}
        long
        onText={(taxNumber) => write({ taxNumber })}
      />
      <Choice
        id='document'
        question={invoices.document}
        options={[
          { value: 'ordinary', text: invoices.documents.ordinary },
          { value: 'special', text: invoices.documents.special },
        ]}
        value={form.document}
        onChoose={(value) => write({ document: value === 'special' ? 'special' : 'ordinary' })}
      />
      {form.document === 'special' && (
        <>
          <Box className='field-hint'>{invoices.documentHint}</Box>
          {(['address', 'phone', 'bank'] as const).map((field) => (
            <Field
              key={field}
              id={`title-${field}`}
              kind='text'
              label={invoices[field]}
              initial={form[field]}
              maxLength={field === 'phone' ? 30 : 100}
              onText={(text) => write({ [field]: text })}
            />
          ))}
        </>
      )}
    </>
  )
}
