import { Box, Dialog } from '../platform/elements'
import { Button } from './Button'

interface SheetProps {
  open: boolean
  title: string
  text: string
  yes: string
  no: string
  busy?: boolean
  onYes: () => void
  onNo: () => void
}

/** Asks once more before something that is not easily taken back. */
export function Sheet({ open, title, text, yes, no, busy, onYes, onNo }: SheetProps) {
  return (
    <Dialog title={title} open={open} onClose={onNo}>
      <Box className='sheet-text'>{text}</Box>
      <Button kind='careful' busy={busy} onTap={onYes}>
        {yes}
      </Button>
      <Button kind='second' onTap={onNo}>
        {no}
      </Button>
    </Dialog>
  )
}
