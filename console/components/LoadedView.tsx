import { Alert, Button, Spin } from 'antd'
import type { ReactNode } from 'react'
import { sentenceOf } from '../api'
import type { Loaded } from '../hooks'
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
