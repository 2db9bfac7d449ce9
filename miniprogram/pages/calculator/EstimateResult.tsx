import type { EstimateAnswer } from '../../../contract/estimates'
import { formatYuan } from '../../../contract/money'
import { Amount, BillLine } from '../../components/BillLine'
import { Card } from '../../components/Card'
import { dayText } from '../../format/format'
import { Box } from '../../platform/elements'
import { calculator } from '../../text'

/** What a season would cost, how it is made up, and whether it may be paid in parts. */
export function EstimateResult({ estimate, season }: { estimate: EstimateAnswer; season: string }) {
  const { prepay, instalments, metered, settlement } = estimate
  return (
    <Card>
      <Amount what={calculator.total} amountFen={prepay.totalFen} />
      {prepay.lines.map((line) => (
        <BillLine key={`${line.label} ${line.rule}`} line={line} />
      ))}
      {metered && (
        <>
          <Amount what={calculator.meteredTotal} amountFen={metered.totalFen} />
          {metered.lines.map((line) => (
            <BillLine key={`${line.label} ${line.rule}`} line={line} />
          ))}
        </>
      )}
      {settlement && <Box className='household-told'>{settledText(settlement.adjustmentFen)}</Box>}
      {instalments.allowed && (
        <Box className='field-hint'>
          {calculator.first(formatYuan(instalments.minimumFirstFen), dayText(instalments.balanceDueOn, season))}
        </Box>
      )}
    </Card>
  )
}

function settledText(adjustmentFen: number): string {
  if (adjustmentFen === 0) return calculator.even
  return adjustmentFen < 0 ? calculator.refund(formatYuan(-adjustmentFen)) : calculator.topUp(formatYuan(adjustmentFen))
}
