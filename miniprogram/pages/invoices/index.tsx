import { formatYuan } from '../../../contract/money'
import { useAnswer } from '../../api/useAnswer'
import { INVOICE_TONE } from '../../components/BillLine'
import { Button } from '../../components/Button'
import { Empty, Row, Tag } from '../../components/Card'
import { go } from '../../components/go'
import { Loaded, Notice } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { type Resident, WithResident } from '../../components/WithResident'
import { momentText } from '../../format/format'
import { Box } from '../../platform/elements'
import { invoices, titles } from '../../text'

export default function InvoicesPage() {
  return <WithResident title={titles.invoices}>{(resident) => <Invoices {...resident} />}</WithResident>
}

function Invoices({ company, api }: Resident) {
  const { loading, reload } = useAnswer('invoices', api.invoices)
  const none = loading.state === 'ready' && loading.value.invoices.length === 0
  const foot = none && (
    <Foot>
      <Button onTap={() => go('history')}>{invoices.history}</Button>
    </Foot>
  )
  return (
    <Page title={titles.invoices} foot={foot}>
      <Loaded loading={loading} onRetry={reload}>
        {(answer) =>
          none ? (
            <Empty title={invoices.emptyTitle} text={company.invoicesOff ?? invoices.emptyText} />
          ) : (
            <>
              {company.invoicesOff && <Notice text={company.invoicesOff} />}
              <Box className='card rows'>
                {answer.invoices.map((invoice) => (
                  <Row
                    key={invoice.id}
                    title={formatYuan(invoice.amountFen)}
                    detail={[
                      momentText(invoice.issuedAt ?? invoice.askedAt, company.season.name),
                      invoice.kind === 'red' ? invoices.red : invoice.titleName,
                    ]}
                    onTap={() => go('invoice', { id: invoice.id })}
                  >
                    <Tag tone={INVOICE_TONE[invoice.state]}>{invoices.states[invoice.state]}</Tag>
                  </Row>
                ))}
              </Box>
            </>
          )
        }
      </Loaded>
    </Page>
  )
}
