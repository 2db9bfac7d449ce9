import { DecoratorHandler, type Dispatcher } from 'undici'

/** Told the `Date` header of each answer, by which our own clock is judged. */
export type HeardDate = (date: string) => void

/** A dispatcher that tells of each answer when its server says that it was written. */
export function hearDate(dispatcher: Dispatcher, heard: HeardDate | undefined): Dispatcher {
  if (!heard) return dispatcher
  return dispatcher.compose((dispatch) => (options, outer) => {
    const handler: Dispatcher.DispatchHandler = new DecoratorHandler(outer)
    return dispatch(options, {
      onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
      onResponseStart(controller, status, headers, message) {
        if (typeof headers.date === 'string') heard(headers.date)
        handler.onResponseStart?.(controller, status, headers, message)
      },
      onResponseData: (controller, part) => handler.onResponseData?.(controller, part),
      onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
      onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
    })
  })
}
