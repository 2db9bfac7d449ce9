import type { KeyObject } from 'node:crypto'

/** What an app's answers and notifications are signed with. */
export interface Signer {
  key: KeyObject
  /** The certificate's number; undefined in key mode. */
  sn: string | undefined
}
