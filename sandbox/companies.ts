import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { companyId } from '../contract/estimates'
import { rulebookFolder } from './settings'

/** A merchant as payers see it: the heating company's id in requests, and its name on the cashier and in bank files. */
export interface Company {
  id: string
  name: string
  /** Its accounts at its own bank, which the sandbox plays: the template of its statement, its number, who pays into it. */
  accounts?: readonly Account[]
}

export interface Account {
  statement: string
  number: string
  receives: readonly string[]
}

/** The five companies of domain.md; used where no rulebooks are at hand (the sandbox on its own). */
export const FIVE_COMPANIES: readonly Company[] = [
  { id: 'beijing', name: '北京市热力集团有限责任公司' },
  { id: 'tangshan', name: '唐山市热力总公司' },
  { id: 'lanzhou', name: '兰州热力集团有限公司' },
  { id: 'baoji', name: '宝鸡市热力有限责任公司' },
  { id: 'binzhou', name: '滨州热力有限公司' },
]

const account = z.object({
  statement: z.string(),
  number: z.coerce.string(),
  receives: z.array(z.string()).default([]),
})
const rulebookHead = z.object({
  id: companyId,
  name: z.string().min(1),
  payment: z
    .object({ accounts: z.array(account).default([]) })
    .default({ accounts: [] })
    .catch({ accounts: [] }),
})

/**
 * Takes the folder of rulebooks (default: the project's); gives every company that has one, so that a sixth company needs no code here.
 * A file without `id` and `name` at its top is left to the server to complain about. Without the folder: the five.
 */
export function readCompanies(folder = rulebookFolder()): readonly Company[] {
  let files: string[]
  try {
    files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  } catch {
    return FIVE_COMPANIES
  }
  const companies = files.sort().flatMap((file) => {
    const head = rulebookHead.safeParse(parseQuietly(readFileSync(path.join(folder, file), 'utf8')))
    return head.success ? [{ id: head.data.id, name: head.data.name, accounts: head.data.payment.accounts }] : []
  })
  return companies.length > 0 ? companies : FIVE_COMPANIES
}

function parseQuietly(text: string): unknown {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}
