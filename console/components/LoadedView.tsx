import { Alert, Button, Empty, Spin, Tag } from 'antd'
import type { ReactNode } from 'react'
import type { EvidenceFact } from '../../contract/consoleBooks'
import { formatYuan } from '../../contract/money'
import { sentenceOf } from '../api'
import { type Loaded, momentText, plainYuan } from '../hooks'
import { text } from '../text'

/** What was loaded, or why it is not here with a way to try again, or that it is on its way. */
export function LoadedView<T>({ of, children }: { of: Loaded<T>; children(data: T): ReactNode }) {
  if (of.error !== undefined) {
    return (
      <Alert
        type='error'
        showIcon
        role='alert'
        message={text.common.failed}
        description={sentenceOf(of.error)}
        action={<Button onClick={of.reload}>{text.common.retry}</Button>}
      />
    )
  }
  if (of.data === undefined) {
    return (
      <div role='status' aria-label={text.common.loading} style={{ padding: 32 }}>
        <Spin /> {text.common.loading}
      </div>
    )
  }
  return <>{children(of.data)}</>
}

/** What a list shows that has nothing to show: that it is so, what it means, and where to go from here. */
export function EmptyState({ says, help, children }: { says: string; help: string; children?: ReactNode }) {
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={says}>
      <p>{help}</p>
      {children}
    </Empty>
  )
}

/** A fact of a piece of evidence, as its kind is written. */
export function shownFact({ value, as }: EvidenceFact) {
  if (as === 'fen') return <span className='number'>{formatYuan(Number(value))}</span>
  if (as === 'moment') return <span className='number'>{momentText(Number(value))}</span>
  return <span style={{ wordBreak: 'break-all' }}>{String(value)}</span>
}

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
