import { Box } from '../platform/elements'
import type { ChosenPhoto } from '../platform/photoPorts'
import { platformPhotos } from '../platform/photos'
import { useGuarded } from '../state/useGuarded'
import { photo as text } from '../text'
import { Button } from './Button'
import { photoFault, sizeText } from './photoFault'

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
      <Button kind='second' busy={busy} onTap={choose}>
        {chosen ? text.change(label) : text.choose(label)}
      </Button>
    </Box>
  )
}
