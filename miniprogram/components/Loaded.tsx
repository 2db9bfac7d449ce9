import type { ReactNode } from 'react'
import type { Loading } from '../api/useAnswer'
import { Failed } from './Failed'
import { Skeleton } from './Skeleton'

interface LoadedProps<T> {
  loading: Loading<T>
  onRetry: () => void
  children: (value: T) => ReactNode
}

/** What is loaded, or its shape while it comes, or why it did not. */
export function Loaded<T>({ loading, onRetry, children }: LoadedProps<T>) {
  if (loading.state === 'loading') return <Skeleton />
  if (loading.state === 'failed') return <Failed failure={loading.failure} onRetry={onRetry} />
  return <>{children(loading.value)}</>
}
