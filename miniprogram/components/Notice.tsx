import { Box } from '../platform/elements'

const SIGN = { quiet: 'i', soon: '!', wrong: '!', good: '✓' } as const

/** A sentence that must be seen; its sign says how it is meant, besides its colour. */
export function Notice({ kind = 'quiet', title, text }: { kind?: keyof typeof SIGN; title?: string; text: string }) {
  return (
    <Box className={`notice notice-${kind}`} role={kind === 'wrong' ? 'alert' : undefined}>
      <Box className='notice-sign'>{SIGN[kind]}</Box>
      <Box className='notice-words'>
        {title && <Box className='notice-title'>{title}</Box>}
        <Box>{text}</Box>
      </Box>
    </Box>
  )
}
