import type { CompanyView } from '../../../contract/company'
import { formatYuan, sumFen } from '../../../contract/money'
import type { BillAnswer, SeasonBill } from '../../../contract/resident'
import { Amount, BillLine, DueBy } from '../../components/BillLine'
import { Button } from '../../components/Button'
import { Card, Row } from '../../components/Card'
import { go } from '../../components/go'
import { dayText, unbroken } from '../../format/format'
import { Box, Words } from '../../platform/elements'
import { bill, common, confirm, bill as text } from '../../text'

interface SeasonBillCardProps {
  bill: SeasonBill
  newest: boolean
  asOf: string
}

/** One season's bill: its lines, each of which opens, and what was paid and remains. */
export function SeasonBillCard({ bill, newest, asOf }: SeasonBillCardProps) {
  const season = common.season(bill.season)
  return (
    <Card title={newest || bill.remainingFen === 0 ? season : text.arrears(season)}>
      {bill.lines.map((line) => (
        <BillLine key={`${line.label} ${line.rule}`} line={line} />
      ))}
      {bill.lateFee && (
        <BillLine
          line={{ ...bill.lateFee, label: `${text.lateFee}（${text.lateFeeFormula(dayText(asOf, bill.season))}）` }}
        />
      )}
      <Sum what={text.total} amountFen={bill.sumFen} strong />
      {bill.paidFen > 0 && <Sum what={text.paid} amountFen={bill.paidFen} />}
      {bill.paidFen > 0 && <Sum what={text.remaining} amountFen={bill.remainingFen} strong />}
      <Box className='field-hint'>{text.howIsItMade}</Box>
    </Card>
  )
}

function Sum({ what, amountFen, strong }: { what: string; amountFen: number; strong?: boolean }) {
  return (
    <Box className={`sum${strong ? ' sum-strong' : ''}`}>
      <Words className='sum-what'>{what}</Words>
      <Words className='sum-amount'>{formatYuan(amountFen)}</Words>
    </Box>
  )
}

/** What is owed of seasons before this one (`2026-2027`), in fen, late fees with it; 0 where nothing is owed besides. */
export function arrearsWithin(bills: readonly Pick<SeasonBill, 'season' | 'remainingFen'>[], season: string): number {
  const sum = (of: typeof bills) => sumFen(of.map(({ remainingFen }) => Math.max(remainingFen, 0)))
  const earlier = sum(bills.filter((one) => one.season < season))
  return earlier < sum(bills) ? earlier : 0
}

/** Whose bill it is, and the one amount that matters: what is owed today. */
export function BillHead({ answer, company }: { answer: BillAnswer; company: CompanyView }) {
  const { household, bills, creditFen } = answer
  const { due } = household
  const owes = due.remainingFen > 0
  const arrearsFen = arrearsWithin(bills, company.season.name)
  return (
    <Box className='card bill-head'>
      <Box className='household-owner'>{household.owner}</Box>
      <Box className='household-address'>{household.address}</Box>
      <Box className='household-address'>{common.code(company.userCode.label, household.userCode)}</Box>
      {due.state === 'no-bill' && (
        <Box className='household-told'>{bill.noBillText(common.season(company.season.name))}</Box>
      )}
      {owes && <Amount what={due.state === 'partly-paid' ? bill.remaining : bill.owed} amountFen={due.remainingFen} />}
      {owes && arrearsFen > 0 && (
        <Box className='household-told'>{unbroken(bill.withArrears(formatYuan(arrearsFen)))}</Box>
      )}
      {due.state !== 'no-bill' && !owes && (
        <>
          <Amount what={bill.owed} amountFen={0} good />
          <Box className='household-told'>{bill.nothingText}</Box>
        </>
      )}
      {owes && due.dueOn && <DueBy dueOn={due.dueOn} season={due.season} late={due.dueOn < answer.asOf} />}
      {creditFen > 0 && <Box className='household-told'>{bill.credit(formatYuan(creditFen))}</Box>}
      {!household.verified && due.state !== 'no-bill' && <Box className='household-told'>{bill.amountAlone}</Box>}
      {!household.verified && (
        <Button kind='quiet' onTap={() => go('confirm', { code: household.userCode })}>
          {confirm.verify}
        </Button>
      )}
    </Box>
  )
}

/** What has arrived for this household. A payment made here opens to its details; one at a counter has none. */
export function PaymentsMade({ payments, season }: { payments: BillAnswer['payments']; season: string }) {
  if (!payments.length) return null
  return (
    <Card title={bill.payments}>
      {payments.map((payment, place) => {
        const { orderNo } = payment
        const amount = formatYuan(payment.amountFen)
        const when = dayText(payment.paidOn, season)
        const how = payment.transferred ? bill.transferred : common.paidBy[payment.by]
        const key = orderNo ?? `${payment.paidOn} ${place}`
        if (orderNo)
          return <Row key={key} title={amount} detail={[when, how]} onTap={() => go('order', { no: orderNo })} />
        return (
          <Box key={key} className='row'>
            <Box className='row-words'>
              <Words className='row-title'>{amount}</Words>
              <Words className='row-detail'>{`${when} ${how}`}</Words>
            </Box>
          </Box>
        )
      })}
    </Card>
  )
}
