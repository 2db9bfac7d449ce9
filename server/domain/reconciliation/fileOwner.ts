/**
 * Whose a file says that it is: by a merchant number, an account or a company's name that stands in it. `nobody`: it names none
 * (formats.md 2.3: a fund flow without refunds; 5: many banks' files), so that only numbers of ours in its rows can tell.
 */
export type NamedOwner = { is: 'ours' | 'nobody' } | { is: 'another'; name: string }

export const OURS: NamedOwner = { is: 'ours' }
export const NOBODY: NamedOwner = { is: 'nobody' }

/** How a file's owner is known; nothing is posted from a file of which it is not (`unproven`) until a second person approves. */
export type Proof = 'asked-for' | 'named' | 'own-numbers' | 'nothing-to-post' | 'unproven'

/** Why a file waits of which no row proves whose it is, or that is ours and may lack rows, in Chinese, for the desk. */
export function unprovenReason(owner: NamedOwner): string {
  if (owner.is === 'ours') return '文件的余额接不上，可能缺少流水：待第二人复核，复核前一笔也不记账'
  const names = owner.is === 'another' ? `文件写的商户是 ${owner.name}；` : ''
  return `${names}文件中没有我方的商户号、单号或用户号，不能证明是本公司的文件：待第二人复核，复核前一笔也不记账`
}
