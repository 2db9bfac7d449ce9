import { z } from 'zod'
import { bankId, fileName } from '../day'
import { CAMT_VERSIONS } from './camt053/write'
import { exportFaults, exportLayout } from './export/layout'
import { textLayout } from './text/layout'

const common = {
  id: bankId,
  name: z.string().min(1),
  content: z.literal('statement'),
  /** Not told by anyone, but chosen by us as a likely one. */
  example: z.boolean().default(false),
  fileName,
}

/**
 * How a bank tells what moved on a company's own account, as data: one of the international formats (formats.md 5.7), a
 * text of its own, or what its online banking exports (5.8). Unknown keys are refused.
 */
export const statementTemplate = z
  .discriminatedUnion('format', [
    z.strictObject({
      ...common,
      format: z.literal('mt940'),
      encoding: z.enum(['gb18030', 'utf-8']).default('gb18030'),
    }),
    z.strictObject({ ...common, format: z.literal('camt053'), version: z.enum(CAMT_VERSIONS).default('001.02') }),
    z.strictObject({ ...common, format: z.literal('template'), ...textLayout }),
    z.strictObject({ ...common, format: z.literal('export'), ...exportLayout }),
  ])
  .superRefine((template, context) => {
    if (template.format !== 'export') return
    for (const fault of exportFaults(template)) context.addIssue({ code: 'custom', ...fault })
  })
export type StatementTemplate = z.output<typeof statementTemplate>
