import { formatYuan } from '../../contract/money'
import { Box, Words } from '../platform/elements'

/** The largest thing on a page: an amount in fen, with a word above it on what it is. */
export function Amount({ what, amountFen, good }: { what: string; amountFen: number; good?: boolean }) {
  const [number = '', unit = ''] = formatYuan(amountFen).split(' ')
  return (
    <Box className='amount'>
      <Box className='amount-what'>{what}</Box>
      <Box className={`amount-number${good ? ' amount-good' : ''}`}>
        <Words>{number}</Words>
        <Words className='amount-unit'> {unit}</Words>
      </Box>
    </Box>
  )
}
