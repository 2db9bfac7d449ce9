import type { core } from 'zod'

type Issue = core.$ZodRawIssue

const KINDS: Record<string, string> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或否（true 或 false）',
  array: '列表',
  object: '对象',
  record: '对象',
  date: '日期',
}

const listed = (values: readonly unknown[]): string => values.map(String).join('、')

/** How many of what: 字 of a text, 项 of a list; a number has neither. */
const counted = (most: unknown, origin: string): string =>
  `${most}${({ string: ' 个字', array: ' 项', set: ' 项', file: ' 字节' } as Record<string, string>)[origin] ?? ''}`

/**
 * What is wrong with something malformed, in a sentence for residents and clerks (ui.md, Copy); for zod's `error`. A shape
 * that says its own sentence keeps it. It is given with each reading, since settings and files tell operators in English.
 */
export function describeIssue(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      // A field that is not there at all has no input.
      return issue.input === undefined || issue.input === null
        ? '不能为空'
        : `应为${KINDS[issue.expected] ?? '另一种内容'}`
    case 'too_small':
      if (issue.origin === 'string' && Number(issue.minimum) <= 1) return '不能为空'
      if (issue.origin === 'number' || issue.origin === 'int') {
        return issue.inclusive ? `不能小于 ${issue.minimum}` : `应大于 ${issue.minimum}`
      }
      return `至少 ${counted(issue.minimum, issue.origin)}`
    case 'too_big':
      if (issue.origin === 'number' || issue.origin === 'int') {
        return issue.inclusive ? `不能大于 ${issue.maximum}` : `应小于 ${issue.maximum}`
      }
      return `最多 ${counted(issue.maximum, issue.origin)}`
    case 'invalid_value':
      return issue.values.length === 1 ? `应为 ${listed(issue.values)}` : `应为以下之一：${listed(issue.values)}`
    case 'invalid_format':
      return FORMATS[issue.format] ?? '格式不正确'
    case 'not_multiple_of':
      return `应为 ${issue.divisor} 的倍数`
    case 'unrecognized_keys':
      return '没有这一项'
    default:
      return '内容不符合要求'
  }
}

const FORMATS: Record<string, string> = {
  email: '不是有效的邮箱地址',
  url: '不是有效的网址',
  date: '不是有效的日期，应写作 2026-11-21',
}
