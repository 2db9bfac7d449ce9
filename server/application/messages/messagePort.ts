import type { Channel } from '../../../contract/channelWords'
import type { MessageEvent } from '../../../contract/messages'
import type { ChannelRefusal, Payer } from '../channelPort'

/** The ids of the templates that a company has chosen for its mini-program, by what they tell. */
export type MessageTemplates = Readonly<Partial<Record<MessageEvent, string>>>

/** A message to one person through his platform, ready to go out (formats.md 4.1, 4.2). */
export interface OutgoingMessage {
  to: Payer
  templateId: string
  /** The mini-program's page that a tap opens, with its query. */
  page: string
  /** The platform's names of the template's fields, e.g. thing1, keyword2, and their values, which fit their limits. */
  fields: Readonly<Record<string, string>>
}

export type SendOutcome =
  | { outcome: 'sent' }
  /** The person has not agreed, or what he agreed to is used up. Nothing is wrong. */
  | { outcome: 'not-allowed' }
  /** It certainly did not go out, through no fault of its own: it may be tried again. */
  | { outcome: 'not-sent'; code: string }
  /** The platform took offence at one part of it: somebody has to mend a template or its words. */
  | { outcome: 'unfit'; what: 'field' | 'template' | 'page' | 'recipient'; message: string }
  | ChannelRefusal

/** Sends messages for one company's mini-program. A message is never sent twice: what is unknown stays unknown. */
export interface Messenger {
  readonly templates: MessageTemplates
  sendMessage(message: OutgoingMessage): Promise<SendOutcome>
}

/** Finds a company's messenger on a platform; undefined when the company is not there. */
export interface MessengerDirectory {
  messenger(company: string, platform: Channel): Messenger | undefined
}
