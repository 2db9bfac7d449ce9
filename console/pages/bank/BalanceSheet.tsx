import { Alert, Button, DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import type { BalanceItem, ReconciliationAnswer } from '../../../contract/consoleBank'
import { formatYuan } from '../../../contract/money'
import { excelAddress, get, post, query } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct } from '../../components/hooks'
import { Amount, LoadedView } from '../../components/LoadedView'
import { momentText, useFilters, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'

const words = text.bank
const MONTH = 'YYYY-MM'

/** One of the four lists, with its sum. */
function Items({ title, items }: { title: string; items: readonly BalanceItem[] }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <table className='sheet-items'>
        <tbody>
          {items.map(({ id, on, what, fen }) => (
            <tr key={id}>
              <td className='sheet-cell sheet-day number'>{on}</td>
              <td className='sheet-cell'>{what}</td>
              <td className='sheet-cell sheet-amount'>
                <Amount fen={fen} />
              </td>
            </tr>
          ))}
          <tr>
            <th colSpan={2} scope='row' className='sheet-cell'>
              {items.length === 0 ? words.none : words.subtotal}
            </th>
            <td className='sheet-cell sheet-amount'>
              <Amount fen={items.reduce((sum, { fen }) => sum + fen, 0)} />
            </td>
          </tr>
        </tbody>
      </table>
    </section>
  )
}

function Balance({ label, fen }: { label: string; fen: number }) {
  return (
    <p className='balance'>
      <span>{label}</span>
      <strong>
        <Amount fen={fen} />
      </strong>
    </p>
  )
}

type Signed = NonNullable<ReconciliationAnswer['signed']>['prepared']

function Signature({ role, who }: { role: string; who: Signed | undefined }) {
  return (
    <p>
      {role}：{who ? `${words.signedBy(who.name, who.number)} ${momentText(who.at)}` : words.notSigned}
    </p>
  )
}

/** The form itself, as it is printed: the book's side and the bank's beside each other, and who has signed. */
export function Form({ answer }: { answer: ReconciliationAnswer }) {
  const { sheet, bank, companyName, signed, waiting } = answer
  const prepared = signed?.prepared ?? waiting?.prepared
  return (
    <article className='section balance-sheet' aria-label={words.sheet}>
      <h2>{words.sheet}</h2>
      <p className='heads'>
        <span>
          {words.unit}：{companyName}
        </span>
        <span>
          {bank} {sheet.account}
        </span>
        <span>
          {words.until} {sheet.until}
        </span>
      </p>
      <div className='sides'>
        <section aria-label={words.bookSide}>
          <Balance label={words.bookBalance} fen={sheet.bookFen} />
          <Items title={words.bankReceived} items={sheet.bankReceived} />
          <Items title={words.bankPaid} items={sheet.bankPaid} />
          <Balance label={words.adjusted} fen={sheet.adjustedBookFen} />
        </section>
        <section aria-label={words.bankSide}>
          <Balance label={words.bankBalance(sheet.bankOn)} fen={sheet.bankFen} />
          <Items title={words.bookReceived} items={sheet.bookReceived} />
          <Items title={words.bookPaid} items={sheet.bookPaid} />
          <Balance label={words.adjusted} fen={sheet.adjustedBankFen} />
        </section>
      </div>
      <Alert
        type={sheet.differenceFen === 0 ? 'success' : 'error'}
        showIcon
        message={sheet.differenceFen === 0 ? words.equal : words.differs(formatYuan(sheet.differenceFen))}
      />
      {sheet.gaps.map(({ date, byFen }) => (
        <Alert key={date} type='warning' showIcon message={words.gap(date, formatYuan(byFen))} />
      ))}
      <p className='minor'>{words.since(sheet.since)}</p>
      <div className='heads'>
        <Signature role={words.prepared} who={prepared} />
        <Signature role={words.reviewed} who={signed?.reviewed} />
      </div>
    </article>
  )
}

function Signing({ answer, onSigned }: { answer: ReconciliationAnswer; onSigned(): void }) {
  const { may } = useStaff()
  const { act, busy, error } = useAct()
  const [asking, setAsking] = useState(false)
  const { sheet, digest, signable, waiting, changedSince } = answer
  const { company, account, month, adjustedBookFen } = sheet
  const sign = async () => {
    const body = { company, account, month, digest }
    if (await act(() => post('/bank/reconciliations', body), words.signed)) {
      setAsking(false)
      onSigned()
    }
  }
  return (
    <div className='no-print'>
      {changedSince !== null && <Alert type='warning' showIcon message={words.changedSince} />}
      {waiting && (
        <p>
          {words.waiting} ·{' '}
          <Link to={`/approvals${query({ company, open: waiting.approvalId })}`}>{words.seeApproval}</Link>
        </p>
      )}
      {signable && may('propose') && (
        <Button type='primary' onClick={() => setAsking(true)}>
          {words.sign}
        </Button>
      )}
      {asking && (
        <ActDialog
          title={words.signTitle}
          says={words.signSays(month, formatYuan(adjustedBookFen))}
          amountFen={null}
          ok={words.sign}
          busy={busy}
          error={error}
          onAct={() => void sign()}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}

/** The month's reconciliation of an account's two balances: looked at, printed, exported, and signed by two people. */
export function BalanceSheet({ company, account, today }: { company: string; account: string; today: string }) {
  const { may } = useStaff()
  const [{ month: asked }, change] = useFilters({ month: '' })
  const month = asked || today.slice(0, MONTH.length)
  const path = `/bank/reconciliation${query({ company, account, month })}`
  const loaded = useLoaded(path, () => get<ReconciliationAnswer>(path))
  return (
    <>
      <div className='toolbar no-print'>
        <DatePicker
          picker='month'
          aria-label={words.month}
          allowClear={false}
          value={dayjs(`${month}-01`)}
          maxDate={dayjs(today)}
          onChange={(chosen) => change({ month: chosen?.format(MONTH) ?? '' })}
        />
        <div className='end'>
          <Button onClick={() => window.print()}>{words.print}</Button>
          {may('export') && (
            <Button href={excelAddress('/bank/reconciliation', { company, account, month })}>
              {text.common.export}
            </Button>
          )}
        </div>
      </div>
      <LoadedView of={loaded}>
        {(answer) => (
          <>
            <Form answer={answer} />
            <Signing answer={answer} onSigned={loaded.reload} />
          </>
        )}
      </LoadedView>
    </>
  )
}
