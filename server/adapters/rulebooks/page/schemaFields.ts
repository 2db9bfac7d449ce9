import type { z } from 'zod'
import { monthDay, seasonDay } from '../../../domain/rulebook/scalars'

/** One field of a rulebook: where it stands, what may be written, and whether it has to be there. */
export interface SchemaField {
  /** `areaPrices[].lines[].price`; `[]` is each item of a list, `{}` each name of a group. */
  path: string
  kind: string
  need: 'required' | 'optional' | { default: string }
}

type Definition = { type: string } & Record<string, unknown>

const definitionOf = (schema: z.core.$ZodType): Definition => schema._zod.def as unknown as Definition

const SCALARS: readonly [RegExp, string][] = [
  [/\^\\d\{1,6\}\(\\\.\\d\{1,3\}\)\?\$/, '价格，最多三位小数'],
  [/\^\\d\{1,9\}\(\\\.\\d\{1,6\}\)\?\$/, '大于 0 的数'],
  [/\^\\d\{1,3\}\(\\\.\\d\{1,2\}\)\?%\$/, '百分数'],
  [/\^\\d\{1,2\}\(\\\.\\d\{1,4\}\)\?%\$/, '年利率'],
  [/-\?\\d\{1,13\}/, '元，最多两位小数'],
  [/\^\\d\{1,13\}/, '元，不小于 0'],
  [/\^\\d\{1,4\}\$/, '整数'],
  [/\^\\d\{1,8\}\(\\\.\\d\{1,2\}\)\?\$/, '面积，最多两位小数'],
  [/\^\\d\{1,12\}\(\\\.\\d\{1,6\}\)\?\$/, '数，最多六位小数'],
  [/\^\[A-Z\]\{1,3\}\\d\{1,2\}\$/, '规则编号，如 LZ2'],
  [/\^\[a-z\]\[a-z0-9-\]\*\$/, 'sources 里的名字'],
  [/\^\[a-z\]\[a-z0-9-\]\{0,19\}\$/, '名字'],
  [/\^\[a-z\]\[a-z0-9-\]\{1,31\}\$/, '公司代号'],
  [/\^\\d\{4\}-\\d\{4\}\$/, '采暖季，如 2026-2027'],
  [/#\[0-9A-Fa-f\]\{6\}/, '颜色，如 #9A3412'],
]

/** Every field of a schema, in its order, with the parts of lists and groups below them. */
export function schemaFields(schema: z.core.$ZodType): SchemaField[] {
  return below(schema, '')
}

function below(schema: z.core.$ZodType, path: string): SchemaField[] {
  const definition = definitionOf(schema)
  switch (definition.type) {
    case 'object': {
      const shape = definition.shape as Record<string, z.core.$ZodType>
      return Object.entries(shape).flatMap(([name, inner]) => fieldsOf(inner, path === '' ? name : `${path}.${name}`))
    }
    case 'array':
      return below(definition.element as z.core.$ZodType, `${path}[]`)
    case 'record':
      return below(definition.valueType as z.core.$ZodType, `${path}{}`)
    case 'optional':
    case 'default':
    case 'prefault':
    case 'nullable':
      return below(definition.innerType as z.core.$ZodType, path)
    case 'pipe':
      return below(definition.in as z.core.$ZodType, path)
    default:
      return []
  }
}

function fieldsOf(schema: z.core.$ZodType, path: string): SchemaField[] {
  return [{ path, kind: kindOf(schema), need: needOf(schema) }, ...below(schema, path)]
}

function needOf(schema: z.core.$ZodType): SchemaField['need'] {
  const definition = definitionOf(schema)
  if (definition.type === 'optional') return 'optional'
  if (definition.type !== 'default' && definition.type !== 'prefault') return 'required'
  const value: unknown = definition.defaultValue
  const empty = typeof value === 'object' && value !== null && Object.keys(value).length === 0
  return empty ? 'optional' : { default: typeof value === 'object' ? JSON.stringify(value) : String(value) }
}

/** What may be written for a field, in Chinese. */
function kindOf(schema: z.core.$ZodType): string {
  if (schema === monthDay) return '月日 MM-DD'
  if (schema === seasonDay) return '月日 MM-DD，可带年份：上年MM-DD、当年MM-DD、次年MM-DD'
  const definition = definitionOf(schema)
  switch (definition.type) {
    case 'object':
      return '一组字段'
    case 'array':
      return `列表：${kindOf(definition.element as z.core.$ZodType)}`
    case 'record':
      return `名字: ${kindOf(definition.valueType as z.core.$ZodType)}`
    case 'enum':
      return Object.values(definition.entries as Record<string, string>).join(' / ')
    case 'literal':
      return (definition.values as unknown[]).map(String).join(' / ')
    case 'pipe':
      return kindOf(definition.in as z.core.$ZodType)
    case 'optional':
    case 'default':
    case 'prefault':
    case 'nullable':
      return kindOf(definition.innerType as z.core.$ZodType)
    case 'string':
      return textKind(definition)
    default:
      return '值'
  }
}

function textKind(definition: Definition): string {
  if (definition.format === 'date') return '日期 YYYY-MM-DD'
  const checks = (definition.checks ?? []) as z.core.$ZodCheck[]
  const patterns = checks.flatMap((check) => {
    const of = check._zod.def as unknown as { pattern?: RegExp }
    return of.pattern ? [of.pattern.source] : []
  })
  const known = SCALARS.find(([pattern]) => patterns.some((source) => pattern.test(source)))
  return known?.[1] ?? '文字'
}
