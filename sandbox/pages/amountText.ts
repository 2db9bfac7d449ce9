import { yuanText } from '../../contract/money'

/** Fen as people read them: 2,233.25. */
export function amountText(fen: number): string {
  const [whole = '0', decimals = '00'] = yuanText(fen).split('.')
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}.${decimals}`
}
