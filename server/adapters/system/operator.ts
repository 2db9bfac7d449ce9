import { userInfo } from 'node:os'

/** Who runs this process, by the machine's own name for him; `system` where the machine has none. */
export function operatorName(): string {
  try {
    return userInfo().username.slice(0, 64) || 'system'
  } catch {
    return 'system'
  }
}
