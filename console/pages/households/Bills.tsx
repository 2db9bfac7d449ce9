import type { HouseholdHistory } from '../../../contract/consoleBooks'
import { Amount } from '../../components/LoadedView'
import { text } from '../../text'

/** Every bill with the formula and the source of each line (domain.md C9). */
export function Bills({ bills }: { bills: HouseholdHistory['bills'] }) {
  const words = text.households
  return (
    <section className='section'>
      <h2>{words.bills}</h2>
      {bills.length === 0 && <p className='page-help'>{words.noBills}</p>}
      {bills.map((bill) => (
        <table key={bill.id} className='board' style={{ marginBottom: 12 }}>
          <caption style={{ textAlign: 'left', padding: '8px 0' }}>
            <strong>
              {bill.season} {words.kinds[bill.kind] ?? bill.kind}
            </strong>{' '}
            · {words.due(bill.dueOn)} · {words.paid} <Amount fen={bill.paidFen} /> · {words.remaining}{' '}
            <Amount fen={bill.remainingFen} />
            {bill.lateFeeFen > 0 && (
              <>
                {' '}
                · {words.lateFee} <Amount fen={bill.lateFeeFen} />
              </>
            )}
          </caption>
          <thead>
            <tr>
              <th scope='col'>{words.billLine}</th>
              <th scope='col'>{words.formula}</th>
              <th scope='col'>{words.rule}</th>
              <th scope='col' style={{ textAlign: 'right' }}>
                {text.common.amount}
              </th>
            </tr>
          </thead>
          <tbody>
            {(bill.lateFee ? [...bill.lines, bill.lateFee] : bill.lines).map((line) => (
              <tr key={`${line.label}${line.formula}`}>
                <td>{line.label}</td>
                <td>{line.formula}</td>
                <td>
                  {line.source ?? ''} {line.rule}
                </td>
                <td style={{ textAlign: 'right' }}>
                  <Amount fen={line.amountFen} />
                </td>
              </tr>
            ))}
            <tr>
              <th scope='row' colSpan={3}>
                {words.billed}
              </th>
              <td style={{ textAlign: 'right' }}>
                <strong>
                  <Amount fen={bill.sumFen} />
                </strong>
              </td>
            </tr>
          </tbody>
        </table>
      ))}
    </section>
  )
}
