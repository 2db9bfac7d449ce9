import type { CompanyView } from '../../../contract/company'
import { formatYuan } from '../../../contract/money'
import type { BillAnswer } from '../../../contract/resident'
import { Amount } from '../../components/Amount'
import { Button } from '../../components/Button'
import { DueBy } from '../../components/DueBy'
import { go } from '../../components/go'
import { unbroken } from '../../format/unbroken'
import { Box } from '../../platform/elements'
import { bill, common, confirm } from '../../text'
import { arrearsWithin } from './arrears'

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
      {bills.length === 0 && (
        <Box className='household-told'>{bill.noBillText(common.season(company.season.name))}</Box>
      )}
      {bills.length > 0 && owes && (
        <Amount what={due.state === 'partly-paid' ? bill.remaining : bill.owed} amountFen={due.remainingFen} />
      )}
      {owes && arrearsFen > 0 && (
        <Box className='household-told'>{unbroken(bill.withArrears(formatYuan(arrearsFen)))}</Box>
      )}
      {bills.length > 0 && !owes && (
        <>
          <Amount what={bill.owed} amountFen={0} good />
          <Box className='household-told'>{bill.nothingText}</Box>
        </>
      )}
      {owes && due.dueOn && <DueBy dueOn={due.dueOn} season={due.season} today={answer.asOf} />}
      {creditFen > 0 && <Box className='household-told'>{bill.credit(formatYuan(creditFen))}</Box>}
      {!household.verified && (
        <Button kind='quiet' onTap={() => go('confirm', { code: household.userCode })}>
          {confirm.verify}
        </Button>
      )}
    </Box>
  )
}
