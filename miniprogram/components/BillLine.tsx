import { useState } from 'react'
import type { FeeLine } from '../../contract/estimates'
import { formatYuan } from '../../contract/money'
import { unbroken } from '../format/unbroken'
import { Box, Tap, Words } from '../platform/elements'
import { bill } from '../text'

/** One line of a bill; a tap opens how it was worked out, and the document that sets the price (domain.md C9). */
export function BillLine({ line }: { line: FeeLine }) {
  const [open, setOpen] = useState(false)
  return (
    <Box className='bill-line'>
      <Tap className='bill-line-head' expanded={open} onTap={() => setOpen(!open)}>
        <Words className='bill-line-label'>{line.label}</Words>
        <Box className='bill-line-value'>
          <Words className='bill-line-amount'>{formatYuan(line.amountFen)}</Words>
          <Words className={`arrow${open ? ' arrow-up' : ' arrow-down'}`} />
        </Box>
      </Tap>
      {open && (
        <Box className='bill-line-more'>
          <Box className='formula'>{unbroken(`${line.formula} = ${formatYuan(line.amountFen)}`)}</Box>
          {line.source && <Box className='source'>{bill.source(line.source)}</Box>}
        </Box>
      )}
    </Box>
  )
}
