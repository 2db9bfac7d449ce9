import { Box, Heading } from '../platform/elements'

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
