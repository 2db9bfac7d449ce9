import { readFileSync } from 'node:fs'
import { type Document, type ErrorCode, LineCounter, parseDocument, visit } from 'yaml'

/** What is wrong in a YAML file, and where: a person opens the file at that line. */
export interface YamlFault {
  line: number
  /** Where in the line, counted from 1. */
  column?: number
  reason: string
}

export type ReadYaml =
  | { outcome: 'read'; document: Document; placeAt(offset: number): { line: number; column: number } }
  | { outcome: 'wrong'; faults: YamlFault[] }

/** A place and what is wrong there, as editors and terminals understand it: `config/banks/icbc.yaml:7:3: …`. */
export function faultLocation(file: string, { line, column, reason }: YamlFault): string {
  return `${file}:${line}${column === undefined ? '' : `:${column}`}: ${reason}`
}

/** What the library finds, in the words of anyone who mends the file. */
const REASONS: Record<ErrorCode, string> = {
  ALIAS_PROPS: '引用（*）不能再带标记',
  BAD_ALIAS: '引用（*）写法有误',
  BAD_COLLECTION_TYPE: '标签与内容的类型不符',
  BAD_DIRECTIVE: '不认识的 % 指令',
  BAD_DQ_ESCAPE: '双引号内的 \\ 转义有误',
  BAD_INDENT: '缩进有误，或前面的括号没有收尾',
  BAD_PROP_ORDER: '标记的先后有误',
  BAD_SCALAR_START: '值不能以这个字符开头，请加引号',
  BLOCK_AS_IMPLICIT_KEY: '一行里有两个“键: 值”；含冒号的文字请加引号',
  BLOCK_IN_FLOW: '方括号或花括号内不能用缩进写法',
  DUPLICATE_KEY: '同一个键写了两次',
  IMPOSSIBLE: '无法解析',
  KEY_OVER_1024_CHARS: '键太长',
  MISSING_CHAR: '缺少收尾的引号、括号、冒号或空格',
  MULTILINE_IMPLICIT_KEY: '键须写在一行内',
  MULTIPLE_ANCHORS: '一个值只能有一个锚点（&）',
  MULTIPLE_DOCS: '一个文件里有几份文档（---）',
  MULTIPLE_TAGS: '一个值只能有一个标签（!）',
  NON_STRING_KEY: '键须是文字',
  RESOURCE_EXHAUSTION: '层次太多',
  TAB_AS_INDENT: '不能用制表符缩进，请用空格',
  TAG_RESOLVE_FAILED: '不认识的标签（!），或值与标签不符',
  UNEXPECTED_TOKEN: '此处不应有这个内容',
}

/**
 * Reads YAML. `failsafe` leaves every scalar as the text that was written; `core` makes numbers and booleans of what looks like
 * one. What is not good YAML, a reference to nothing included, gives every fault with line and column, in their order.
 */
export function readYaml(text: string, schema: 'core' | 'failsafe'): ReadYaml {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, schema, prettyErrors: false })
  const broken = [...document.errors, ...document.warnings].map(({ pos, code }) => ({ at: pos[0], why: REASONS[code] }))
  visit(document, {
    Alias(_, alias) {
      if (!alias.resolve(document)) broken.push({ at: alias.range?.[0] ?? 0, why: `没有锚点“&${alias.source}”` })
    },
  })
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  if (broken.length === 0) return { outcome: 'read', document, placeAt }
  const faults = broken.map(({ at, why }): YamlFault => {
    return { ...placeAt(at), reason: `不是正确的 YAML：${why}` }
  })
  return { outcome: 'wrong', faults: faults.sort((one, other) => one.line - other.line) }
}

/** Gives what a YAML file holds; throws an Error with file, line and column of each fault, for files without which nothing starts. */
export function parsedYaml(file: string, schema: 'core' | 'failsafe'): unknown {
  const read = readYaml(readFileSync(file, 'utf8'), schema)
  if (read.outcome === 'wrong') throw new Error(read.faults.map((fault) => faultLocation(file, fault)).join('\n'))
  return read.document.toJS()
}
