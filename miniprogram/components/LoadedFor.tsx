import type { ReactNode } from 'react'
import type { Failure } from '../api/answer'
import type { ResidentApi } from '../api/resident'
import type { Loading } from '../api/useAnswer'
import { Loaded } from './Loaded'
import { VerifyFirst } from './VerifyFirst'

interface LoadedForProps<T> {
  api: ResidentApi
  household: string
  loading: Loading<T>
  onRetry: () => void
  children: (value: T) => ReactNode
}

/** Whether the server refused because the household is not proved to be his. */
export function asksForProof(failure: Failure): boolean {
  return failure.kind === 'refused' && failure.problem.code === 'bind-first'
}

/** As Loaded, for what only the household itself may see and do. */
export function LoadedFor<T>({ api, household, loading, onRetry, children }: LoadedForProps<T>) {
  if (loading.state === 'failed' && asksForProof(loading.failure))
    return <VerifyFirst api={api} household={household} />
  return (
    <Loaded loading={loading} onRetry={onRetry}>
      {children}
    </Loaded>
  )
}
