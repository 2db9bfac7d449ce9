import { Tag } from 'antd'
import { momentText, plainYuan } from '../format'
import { text } from '../text'

/** An amount in fen as yuan, with figures of one width. */
export function Amount({ fen }: { fen: number | null }) {
  if (fen === null) return <span>{text.common.none}</span>
  return <span className={fen < 0 ? 'number negative' : 'number'}>{plainYuan(fen)}</span>
}

export function Moment({ at }: { at: number | null }) {
  return <span className='number'>{at === null ? text.common.none : momentText(at)}</span>
}

/** A state as a word; its colour only goes with it. */
export function State({ word, tone }: { word: string; tone: 'good' | 'open' | 'bad' | 'quiet' }) {
  return <Tag color={{ good: 'success', open: 'warning', bad: 'error', quiet: undefined }[tone]}>{word}</Tag>
}
