import { Box, Picture } from '../platform/elements'
import { platformPhotos } from '../platform/photos'
import type { ChosenPhoto } from '../platform/ports'
import { useGuarded } from '../state/useGuarded'
import { photo as text } from '../text'
import { photo } from '../text/applying'
import { Button } from './Button'

const MEGABYTE = 1024 * 1024

/** As the server's own limit; it looks at the bytes again and decides. */
const LARGEST = 5 * MEGABYTE

const TYPES = /^image\/(jpeg|png|webp)$/

/** Why a picture would not be taken, as far as the telephone can tell; undefined when nothing speaks against it. */
export function photoFault({ bytes, type }: ChosenPhoto): 'tooLarge' | 'wrongType' | undefined {
  if (type !== undefined && !TYPES.test(type)) return 'wrongType'
  return bytes !== undefined && bytes > LARGEST ? 'tooLarge' : undefined
}

/** A size in bytes as "1.2 MB", at least 0.1; nothing when it is not known. */
export function sizeText(bytes: number | undefined): string {
  return bytes === undefined ? '' : photo.size(Math.max(0.1, Math.round((bytes / MEGABYTE) * 10) / 10).toFixed(1))
}

interface PhotoFieldProps {
  label: string
  hint?: string
  chosen: ChosenPhoto | undefined
  /** What is wrong with it, or that it is missing. */
  error: string | undefined
  /** The picture that was chosen, or what was wrong with it; may send it at once. */
  onChosen: (photo: ChosenPhoto) => void | Promise<void>
  onWrong: (error: string) => void
}

/** Asks for one picture: its label, what is taken, a button, and whether it is there. */
export function PhotoField({ label, hint, chosen, error, onChosen, onWrong }: PhotoFieldProps) {
  const [choose, busy] = useGuarded(async () => {
    const picked = await platformPhotos.choose()
    if (picked === 'none') return
    if (picked === 'failed') return onWrong(text.failed)
    const fault = photoFault(picked)
    if (fault) return onWrong(text[fault])
    await onChosen(picked)
  })
  return (
    <Box className='field' role='group' label={label}>
      <Box className='field-label'>{label}</Box>
      {hint && <Box className='field-hint'>{hint}</Box>}
      <Box live>
        {chosen && !error && (
          <Box className='photo-chosen'>{`✓ ${text.chosen} ${sizeText(chosen.bytes)}`.trimEnd()}</Box>
        )}
        {error && <Box className='field-error'>{error}</Box>}
      </Box>
      {chosen && !error && <Picture className='photo-seen' source={chosen.path} label={text.preview(label)} />}
      <Button kind='second' busy={busy} onTap={choose}>
        {chosen ? text.change(label) : text.choose(label)}
      </Button>
    </Box>
  )
}
