import { formatYuan } from '../../../contract/money'
import type { RefundView, SettlementView } from '../../../contract/settlements'
import { OBJECTION_TONE, REFUND_TONE } from '../../components/applicationTone'
import { Card } from '../../components/Card'
import { Facts } from '../../components/Facts'
import { Notice } from '../../components/Notice'
import { Tag } from '../../components/Tag'
import { dayText } from '../../format/day'
import { Box } from '../../platform/elements'
import { settlement as text } from '../../text'
import { sentence } from '../../text/sentence'

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
