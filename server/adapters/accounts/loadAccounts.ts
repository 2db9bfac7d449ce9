import path from 'node:path'
import { z } from 'zod'
import type { ChartOfAccounts } from '../../domain/ledger/accounts'
import { parsedYaml } from '../files/yamlFile'

const chart = z.strictObject({
  accounts: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z-]*(:\*)?$/),
        code: z.string().regex(/^\d{4,12}$/),
        name: z.string().min(1),
        kind: z.enum(['asset', 'liability', 'income', 'expense']),
        meaning: z.string().min(1),
      }),
    )
    .min(1)
    .refine((accounts) => new Set(accounts.map(({ id }) => id)).size === accounts.length, 'an account comes twice'),
})

/** Reads the chart of accounts of a project's folder; throws with what is wrong, since no books are kept without it. */
export function loadAccounts(projectDir: string): ChartOfAccounts {
  const file = path.join(projectDir, 'config', 'ledger-accounts.yaml')
  return chart.parse(parsedYaml(file, 'core')).accounts
}
