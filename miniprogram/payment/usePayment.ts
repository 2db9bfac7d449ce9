import { useState } from 'react'
import type { OrderRequest } from '../../contract/resident'
import type { ResidentApi } from '../api/resident'
import { failureText } from '../components/failureText'
import { goInstead } from '../components/go'
import { useGuarded } from '../state/useGuarded'
import { resumePayment, type Started, startPayment } from './startPayment'

/**
 * Paying from a page: one payment at a time, whatever is tapped; afterwards the result page takes this page's place.
 * A refusal is given back as a sentence.
 */
export function usePayment(api: ResidentApi) {
  const [refusal, setRefusal] = useState<string>()

  const [run, busy] = useGuarded(async (begin: () => Promise<Started>) => {
    setRefusal(undefined)
    const started = await begin()
    if (started.kind === 'failed') setRefusal(failureText(started.failure).text)
    if (started.kind === 'done') goInstead('result', { no: started.orderNo, outcome: started.outcome })
  })

  return {
    busy,
    refusal,
    pay: (request: OrderRequest) => run(() => startPayment(api, request)),
    resume: (orderNo: string) => run(() => resumePayment(api, orderNo)),
  }
}
