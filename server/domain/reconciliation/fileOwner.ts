import { sumFen, yuanText } from '../../../contract/money'

/**
 * Whose a file says that it is: by a merchant number, an account or a company's name that stands in it. `nobody`: it names none
 * (formats.md 2.3: a fund flow without refunds; 5: many banks' files), so that only numbers of ours in its rows can tell.
 */
export type NamedOwner = { is: 'ours' | 'nobody' } | { is: 'another'; name: string }

export const OURS: NamedOwner = { is: 'ours' }
export const NOBODY: NamedOwner = { is: 'nobody' }

/** How a file's owner is known; nothing is posted from a file of which it is not (`unproven`) until a second person approves. */
export type Proof = 'asked-for' | 'named' | 'own-numbers' | 'nothing-to-post' | 'unproven'

const WAITS = '待第二人复核，复核前一笔也不记账'

/** Why a file waits of which no row proves whose it is, or that is ours and may lack rows, in Chinese, for the desk. */
export function unprovenReason(owner: NamedOwner): string {
  if (owner.is === 'ours') return `文件的余额接不上，可能缺少流水：${WAITS}`
  const names = owner.is === 'another' ? `文件写的商户是 ${owner.name}；` : ''
  return `${names}文件中没有我方的商户号、单号或用户号，不能证明是本公司的文件：${WAITS}`
}

/**
 * Why a bank's file waits that somebody has uploaded by hand: the payments in it are booked on its word alone, and one person could
 * have written it. Null where it has none that are not booked already.
 */
export const byHandReason = (fresh: readonly { amountFen: number }[]): string | null =>
  fresh.length === 0
    ? null
    : `由一人上传的银行文件，其中 ${fresh.length} 笔、${yuanText(sumFen(fresh.map(({ amountFen }) => amountFen)))} 元收款只以它为凭：` +
      `${WAITS}。银行 SFTP 送来同一份文件时直接启用`

/** From so many payments and so large a part of a day that a file does not have, it is the file that lacks them. */
const MISSING = { payments: 10, part: 5 }

/** Why a file waits that lacks a large part of the day's payments, of which each would be a difference; null where it does not. */
export const incompleteReason = ({ missing, ours }: { missing: number; ours: number }): string | null =>
  missing < MISSING.payments || missing * MISSING.part < ours
    ? null
    : `此文件可能不完整：我方当日 ${ours} 笔收款，有 ${missing} 笔文件中没有。请重新取得文件；确认文件完整的，待第二人复核，复核前不生成差异`
