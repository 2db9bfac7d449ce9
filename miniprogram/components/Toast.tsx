import { Box } from '../platform/elements'
import { toast } from '../state/toast'

/** Says shortly what has just happened, also to a screen reader. */
export function Toast() {
  const text = toast.use()
  return (
    <Box className='toast-place' live>
      {text && <Box className='toast'>{text}</Box>}
    </Box>
  )
}
