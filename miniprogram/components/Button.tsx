import { unbroken } from '../format/unbroken'
import { Tap, Words } from '../platform/elements'
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
