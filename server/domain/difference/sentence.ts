import { isChannel } from '../../../contract/channelWords'
import type { Resolution } from '../../../contract/differenceWords'
import { formatYuan } from '../../../contract/money'
import { amountOf, byFenOf, type Item, isArrival, isGap, type ResolvingFacts } from './possible'

/** The sentence that says what a resolution will do; the checker reads it too. */
export function sentenceOf(
  resolution: Resolution,
  item: Item,
  facts: Pick<ResolvingFacts, 'bookedOn' | 'channelName' | 'payer'>,
): string {
  const of = `${facts.channelName} ${item.date} 的 ${item.key}`
  const yuan = formatYuan(amountOf(resolution, item) ?? 0)
  const asked = isChannel(item.channel) ? '先向渠道核实' : '以银行文件的这一行为准'
  const excess = byFenOf(item) > 0
  const by = formatYuan(Math.abs(byFenOf(item)))
  if (isArrival(item)) {
    switch (resolution) {
      case 'accept-fee':
        return `以对账单为准，${of} 按实到 ${yuan} 入账，少到的 ${by} 记为渠道手续费`
      case 'await-rest':
        return `以对账单为准，${of} 按实到 ${yuan} 入账，其余 ${by} 继续在途，等待到账`
      case 'to-suspense':
        return `以对账单为准，${of} 按实到 ${yuan} 入账，多到的 ${by} 转入待查款项`
      case 'write-off':
        return `以对账单为准，${of} 按实到入账，在核销限额内将相差的 ${by} 记入现金长短款`
    }
  }
  if (isGap(item) && resolution === 'await-rest') {
    return `以改用的文件为准，${of} 还应到账的 ${by} 记为在途，等待到账`
  }
  if (isGap(item) && resolution === 'to-suspense') {
    return `以改用的文件为准，${of} 多到账的 ${by} 转入待查款项`
  }
  switch (resolution) {
    case 'book-payment':
      return `${asked}，补记${of} 收款 ${yuan}，按正常收款入账`
    case 'to-suspense':
      return `${asked}，补记${of} 收款 ${yuan}，转入待查款项`
    case 'apply':
      return `${asked}，补记${of} 收款 ${yuan}，抵缴指定用户的账单`
    case 'refund':
      return `${asked}，补记${of} 收款 ${yuan}，再原路退回付款人`
    case 'book-refund':
      return `${asked}，补记${of} 的退款 ${yuan}，用户的欠费相应恢复`
    case 'take-back-payment':
      return `${asked}，渠道没有这一笔才撤回${of} 收款 ${yuan}，用户的欠费相应恢复`
    case 'correct-amount':
      if (item.rowKind === 'refund') {
        return excess
          ? `${asked}，按渠道金额更正${of} 的退款：少退的 ${yuan} 仍欠付款人，转入退款待办`
          : `${asked}，按渠道金额更正${of} 的退款：多退的 ${yuan} 从用户账上扣回，用户的欠费相应恢复`
      }
      return excess
        ? `${asked}，按渠道金额更正${of}：多收的 ${yuan} 转入待查款项`
        : `${asked}，按渠道金额更正${of}：少收的 ${yuan} 从用户账上撤回`
    case 'take-back-refund':
      return `${asked}，渠道没有退出这一笔才撤回${of} 的退款 ${yuan}：仍欠付款人，转入退款待办`
    case 'claim-refund':
      return `${asked}，将${of} 多退的 ${yuan} 记为应收，向收款人或渠道追索`
    case 'await-rest':
      return `${of} 相差的 ${yuan} 继续在途，等待到账`
    case 'claim-returned':
      return item.bill === 'statement'
        ? `以对账单为准，${of} 到账 ${yuan}，是渠道退回的追索款，冲减对该渠道的应收`
        : `以渠道账单为准，${of} 的 ${yuan} 是渠道退回的追索款，冲减对该渠道的应收`
    case 'book-second':
      return `银行已书面确认${of} 的第二行属实，另记收款 ${yuan}，按正常收款入账`
    case 'move-payment': {
      const [from, to] = [item.seen?.ours?.payerCode, item.seen?.theirs?.userCode]
      const moved = formatYuan(facts.payer?.leftFen ?? amountOf(resolution, item) ?? 0)
      const where = facts.payer?.isKnown === false ? '系统中没有这个用户号，转入待查款项' : '抵缴其账单'
      return `以银行改送的文件为准，${of} 的 ${moved} 从用户号 ${from} 改记到用户号 ${to}，${where}；原用户的欠费相应恢复`
    }
    case 'follow-statement':
      return item.theirFen === null
        ? `以改送的对账单为准，冲回${of} 已入账的 ${yuan}，原来在途的款项继续等待到账`
        : `以改送的对账单为准，冲回${of} 已入账的 ${formatYuan(Math.abs(item.ourFen ?? 0))}，按 ${formatYuan(Math.abs(item.theirFen))} 重新入账`
    case 'refresh-status':
      return `向渠道核实${of} 的状态，按渠道的答复办理`
    case 'accept-fee':
      return `接受${of} 的手续费，以渠道为准，不追索`
    case 'claim-fee':
      return `向渠道追索${of} 多扣的手续费 ${yuan}`
    case 'await-arrival':
      return `${of} 应到账的 ${formatYuan(Math.abs(item.ourFen ?? 0))} 还没有到，继续在途，到提醒日再看`
    case 'ask-bank':
      return `就${of} 应到账的 ${formatYuan(Math.abs(item.ourFen ?? 0))} 向银行查询，款项继续在途，到提醒日再看`
    case 'claim-settlement':
      return `${of} 应到账的 ${yuan} 没有到，不再在途，转为对渠道的应收追索`
    case 'write-off':
      return `在核销限额内，将${of} 相差的 ${yuan} 记入现金长短款`
    case 'acknowledge':
      return facts.bookedOn === null ? `确认${of} 已查明，不记账` : `${of} 我方已记在 ${facts.bookedOn}，确认不再处理`
  }
}
