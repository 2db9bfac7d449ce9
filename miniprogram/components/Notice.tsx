import type { ReactNode } from 'react'
import type { Failure } from '../api/send'
import type { Loading } from '../api/useAnswer'
import { Box, Heading } from '../platform/elements'
import { toast } from '../state/toast'
import { companyOf, visit } from '../state/visit'
import { common, failures } from '../text'
import { Button } from './Button'
import { Skeleton } from './Card'

const SIGN = { quiet: 'i', soon: '!', wrong: '!', good: '✓' } as const

/** So long that it is read piece by piece. */
const LONG = 60

/** A long notice as its sentences, each on lines of its own; a short one as it is. */
function linesOf(text: string): readonly string[] {
  return text.length > LONG ? (text.match(/[^。；：]+[。；：]?/g) ?? [text]) : [text]
}

/** A sentence that must be seen; its sign says how it is meant, besides its colour. */
export function Notice({ kind = 'quiet', title, text }: { kind?: keyof typeof SIGN; title?: string; text: string }) {
  return (
    <Box className={`notice notice-${kind}`} role={kind === 'wrong' ? 'alert' : undefined}>
      <Box className='notice-sign'>{SIGN[kind]}</Box>
      <Box className='notice-words'>
        {title && <Box className='notice-title'>{title}</Box>}
        {linesOf(text).map((line) => (
          <Box key={line} className='notice-line'>
            {line}
          </Box>
        ))}
      </Box>
    </Box>
  )
}

/** Says shortly what has just happened, also to a screen reader. */
export function Toast() {
  const text = toast.use()
  return (
    <Box className='toast-place' live>
      {text && <Box className='toast'>{text}</Box>}
    </Box>
  )
}

/** What to tell a person of a failure: the server's own words when it has some. */
export function failureText(failure: Failure): { title: string; text: string } {
  const own = failures[failure.kind]
  if (!('problem' in failure) || failure.problem === undefined) return own
  return { title: failure.problem.title || own.title, text: failure.problem.detail || own.text }
}

/** A page that could not be loaded: what happened, and the way to try again. */
export function Failed({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  const hotline = companyOf(visit.use())?.hotline ?? null
  const { title, text } = failureText(failure)
  const more = failures.waitAndTry(hotline)
  return (
    <Box className='failed' role='alert'>
      <Heading level={2}>{title}</Heading>
      <Box className='failed-text'>{text}</Box>
      {more && <Box className='failed-text'>{more}</Box>}
      <Button kind='second' onTap={onRetry}>
        {common.retry}
      </Button>
    </Box>
  )
}

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
