import { Box, Words } from '../platform/elements'
import { common } from '../text'

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
