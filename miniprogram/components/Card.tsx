import type { ReactNode } from 'react'
import { Box, Heading } from '../platform/elements'

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
