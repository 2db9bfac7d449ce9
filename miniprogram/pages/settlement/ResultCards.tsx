import { formatYuan } from '../../../contract/money'
import type { RefundView, SettlementView } from '../../../contract/settlements'
import { Amount, BillLine } from '../../components/BillLine'
import { Card, Facts, Tag } from '../../components/Card'
import { Notice } from '../../components/Notice'
import { OBJECTION_TONE, REFUND_TONE } from '../../components/Timeline'
import { dayText, unbroken } from '../../format/format'
import { Box } from '../../platform/elements'
import { common, settlement as text } from '../../text'
import { sentence } from '../../text/common'

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

/** Asked for, and neither refused, nor come back, nor paid. */
const isUnderWay = ({ state }: RefundView) => state === 'applied' || state === 'checked' || state === 'in-batch'

/** What has followed from the result: a top-up, an objection, applications for the refund; and what is not possible now. */
export function Followed({ settlement }: { settlement: SettlementView }) {
  const { season, topUp, meterTest, objection, refunds, mayApply, mayObject, payableFen, payoutBefore } = settlement
  const asked = refunds.some(isUnderWay)
  return (
    <>
      {topUp && topUp.remainingFen <= 0 && <Notice kind='good' text={text.topUpPaid} />}
      {meterTest && meterTest.remainingFen > 0 && (
        <Notice kind='soon' text={text.testFee(formatYuan(meterTest.remainingFen))} />
      )}
      {objection && (
        <Card title={text.objection}>
          <Tag tone={OBJECTION_TONE[objection.state]}>{text.objectionStates[objection.state]}</Tag>
          {objection.state === 'made' && (
            <Box className='household-told'>{text.agreementBy(dayText(objection.agreementDueOn, season))}</Box>
          )}
        </Card>
      )}
      {refunds.map((refund) => (
        <Card key={refund.id} title={text.refunds}>
          <Tag tone={REFUND_TONE[refund.state]}>{text.refundStates[refund.state]}</Tag>
          <Facts
            facts={[
              [text.refundAmount, formatYuan(refund.amountFen)],
              [text.card, refund.bankCard],
              [text.bank, refund.bankName],
              [text.appliedOn, dayText(refund.appliedOn, season)],
              [text.paidOn, refund.paidOn && dayText(refund.paidOn, season)],
              [text.reason, refund.reason],
            ]}
          />
          {payoutBefore !== null && isUnderWay(refund) && (
            <Box className='household-told'>{text.payoutBefore(dayText(payoutBefore, season))}</Box>
          )}
        </Card>
      ))}
      {payableFen > 0 && !asked && !mayApply.open && mayApply.reason && (
        <Notice title={text.mayNotApply} text={sentence(mayApply.reason) ?? ''} />
      )}
      {!objection && !asked && !mayObject.open && mayObject.reason && (
        <Notice title={text.mayNotObject} text={sentence(mayObject.reason) ?? ''} />
      )}
    </>
  )
}
