import { formatYuan } from '../contract/money'

const beijing = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
})

/** A moment in epoch milliseconds as 2026-11-21 08:00:06, in Beijing. */
export function momentText(epochMs: number): string {
  const parts = Object.fromEntries(beijing.formatToParts(epochMs).map(({ type, value }) => [type, value]))
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}:${parts.second}`
}

/** Fen without the unit, for columns whose heading names it: 1,116.63. */
export const plainYuan = (amountFen: number): string => formatYuan(amountFen).replace(' 元', '')

/** The day so many days after a civil day. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** 0 for Sunday. */
export const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay()

/** Fen at the axis of a chart: 800, 1.2 万, 350 万. */
export function shortYuan(amountFen: number): string {
  const yuan = amountFen / 100
  return Math.abs(yuan) >= 10_000 ? `${Number((yuan / 10_000).toFixed(1))} 万` : String(Math.round(yuan))
}
