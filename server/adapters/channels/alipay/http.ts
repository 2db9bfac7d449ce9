import { Agent, DecoratorHandler, type Dispatcher } from 'undici'
import { failureOf } from '../exchange'
import { type HeardDate, hearDate } from '../hearDate'

const MAX_ANSWER_BYTES = 1024 * 1024

/**
 * The connection pool given to alipay-sdk. The SDK's HTTP client follows up to ten redirects, sends again on its own when
 * a connection breaks (a one-use code, too), and stops only a silent answer, not a slow one. Here a redirect fails the
 * call, nothing is sent twice, and an answer that is not whole after `timeoutMs`, or too large, has failed.
 */
export function boundedPool(timeoutMs: number, heard?: HeardDate): Dispatcher {
  const agent = new Agent({ connect: { timeout: timeoutMs }, maxResponseSize: MAX_ANSWER_BYTES })
  return hearDate(agent, heard).compose(
    (dispatch) => (options, handler) => dispatch(options, bounded(handler, timeoutMs)),
  )
}

function bounded(outer: Dispatcher.DispatchHandler, timeoutMs: number): Dispatcher.DispatchHandler {
  const handler: Dispatcher.DispatchHandler = new DecoratorHandler(outer)
  let deadline: NodeJS.Timeout | undefined
  return {
    onRequestStart(controller, context) {
      const late = Object.assign(new Error('not whole in time'), { code: 'TIMEOUT' })
      deadline = setTimeout(() => controller.abort(late), timeoutMs)
      handler.onRequestStart?.(controller, context)
    },
    onResponseStart(controller, status, headers, message) {
      if (status >= 300 && status < 400) throw Object.assign(new Error('a redirect'), { code: 'REDIRECT' })
      handler.onResponseStart?.(controller, status, headers, message)
    },
    onResponseData: (controller, part) => handler.onResponseData?.(controller, part),
    onResponseEnd(controller, trailers) {
      clearTimeout(deadline)
      handler.onResponseEnd?.(controller, trailers)
    },
    onResponseError(controller, error) {
      clearTimeout(deadline)
      // Under its own code a broken connection would be tried again.
      const { code, message } = failureOf(error)
      handler.onResponseError?.(
        controller,
        Object.assign(new Error(message), { code: message === 'REDIRECT' ? message : code }),
      )
    },
  }
}
