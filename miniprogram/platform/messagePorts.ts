import type { Channel } from '../../contract/channelWords'
import type { Mode } from './ports'

/** Who is asked, and about which templates. */
export interface MessageQuestion {
  company: string
  channel: Channel
  templateIds: readonly string[]
}

export interface PlatformMessages {
  /** Whether this platform can send messages at all. */
  offered(mode: Mode): boolean
  /**
   * Asks the person which messages he wants; call it within a tap (formats.md 4.1). Gives the templates that he accepted
   * just now, none when he closed the question, and `failed` when the platform would not ask.
   */
  ask(question: MessageQuestion): Promise<readonly string[] | 'failed'>
}
