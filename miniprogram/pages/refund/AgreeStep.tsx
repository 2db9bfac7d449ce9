import type { SettlementView } from '../../../contract/settlements'
import { Amount } from '../../components/Amount'
import { Card } from '../../components/Card'
import { Check } from '../../components/Check'
import { unbroken } from '../../format/unbroken'
import { Box, Heading } from '../../platform/elements'
import { settlement as settlementText, refund as text } from '../../text'

interface AgreeStepProps {
  settlement: SettlementView
  agreed: boolean
  onAgree: (agreed: boolean) => void
}

/** Whoever asks for the refund agrees with the result, and cannot object to it later. */
export function AgreeStep({ settlement, agreed, onAgree }: AgreeStepProps) {
  return (
    <>
      <Heading level={2} className='question'>
        {text.agreeQuestion}
      </Heading>
      <Card>
        <Amount what={settlementText.refund} amountFen={settlement.payableFen} good />
        <Box className='formula'>{unbroken(settlement.formula)}</Box>
      </Card>
      <Box className='below-question'>{text.agreeText}</Box>
      <Check checked={agreed} onCheck={onAgree}>
        {text.agree}
      </Check>
    </>
  )
}
