import { z } from 'zod'

const EXPECTED: Readonly<Record<string, string>> = {
  string: '应为文字',
  array: '应为列表，写作 [甲, 乙] 或逐行以“- ”开头',
  object: '应为下一层的“键: 值”',
  record: '应为下一层的“键: 值”',
}

const { localeError } = z.locales.zhCN()

/**
 * What zod finds in a rulebook, in the words of whoever mends the file. Undefined where the model says it itself. Takes what zod
 * gives to an error map.
 */
export const saidOfIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type') {
    return issue.input === undefined ? '缺少这个字段' : (EXPECTED[issue.expected] ?? localeError(issue))
  }
  if (issue.code === 'invalid_value') {
    return issue.input === undefined ? '缺少这个字段' : `应为其中之一：${issue.values.map(String).join('、')}`
  }
  if (issue.code === 'too_small' && issue.origin === 'array') return '至少要有一项'
  return localeError(issue)
}
