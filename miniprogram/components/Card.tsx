import type { ReactNode } from 'react'
import { Box, Heading, Tap, Words } from '../platform/elements'
import { common } from '../text'

/** A white sheet for things that belong together. */
export function Card({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <Box className='card'>
      {title && (
        <Heading level={2} className='card-title'>
          {title}
        </Heading>
      )}
      {children}
    </Box>
  )
}

/** Pairs of a name and a value, one below the other; those without a value are left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: string | undefined | null])[] }) {
  return (
    <Box className='facts'>
      {facts.map(([name, value]) =>
        value ? (
          <Box key={name} className='fact'>
            <Words className='fact-name'>{name}</Words>
            <Words className={`fact-value${lookOf(value)}`}>{value}</Words>
          </Box>
        ) : null,
      )}
    </Box>
  )
}

/** Dates and amounts break between words only; a long number stays whole; sentences and addresses break as text does. */
function lookOf(value: string): string {
  if (/^[0-9A-Z]{15,}$/.test(value)) return ' fact-code'
  return value.split(' ').every((word) => word.length <= 10) ? ' fact-short' : ''
}

/** A company's sign: the first character of its short name on its own colour. Its name stands beside it. */
export function CompanySign({ shortName, fill }: { shortName: string; fill: string }) {
  return (
    <Box className='company-sign' style={{ '--sign': fill }}>
      {[...shortName][0] ?? ''}
    </Box>
  )
}

/** A line that leads somewhere. */
export function Row({
  title,
  detail,
  children,
  onTap,
}: {
  title: string
  /** One thing, or several: each stays in one piece where there is room for it. */
  detail?: string | readonly string[]
  children?: ReactNode
  onTap: () => void
}) {
  return (
    <Tap className='row' onTap={onTap}>
      <Box className='row-words'>
        <Words className='row-title'>{title}</Words>
        {detail && <RowDetail detail={detail} />}
      </Box>
      {children}
      <Words className='arrow arrow-right' />
    </Tap>
  )
}

function RowDetail({ detail }: { detail: string | readonly string[] }) {
  const pieces = typeof detail === 'string' ? [detail] : detail
  return (
    <Box className='row-detail'>
      {pieces.map((piece) => (
        <Box key={piece}>{piece}</Box>
      ))}
    </Box>
  )
}

export type Tone = 'good' | 'soon' | 'wrong' | 'quiet'

/** A state in a word; the colour only helps. */
export function Tag({ tone, children }: { tone: Tone; children: string }) {
  return <Words className={`tag tag-${tone}`}>{children}</Words>
}

/** The shape of what is being loaded. */
export function Skeleton() {
  return (
    <Box className='skeleton' live>
      <Words className='skeleton-words'>{common.loading}</Words>
      <Box className='skeleton-line skeleton-short' />
      <Box className='skeleton-line skeleton-tall' />
      <Box className='skeleton-line' />
      <Box className='skeleton-line' />
    </Box>
  )
}

/** Nothing here yet: says so, and what to do next. */
export function Empty({ title, text }: { title: string; text: string }) {
  return (
    <Box className='empty'>
      <Box className='empty-house'>
        <Box className='empty-roof' />
        <Box className='empty-wall'>
          <Box className='empty-door' />
        </Box>
      </Box>
      <Heading level={2} className='empty-title'>
        {title}
      </Heading>
      <Box className='empty-text'>{text}</Box>
    </Box>
  )
}
