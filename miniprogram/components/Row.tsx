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
  detail?: string
  children?: ReactNode
  onTap: () => void
}) {
  return (
    <Tap className='row' onTap={onTap}>
      <Box className='row-words'>
        <Words className='row-title'>{title}</Words>
        {detail && <Words className='row-detail'>{detail}</Words>}
      </Box>
      {children}
      <Words className='arrow arrow-right' />
    </Tap>
  )
}
