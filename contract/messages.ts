import { z } from 'zod'

/** What a resident is told about in a message on his platform, where he allowed it. */
export const MESSAGE_EVENTS = ['payment-received', 'payment-due', 'refund-made'] as const
export const messageEvent = z.enum(MESSAGE_EVENTS)
export type MessageEvent = z.infer<typeof messageEvent>

/** The templates that this company's mini-program may ask the resident about, for wx.requestSubscribeMessage and its like. */
export const messageTemplatesAnswer = z.object({
  templates: z.array(z.object({ id: z.string(), event: messageEvent, title: z.string() })),
})
export type MessageTemplatesAnswer = z.infer<typeof messageTemplatesAnswer>

/** The templates that he accepted just now; each accept is good for one message (formats.md 4.1). */
export const messageConsentsRequest = z.strictObject({ accepted: z.array(z.string().min(1).max(64)).min(1).max(5) })
/** How many of them are ours and were noted. */
export const messageConsentsAnswer = z.object({ noted: z.int() })
export type MessageConsentsAnswer = z.infer<typeof messageConsentsAnswer>
