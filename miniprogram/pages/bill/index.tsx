import { useRouter } from '@tarojs/taro'
import { formatYuan } from '../../../contract/money'
import type { BillAnswer } from '../../../contract/resident'
import { useAnswer } from '../../api/useAnswer'
import { Button } from '../../components/Button'
import { Row } from '../../components/Card'
import { go } from '../../components/go'
import { Loaded, Notice } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { type Resident, WithResident } from '../../components/WithResident'
import { dayText } from '../../format/format'
import { usePayment } from '../../payment/useOrder'
import { Box } from '../../platform/elements'
import { bill, titles } from '../../text'
import { RemoveHousehold } from './RemoveHousehold'
import { BillHead, PaymentsMade, SeasonBillCard } from './SeasonBillCard'

export default function BillPage() {
  return <WithResident title={titles.bill}>{(resident) => <Bill {...resident} />}</WithResident>
}

function Bill({ company, api }: Resident) {
  const { household = '', pay } = useRouter().params
  const { loading, reload } = useAnswer(household, () => api.bill(household))
  const payment = usePayment(api)
  const ready = loading.state === 'ready' ? loading.value : undefined

  return (
    <Page
      title={titles.bill}
      foot={
        ready && (
          <WaysToPay answer={ready} payment={payment} season={company.season.name} earlierFirst={pay === 'earlier'} />
        )
      }
    >
      <Loaded loading={loading} onRetry={reload}>
        {(answer) => (
          <>
            <BillHead answer={answer} company={company} />
            {!answer.payable.open && answer.payable.reason && (
              <Notice kind='soon' title={bill.closed} text={answer.payable.reason} />
            )}
            {answer.bills.map((one, place) => (
              <SeasonBillCard key={one.id} bill={one} newest={place === 0} asOf={answer.asOf} />
            ))}
            <PaymentsMade payments={answer.payments} season={company.season.name} />
            <Box className='card rows'>
              <Row title={bill.services} detail={bill.servicesHint} onTap={() => go('services', { household })} />
            </Box>
            {answer.household.saved && <RemoveHousehold api={api} household={answer.household} />}
          </>
        )}
      </Loaded>
    </Page>
  )
}

interface PayArrearsProps {
  arrearsFen: number
  payment: ReturnType<typeof usePayment>
  householdId: string
  /** Afterwards this season's fee can be paid in parts (C7). */
  opensParts: boolean
  /** He came to pay just this: a top-up after the settlement. */
  wanted: boolean
}

/** Earlier seasons alone, a top-up among them. */
function PayArrears({ arrearsFen, payment, householdId, opensParts, wanted }: PayArrearsProps) {
  const amount = formatYuan(arrearsFen)
  return (
    <Button
      kind={wanted ? 'main' : 'second'}
      disabled={payment.busy}
      hint={opensParts ? bill.arrearsHint : undefined}
      onTap={() => payment.pay({ kind: 'part', householdId, partFen: arrearsFen })}
    >
      {wanted ? bill.payTopUp(amount) : bill.payArrears(amount)}
    </Button>
  )
}

interface WaysToPayProps {
  answer: BillAnswer
  payment: ReturnType<typeof usePayment>
  season: string
  /** He came to pay what is owed of earlier seasons. */
  earlierFirst: boolean
}

/** The ways to pay, each with what it means. Nothing is shown when nothing can be paid. */
function WaysToPay({ answer, payment, season, earlierFirst }: WaysToPayProps) {
  const { payable, household } = answer
  if (!payable.open || payable.wholeFen <= 0) return null
  const { instalments } = payable
  const earlier = !instalments.allowed && instalments.arrearsFen !== undefined && (
    <PayArrears
      arrearsFen={instalments.arrearsFen}
      payment={payment}
      householdId={household.id}
      opensParts={instalments.reason !== null}
      wanted={earlierFirst}
    />
  )
  return (
    <Foot>
      <Box live>{payment.refusal && <Notice kind='wrong' text={payment.refusal} />}</Box>
      {payable.discount && (
        <Notice
          text={bill.discount(
            payable.discount.label,
            dayText(payable.discount.until, season),
            formatYuan(payable.discount.amountFen),
          )}
        />
      )}
      {earlierFirst && earlier}
      <Button
        kind={earlierFirst && earlier ? 'second' : 'main'}
        busy={payment.busy}
        onTap={() => payment.pay({ kind: 'whole', householdId: household.id })}
      >
        {bill.payWhole(formatYuan(payable.wholeFen))}
      </Button>
      {instalments.allowed && (
        <Button
          kind='second'
          disabled={payment.busy}
          hint={
            instalments.firstPaid
              ? bill.partLaterHint(dayText(instalments.balanceDueOn, season))
              : bill.partHint(formatYuan(instalments.minimumFen), dayText(instalments.balanceDueOn, season))
          }
          onTap={() => go('part', { household: household.id })}
        >
          {bill.payPart}
        </Button>
      )}
      {!earlierFirst && earlier}
    </Foot>
  )
}
