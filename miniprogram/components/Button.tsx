import { Tap, Words } from '../platform/elements'

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

/** A button of at least 48 px, busy while its action is under way. */
export function Button({ children, onTap, kind = 'main', busy, disabled, hint }: ButtonProps) {
  return (
    <Tap className={`button button-${kind}${busy ? ' button-busy' : ''}`} onTap={onTap} busy={busy} disabled={disabled}>
      <Words>{children}</Words>
      {hint && <Words className='button-hint'>{hint}</Words>}
    </Tap>
  )
}
