import { z } from 'zod'
import { civilDate } from './estimates'

/** What people write where no paper is. */
const NOTHING = /^(无|没有|没|暂无|未提供|不详|不知道|略|待补|空|测试|none|null|nil|no|na|test|x|0)+$/i

/** A text without signs and spaces. */
const plain = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '')

/** Whether a text may name a paper: more than signs, and not one of the words for "there is none". */
export const namesPaper = (text: string): boolean => plain(text).length >= 2 && !NOTHING.test(plain(text))

/** A paper in one line, e.g. "检测协议 2027-118": its name, and its number or where it is filed. */
export const paperReference = z
  .string()
  .trim()
  .max(100, '最多 100 个字')
  .refine(namesPaper, '请写明材料名称和编号，不能写“无”')

/**
 * The paper on which something rests that changes what somebody owes or gets: what it is called, its number, and the day
 * that stands on it. Anyone who approves looks at it.
 */
export const paper = z.strictObject({
  title: z
    .string()
    .trim()
    .max(60, '最多 60 个字')
    .refine((text) => namesPaper(text) && /\p{L}{2}/u.test(text), '请写明材料名称，例如“拆迁补偿协议”，不能写“无”'),
  number: z
    .string()
    .trim()
    .max(40, '最多 40 个字')
    .refine((text) => namesPaper(text) && /\p{N}/u.test(text), '请写明材料编号，编号中应有数字'),
  on: civilDate,
})
export type Paper = z.infer<typeof paper>

/** A paper in words: 《拆迁补偿协议》2026-118（2026-11-20）. */
export const paperText = ({ title, number, on }: Paper): string => `《${title}》${number}（${on}）`
