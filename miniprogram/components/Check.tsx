import { Box, Tap, Words } from '../platform/elements'

interface CheckProps {
  checked: boolean
  onCheck: (checked: boolean) => void
  /** What is still missing, below the box. */
  error?: string
  children: string
}

/** A sentence to agree with. Its sign is seen without colour. */
export function Check({ checked, onCheck, error, children }: CheckProps) {
  return (
    <Box className='field'>
      <Tap
        className={`check${checked ? ' check-on' : ''}`}
        label={children}
        checked={checked}
        onTap={() => onCheck(!checked)}
      >
        <Words className='check-mark'>{checked ? '✓' : ''}</Words>
        <Words className='check-words'>{children}</Words>
      </Tap>
      <Box live>{error && <Box className='field-error'>{error}</Box>}</Box>
    </Box>
  )
}
