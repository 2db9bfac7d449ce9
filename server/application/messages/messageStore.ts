import type { Message } from '../../domain/message/message'
import type { Inserted } from '../inserted'

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
