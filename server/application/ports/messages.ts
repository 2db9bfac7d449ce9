import type { Channel } from '../../../contract/channelWords'
import type { MessageEvent } from '../../../contract/messages'
import type { Message } from '../../domain/message/message'
import type { ChannelRefusal, Payer } from './channels'
import type { Inserted } from './system'

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

export interface MessageStore {
  /** `duplicate`: this resident has a message about this occasion already. */
  insert(message: Message): Promise<Inserted>
  byId(id: string): Promise<Message | undefined>
  /** Changes a message only while its status is one of `from`; false otherwise. */
  change(id: string, from: readonly Message['status'][], to: Partial<Message>): Promise<boolean>
  /** Those of a resident that wait for his consent. */
  waitingOf(residentId: string): Promise<Message[]>
  ofResident(residentId: string): Promise<Message[]>
}

/** How often a resident accepted a template, and how many messages that was used for. */
export interface MessageConsent {
  residentId: string
  templateId: string
  company: string
  granted: number
  used: number
}

export interface MessageConsentStore {
  /** Notes one accept; false when `most` are unused already (M2). */
  grant(consent: Pick<MessageConsent, 'residentId' | 'templateId' | 'company'>, most: number): Promise<boolean>
  /** How many accepts are unused; only `use` takes one. */
  unused(residentId: string, templateId: string): Promise<number>
  /** Takes one accept for one message; false when none is left (M2). */
  use(residentId: string, templateId: string): Promise<boolean>
  /** The message was not sent: its accept is good for another. */
  giveBack(residentId: string, templateId: string): Promise<void>
  /** The platform says that there is none left, whatever was noted. */
  exhaust(residentId: string, templateId: string): Promise<void>
  /** Residents with unused accepts of these templates, by id, after one of them. */
  open(templateIds: readonly string[], afterResidentId: string, limit: number): Promise<MessageConsent[]>
}
