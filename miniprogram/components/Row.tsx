import type { ReactNode } from 'react'
import { Box, Tap, Words } from '../platform/elements'

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
