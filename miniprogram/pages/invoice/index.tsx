import { useRouter } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import type { InvoiceView } from '../../../contract/resident'
import { useAnswer } from '../../api/useAnswer'
import { Amount, INVOICE_TONE } from '../../components/BillLine'
import { Button, Field } from '../../components/Button'
import { Card, Facts, Tag } from '../../components/Card'
import { goInstead } from '../../components/go'
import { failureText, Loaded, Notice } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { type Resident, WithResident } from '../../components/WithResident'
import { momentText } from '../../format/format'
import { Box } from '../../platform/elements'
import { platformFiles } from '../../platform/files'
import { toast } from '../../state/toast'
import { useGuarded } from '../../state/useGuarded'
import { invoices, titles } from '../../text'

export default function InvoicePage() {
  return <WithResident title={titles.invoice}>{(resident) => <Invoice {...resident} />}</WithResident>
}

const ASK_AGAIN_AFTER = 3_000
const MAX_ASKS = 20

function Invoice({ company, api }: Resident) {
  const id = useRouter().params.id ?? ''
  const { loading, reload, refresh } = useAnswer(id, () => api.invoice(id))
  const asks = useRef(0)

  useEffect(() => {
    if (loading.state !== 'ready' || loading.value.state !== 'asked' || asks.current >= MAX_ASKS) return
    const timer = setTimeout(() => {
      asks.current++
      refresh()
    }, ASK_AGAIN_AFTER)
    return () => clearTimeout(timer)
  })

  return (
    <Page
      title={titles.invoice}
      foot={loading.state === 'ready' && <InvoiceFoot api={api} invoice={loading.value} off={!!company.invoicesOff} />}
    >
      <Loaded loading={loading} onRetry={reload}>
        {(invoice) => (
          <Card>
            <Box live>
              <Tag tone={INVOICE_TONE[invoice.state]}>{invoices.states[invoice.state]}</Tag>
            </Box>
            <Amount what={invoices.amount} amountFen={invoice.amountFen} />
            <Facts
              facts={[
                [invoices.title, invoice.titleName],
                [invoices.number, invoice.number],
                [
                  invoices.issuedAt,
                  invoice.issuedAt === null ? null : momentText(invoice.issuedAt, company.season.name),
                ],
                [invoices.askedAt, momentText(invoice.askedAt, company.season.name)],
                [invoices.order, invoice.orderNo],
              ]}
            />
            {invoice.state === 'asked' && <Notice text={invoices.askedText} />}
            {invoice.state === 'reversed' && <Notice text={invoices.reversedText} />}
            {invoice.kind === 'red' && invoice.state === 'issued' && <Notice text={invoices.redText} />}
            {invoice.state === 'failed' && <Notice kind='wrong' text={invoice.reason ?? invoices.failedText} />}
            {(invoice.state === 'issued' || invoice.state === 'reversed') && company.invoiceEmail && (
              <ByEmail api={api} invoice={invoice} />
            )}
          </Card>
        )}
      </Loaded>
    </Page>
  )
}

/** Sends the file to an address, as often as it is asked for. */
function ByEmail({ api, invoice }: { api: Resident['api']; invoice: InvoiceView }) {
  const [address, setAddress] = useState('')
  const [wrong, setWrong] = useState<string>()
  const [send, sending] = useGuarded(async () => {
    const to = address.trim()
    if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(to)) return setWrong(invoices.emailMissing)
    const answer = await api.emailInvoice(invoice.id, to)
    setWrong(answer.ok ? undefined : failureText(answer.failure).text)
    if (answer.ok) toast.say(invoices.emailSent(to))
  })
  return (
    <>
      <Field
        id='email'
        kind='text'
        label={invoices.email}
        error={wrong}
        initial={address}
        maxLength={254}
        onText={setAddress}
      />
      <Button kind='second' onTap={send} busy={sending}>
        {invoices.emailSend}
      </Button>
    </>
  )
}

function InvoiceFoot({ api, invoice, off }: { api: Resident['api']; invoice: InvoiceView; off: boolean }) {
  const [open, opening] = useGuarded(async () => {
    const opened = await platformFiles.openPdf(
      api.pdfAddress(invoice.id),
      api.freshToken(invoice.id),
      `${invoice.number ?? invoice.id}.pdf`,
    )
    if (!opened) toast.say(invoices.openFailed)
  })
  if (invoice.state === 'issued' || invoice.state === 'reversed')
    return (
      <Foot>
        <Button onTap={open} busy={opening}>
          {invoices.open}
        </Button>
      </Foot>
    )
  if (invoice.state === 'failed' && invoice.kind === 'blue' && !off)
    return (
      <Foot>
        <Button onTap={() => goInstead('invoiceRequest', { no: invoice.orderNo })}>{invoices.again}</Button>
      </Foot>
    )
  return null
}
