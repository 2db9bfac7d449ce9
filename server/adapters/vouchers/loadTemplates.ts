import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { type VoucherTemplate, voucherTemplate } from '../../domain/voucher/template'

/** Reads config/vouchers of a project's folder, each file a template by its name; throws with the file and what is wrong. */
export function loadVoucherTemplates(projectDir: string): ReadonlyMap<string, VoucherTemplate> {
  const folder = path.join(projectDir, 'config', 'vouchers')
  const templates = new Map<string, VoucherTemplate>()
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.yaml')) continue
    const read = voucherTemplate.safeParse(parse(readFileSync(path.join(folder, file), 'utf8')))
    if (!read.success) {
      const [issue] = read.error.issues
      throw new Error(`${path.join(folder, file)}: ${issue?.path.join('.')}: ${issue?.message}`)
    }
    templates.set(path.basename(file, '.yaml'), read.data)
  }
  return templates
}
