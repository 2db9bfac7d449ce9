import { formatYuan } from '../../../contract/money'
import type { SeasonBill } from '../../../contract/resident'
import { BillLine } from '../../components/BillLine'
import { Card } from '../../components/Card'
import { dayText } from '../../format/day'
import { Box, Words } from '../../platform/elements'
import { common, bill as text } from '../../text'

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
      {bill.lateFeeFen > 0 && (
        <Sum
          what={`${text.lateFee}（${text.lateFeeFormula(dayText(asOf, bill.season))}）`}
          amountFen={bill.lateFeeFen}
        />
      )}
      <Sum what={text.total} amountFen={bill.totalFen} strong />
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
