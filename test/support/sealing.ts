import { createSealing } from '../../server/adapters/system/sealing'

/** A key for personal data in tests. */
export const testSealing = createSealing([Buffer.alloc(32, 7)])
