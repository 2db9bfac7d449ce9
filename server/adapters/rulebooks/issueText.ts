import type { z } from 'zod'

type Issue = Parameters<z.core.$ZodErrorMap>[0]

const TYPES: Readonly<Record<string, string>> = {
  string: '一个值（文字或数字）',
  object: '一组字段',
  record: '一组字段',
  array: '一个列表',
  boolean: 'true 或 false',
}

/** What zod finds wrong with a rulebook's shape, in Chinese, where the field says nothing of its own. */
export function issueText(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.input === undefined) return '缺少这个字段'
      if (issue.input === '' || issue.input === null) return '没有填写'
      return `应为${TYPES[String(issue.expected)] ?? '另一种写法'}`
    }
    case 'invalid_value':
      return `应为 ${issue.values.map(String).join('、')} 之一`
    case 'too_small':
      return issue.origin === 'array' ? `至少要写 ${issue.minimum} 项` : '太短或太小'
    case 'too_big':
      return issue.origin === 'array' ? `最多写 ${issue.maximum} 项` : '太长或太大'
    case 'invalid_key':
      return '名字应为小写字母、数字和连字符，最多 20 个字符'
    default:
      return '写法不对'
  }
}
