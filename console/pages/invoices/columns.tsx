import { Button } from 'antd'
import { Link } from 'react-router-dom'
import type { DeskInvoice } from '../../../contract/consoleInvoices'
import { INVOICE_KIND_NAMES, INVOICE_STATE_NAMES } from '../../../contract/invoiceWords'
import { addressOf, query } from '../../api'
import type { Column } from '../../components/DataTable'
import { Amount, Moment, State } from '../../components/LoadedView'
import { text } from '../../text'

const words = text.invoices
const TONES = { asked: 'quiet', issued: 'good', failed: 'bad', reversed: 'open' } as const

/** What is shown of an invoice; `onRetry` for those who may try again what failed, `mayOpen` for those who may open its file. */
export const invoiceColumns = (
  onRetry: ((invoice: DeskInvoice) => void) | undefined,
  mayOpen: boolean,
): Column<DeskInvoice>[] => [
  {
    key: 'askedAt',
    title: words.askedAt,
    render: ({ askedAt }) => <Moment at={askedAt} />,
    sortBy: ({ askedAt }) => askedAt,
  },
  { key: 'kind', title: words.kind, render: ({ kind }) => INVOICE_KIND_NAMES[kind], sortBy: ({ kind }) => kind },
  {
    key: 'state',
    title: text.common.status,
    render: (row) => (
      <>
        <State word={INVOICE_STATE_NAMES[row.state]} tone={TONES[row.state]} />
        {row.canRetry && onRetry && (
          <Button size='small' onClick={() => onRetry(row)}>
            {words.retry}
          </Button>
        )}
        {row.reason && <div className='minor long'>{row.reason}</div>}
      </>
    ),
    sortBy: ({ state }) => state,
  },
  {
    key: 'number',
    title: words.number,
    render: ({ id, number }) => {
      if (number === null) return text.common.none
      return mayOpen ? (
        <a href={addressOf(`/invoices/${id}/file`)} target='_blank' rel='noreferrer' title={words.open}>
          {number}
        </a>
      ) : (
        number
      )
    },
    sortBy: ({ number }) => number ?? '',
  },
  {
    key: 'amount',
    title: words.amount,
    align: 'right',
    render: ({ amountFen }) => <Amount fen={amountFen} />,
    sortBy: ({ amountFen }) => amountFen,
  },
  {
    key: 'link',
    title: words.link,
    render: ({ reverses, reversedBy, company }) => {
      const other = reverses ?? reversedBy
      if (!other) return text.common.none
      const number = other.number ?? words.notIssuedYet
      const word = reverses ? words.reverses(number) : words.reversedBy(number)
      return other.number ? <Link to={`/invoices${query({ company, q: other.number })}`}>{word}</Link> : word
    },
  },
  {
    key: 'titleName',
    title: words.titleName,
    render: ({ titleName, titleKind }) => `${titleName}（${words.titleKinds[titleKind]}）`,
  },
  {
    key: 'taxNumber',
    title: words.taxNumber,
    render: ({ taxNumber }) => taxNumber ?? text.common.none,
    hiddenAtFirst: true,
  },
  {
    key: 'household',
    title: text.common.user,
    render: ({ household, company }) =>
      household ? (
        <Link to={`/households/${household.id}${query({ company })}`}>{household.userCode}</Link>
      ) : (
        text.common.none
      ),
  },
  { key: 'orderNo', title: words.orderNo, render: ({ orderNo }) => orderNo },
  {
    key: 'refundNo',
    title: words.refundNo,
    render: ({ refundNo }) => refundNo ?? text.common.none,
    hiddenAtFirst: true,
  },
  {
    key: 'issuedAt',
    title: words.issuedAt,
    hiddenAtFirst: true,
    render: ({ issuedAt }) => <Moment at={issuedAt} />,
    sortBy: ({ issuedAt }) => issuedAt ?? 0,
  },
]
