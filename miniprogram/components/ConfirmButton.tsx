import { useState } from 'react'
import type { Answer } from '../api/send'
import { Box, Dialog } from '../platform/elements'
import { toast } from '../state/toast'
import { useGuarded } from '../state/useGuarded'
import { Button } from './Button'
import { failureText } from './Notice'

interface ConfirmButtonProps<Value> {
  children: string
  /** How the button stands on its page; the one that confirms is always marked as careful. */
  kind: 'second' | 'quiet'
  /** What the sheet asks, and what its two buttons say. */
  asks: { title: string; text: string; yes: string; no: string }
  action: () => Promise<Answer<Value>>
  onDone: (value: Value) => void
  /** Where the page says why it failed; by default a toast does. */
  onFailed?: (sentence: string) => void
}

/**
 * A button for what is not easily taken back: its sheet asks once more, is busy while the action is under way, and closes
 * before the page says how it ended. A failure is told in the server's own sentence when it has one.
 */
export function ConfirmButton<Value>({
  children,
  kind,
  asks,
  action,
  onDone,
  onFailed = toast.say,
}: ConfirmButtonProps<Value>) {
  const [asking, setAsking] = useState(false)
  const close = () => setAsking(false)
  const [confirm, busy] = useGuarded(async () => {
    const answer = await action()
    close()
    if (answer.ok) onDone(answer.value)
    else onFailed(failureText(answer.failure).text)
  })
  return (
    <>
      <Button kind={kind} onTap={() => setAsking(true)}>
        {children}
      </Button>
      <Dialog title={asks.title} open={asking} onClose={close}>
        <Box className='sheet-text'>{asks.text}</Box>
        <Button kind='careful' busy={busy} onTap={confirm}>
          {asks.yes}
        </Button>
        <Button kind='second' onTap={close}>
          {asks.no}
        </Button>
      </Dialog>
    </>
  )
}
