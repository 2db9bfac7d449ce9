import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Skeleton } from '../../components/Card'
import { goHome } from '../../components/go'
import { Failed } from '../../components/Notice'
import { Page } from '../../components/Page'
import { type Resident, WithResident } from '../../components/WithResident'
import { readOutcome, resultView } from '../../payment/outcome'
import { useOrder, usePayment } from '../../payment/useOrder'
import { platformMessages } from '../../platform/messages'
import { platformPay } from '../../platform/pay'
import { titles } from '../../text'
import { AskForMessages, ResultFoot, ResultState } from './ResultState'

export default function ResultPage() {
  return <WithResident title={titles.result}>{(resident) => <Result {...resident} />}</WithResident>
}

function Result({ company, mode, api }: Resident) {
  const { no = '', outcome: said } = useRouter().params
  const [outcome] = useState(() => platformPay.returned() ?? readOutcome(said))
  // A browser comes back from the cashier without having told the server; the sheets of the apps have told it already.
  const { order, failure, waitedLong, askNow } = useOrder(api, no, outcome, said === undefined)
  const payment = usePayment(api)

  if (!order) {
    return (
      <Page title={titles.result} back={goHome}>
        {failure ? <Failed failure={failure} onRetry={askNow} /> : <Skeleton />}
      </Page>
    )
  }
  const view = resultView(order.state, outcome)
  return (
    <Page
      title={titles.result}
      back={goHome}
      foot={<ResultFoot order={order} view={view} payment={payment} onAsk={askNow} />}
    >
      <ResultState order={order} view={view} waitedLong={waitedLong} hotline={company.hotline} />
      {(view === 'paid' || view === 'checking') && platformMessages.offered(mode) && <AskForMessages api={api} />}
    </Page>
  )
}
