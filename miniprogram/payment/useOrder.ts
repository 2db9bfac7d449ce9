import { useCallback, useEffect, useRef, useState } from 'react'
import type { OrderRequest, OrderView } from '../../contract/resident'
import type { ResidentApi } from '../api/resident'
import type { Failure } from '../api/send'
import { goInstead } from '../components/go'
import { failureText } from '../components/Notice'
import { useGuarded } from '../state/useGuarded'
import { keptIntention } from './intention'
import { nextAsk, type PayOutcome, resultView } from './outcome'
import { resumePayment, type Started, startPayment } from './startPayment'

const LONG = 60_000

/**
 * Follows an order until its state is final, asking the server less and less often. `tell`: the outcome has still to be
 * told to the server. Gives `waitedLong` once a minute has passed without an end.
 */
export function useOrder(api: ResidentApi, no: string, outcome: PayOutcome | undefined, tell: boolean) {
  const [order, setOrder] = useState<OrderView>()
  const [failure, setFailure] = useState<Failure>()
  const [waitedLong, setWaitedLong] = useState(false)
  const [turn, setTurn] = useState(0)
  const told = useRef(!tell || outcome === undefined)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn starts the asking again
  useEffect(() => {
    let here = true
    let timer: ReturnType<typeof setTimeout>
    const began = Date.now()

    const ask = async (asked: number) => {
      if (!told.current && outcome !== undefined) {
        told.current = true
        await api.tellOutcome(no, outcome)
      }
      const answer = await api.orderView(no)
      if (!here) return
      if (answer.ok) {
        setOrder(answer.value)
        if (answer.value.state !== 'unpaid' && answer.value.state !== 'confirming') keptIntention.endOf(no)
      }
      setFailure(answer.ok ? undefined : answer.failure)
      if (!answer.ok && answer.failure.kind === 'refused') return
      const waited = Date.now() - began
      if (waited >= LONG) setWaitedLong(true)
      const wait = nextAsk(answer.ok ? resultView(answer.value.state, outcome) : 'checking', asked, waited)
      if (wait !== undefined) timer = setTimeout(() => ask(asked + 1), wait)
      else setWaitedLong(true)
    }

    ask(0)
    return () => {
      here = false
      clearTimeout(timer)
    }
  }, [api, no, outcome, turn])

  const askNow = useCallback(() => setTurn((before) => before + 1), [])
  return { order, failure, waitedLong, askNow }
}

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
