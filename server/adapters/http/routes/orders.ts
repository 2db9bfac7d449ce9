import type Router from '@koa/router'
import { clientResultRequest, orderRequest } from '../../../../contract/resident'
import type { StartedPayment } from '../../../application/openAtChannel'
import { isRefusal, type Refusal } from '../../../application/refusal'
import type { Resident } from '../../../domain/resident/resident'
import { validated } from '../body'
import { residentOf } from '../residentAuth'
import { answer } from '../respond'
import type { Realm, Verbs } from '../verbs'

/** Paying: an order is made once a key, resumed, watched and given up. */
export function orderRoutes(router: Router, verbs: Verbs, { auth, idempotent }: Realm): void {
  const { orders, startPayment, cancelPayment } = verbs

  async function withView(resident: Resident, started: StartedPayment | Refusal) {
    if (isRefusal(started)) return started
    const order = await orders.one(resident, started.order.orderNo)
    return isRefusal(order) ? order : { order, pay: started.pay }
  }

  router.post('/api/orders', auth.resident, async (context) => {
    const request = await validated(context, orderRequest)
    await idempotent(context, request, async () => {
      const resident = residentOf(context)
      answer(context, await withView(resident, await startPayment(resident, request)), 201)
    })
  })

  router.get('/api/orders', auth.resident, async (context) => {
    answer(context, { orders: await orders.list(residentOf(context)) })
  })

  router.get('/api/orders/:no', auth.resident, async (context) => {
    answer(context, await orders.one(residentOf(context), String(context.params.no)))
  })

  router.post('/api/orders/:no/pay-parameters', auth.resident, async (context) => {
    const resident = residentOf(context)
    answer(context, await withView(resident, await orders.resume(resident, String(context.params.no))))
  })

  router.post('/api/orders/:no/client-result', auth.resident, async (context) => {
    const { outcome } = await validated(context, clientResultRequest)
    answer(context, await orders.reportClientResult(residentOf(context), String(context.params.no), outcome))
  })

  router.post('/api/orders/:no/cancel', auth.resident, async (context) => {
    const resident = residentOf(context)
    const orderNo = String(context.params.no)
    const outcome = await cancelPayment(resident, orderNo)
    answer(context, outcome === 'done' ? await orders.one(resident, orderNo) : outcome)
  })
}
