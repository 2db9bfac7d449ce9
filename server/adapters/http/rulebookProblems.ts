import type { RULEBOOK_REFUSALS } from '../../application/common/refusal'
import type { Sentence } from './sentence'

/** How each refusal about a company's rulebook is told. */
export const RULEBOOK_SENTENCES: Record<(typeof RULEBOOK_REFUSALS)[number], Sentence> = {
  'rulebook-wrong': {
    status: 422,
    title: '规则有误',
    detail: ({ faults }) => `规则没有提交，正在执行的规则不变。请按“行:列: 原因”逐处改正后再提交：\n${faults}`,
  },
  'rulebook-begins-too-early': {
    status: 409,
    title: '执行日期太早',
    detail: ({ earliest }) =>
      `新规则只管执行日期之后的事，执行日期最早为 ${earliest}。规则没有变动，请改用这一天或以后的日期再提交。`,
  },
  'rulebook-moved-on': {
    status: 409,
    title: '规则已有更新的版本',
    detail: '提交之后又批准了别的版本，这份改动是对旧版本作的。规则没有变动，请在最新版本上改好再提交。',
  },
}
