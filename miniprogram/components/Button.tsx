import { unbroken } from '../format/format'
import type { TextInputProps } from '../platform/elementProps'
import { Box, Label, Tap, TextInput, Words } from '../platform/elements'
import { common } from '../text'

interface ButtonProps {
  children: string
  onTap: () => void
  /** One `main` button a page; `second` is another way; `quiet` looks like a link. */
  kind?: 'main' | 'second' | 'quiet' | 'careful'
  busy?: boolean
  disabled?: boolean
  /** A short line under the words. */
  hint?: string
}

/** A button of at least 48 px; while its action is under way it says so. */
export function Button({ children, onTap, kind = 'main', busy, disabled, hint }: ButtonProps) {
  return (
    <Tap className={`button button-${kind}${busy ? ' button-busy' : ''}`} onTap={onTap} busy={busy} disabled={disabled}>
      <Words>{unbroken(children)}</Words>
      {busy ? (
        <Words className='button-hint'>{common.busy}</Words>
      ) : (
        hint && <Words className='button-hint'>{unbroken(hint)}</Words>
      )}
    </Tap>
  )
}

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
