import { MESSAGE_EVENTS, type MessageTemplatesAnswer } from '../../../contract/messages'
import type { Wording } from '../../domain/message/wording'
import type { Resident } from '../../domain/resident/resident'
import type { Database } from '../ports/database'
import type { MessengerDirectory } from '../ports/messages'
import type { Clock } from '../ports/system'
import { messageJobKey } from './queueMessage'

/** More unused accepts of one template than this are not kept: nobody needs them, and nobody should pile them up. */
const MAX_UNUSED = 10

/** What a resident agrees to be told. */
export function createMessageConsents(ports: {
  database: Database
  messengers: MessengerDirectory
  wording: Wording
  clock: Clock
}) {
  const { database, messengers, wording, clock } = ports
  const templatesOf = ({ company, platform }: Resident) => messengers.messenger(company, platform)?.templates ?? {}

  return {
    /** The templates that his mini-program may ask him about. */
    templates(resident: Resident): MessageTemplatesAnswer {
      const templates = templatesOf(resident)
      return {
        templates: MESSAGE_EVENTS.flatMap((event) => {
          const id = templates[event]
          return id === undefined ? [] : [{ id, event, title: wording.messages[event].title }]
        }),
      }
    },

    /**
     * Notes what he accepted just now, each id once; what is no template of his company's is passed over. Messages that
     * waited for it go out. A false claim helps nobody: the platform knows better, and refuses.
     */
    async accept(resident: Resident, accepted: readonly string[]): Promise<{ noted: number }> {
      const templates = templatesOf(resident)
      const events = MESSAGE_EVENTS.filter((event) => accepted.includes(templates[event] ?? ''))
      return database.transaction(async (store) => {
        let noted = 0
        for (const event of events) {
          const templateId = templates[event] ?? ''
          const consent = { residentId: resident.id, company: resident.company, templateId }
          if (await store.messageConsents.grant(consent, MAX_UNUSED)) noted += 1
        }
        for (const message of await store.messages.waitingOf(resident.id)) {
          if (events.includes(message.event)) await store.jobs.expedite(messageJobKey(message.id), clock.now())
        }
        return { noted }
      })
    },
  }
}
