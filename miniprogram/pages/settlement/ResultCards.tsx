import { formatYuan } from '../../../contract/money'
import type { SettlementView } from '../../../contract/settlements'
import { Amount } from '../../components/Amount'
import { BillLine } from '../../components/BillLine'
import { Card } from '../../components/Card'
import { Facts } from '../../components/Facts'
import { Notice } from '../../components/Notice'
import { dayText } from '../../format/day'
import { unbroken } from '../../format/unbroken'
import { Box } from '../../platform/elements'
import { common, settlement as text } from '../../text'

/** The amount first, what it is, and by when something is to be done about it. */
export function ResultHead({ settlement }: { settlement: SettlementView }) {
  const { season, adjustmentFen, publishedOn, publicityTo } = settlement
  const dueBy = dueByOf(settlement)
  return (
    <Card title={common.season(season)}>
      <Amount what={whatOf(settlement)} amountFen={Math.abs(adjustmentFen)} good={adjustmentFen < 0} />
      {dueBy && <Box className='due-by'>{dueBy}</Box>}
      <Facts
        facts={[
          [
            text.publishedOn,
            publicityTo === null
              ? dayText(publishedOn, season)
              : text.publicity(dayText(publishedOn, season), dayText(publicityTo, season)),
          ],
        ]}
      />
    </Card>
  )
}

function whatOf({ adjustmentFen, topUp, refunds, steps }: SettlementView): string {
  if (adjustmentFen === 0) return text.even
  if (adjustmentFen > 0) return topUp && topUp.remainingFen === 0 ? text.topUpDone : text.topUp
  if (refunds.some(({ state }) => state === 'paid')) return text.refundDone
  return steps.at(-1)?.step === 'carried-over' ? text.refundCarried : text.refund
}

function dueByOf({ season, topUp, payableFen, mayApply }: SettlementView): string | null {
  if (topUp && topUp.remainingFen > 0)
    return text.topUpBill(formatYuan(topUp.remainingFen), dayText(topUp.dueOn, season))
  return payableFen > 0 && mayApply.open && mayApply.to !== null ? text.applyBy(dayText(mayApply.to, season)) : null
}

/** How the amount follows from the meter, line by line. */
export function ResultCards({ settlement }: { settlement: SettlementView }) {
  const { prepaidFen, meteredFen, lines, formula, reading } = settlement
  const quantity = (value: string | null) => (value === null ? null : `${value} ${reading.unit}`)
  return (
    <>
      <Card title={text.how}>
        <Facts
          facts={[
            [text.area, formatYuan(prepaidFen)],
            [reading.faulty ? text.byArea : text.metered, formatYuan(meteredFen)],
          ]}
        />
        <Box className='formula-title'>{text.formula}</Box>
        <Box className='formula'>{unbroken(formula)}</Box>
        <Box className='formula-title'>{text.lines}</Box>
        {lines.map((line) => (
          <BillLine key={`${line.label} ${line.rule}`} line={line} />
        ))}
      </Card>
      <Card title={text.reading}>
        {reading.faulty && <Notice kind='soon' text={text.faulty} />}
        <Facts
          facts={[
            [text.start, quantity(reading.startReading)],
            [text.end, quantity(reading.endReading)],
            [text.quantity, reading.faulty ? null : quantity(reading.quantity)],
          ]}
        />
      </Card>
    </>
  )
}
