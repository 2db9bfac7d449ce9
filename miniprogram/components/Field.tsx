import type { TextInputProps } from '../platform/elementProps'
import { Box, Label, TextInput } from '../platform/elements'

interface FieldProps extends Omit<TextInputProps, 'className' | 'describedBy' | 'invalid'> {
  hint?: string
  error?: string
  /** Larger figures, for the one amount that a page is about. */
  big?: boolean
  /** Room for a number of 18 digits and more. */
  long?: boolean
}

/** A labelled input: the label above, a hint, and what is wrong below it. */
export function Field({ hint, error, big, long, ...input }: FieldProps) {
  const about = `${input.id}-about`
  return (
    <Box className='field'>
      <Label names={input.id} className='field-label'>
        {input.label}
      </Label>
      <TextInput
        {...input}
        className={`field-input${big ? ' field-big' : ''}${long ? ' field-long' : ''}${error ? ' field-wrong' : ''}`}
        describedBy={about}
        invalid={error !== undefined}
      />
      <Box id={about} live>
        {error ? <Box className='field-error'>{error}</Box> : hint && <Box className='field-hint'>{hint}</Box>}
      </Box>
    </Box>
  )
}
