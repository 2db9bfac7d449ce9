import { groupedCode } from '../../format/format'
import { Box, Words } from '../../platform/elements'
import { lookup } from '../../text'

const UNKNOWN = '×××××××××'

/** A drawn heating invoice, with the user code circled in red. */
export function BillPicture({ label, code }: { label: string; code: string | undefined }) {
  return (
    <Box className='paper' role='img' label={lookup.picture(label)}>
      <Box className='paper-title'>{lookup.pictureTitle}</Box>
      <Box className='paper-circle'>
        <Words className='paper-label'>{label}</Words>
        <Words className='paper-code'>{groupedCode(code ?? UNKNOWN)}</Words>
      </Box>
      {lookup.pictureRows.map((row) => (
        <Box key={row} className='paper-row'>
          <Words className='paper-label'>{row}</Words>
          <Box className='paper-line' />
        </Box>
      ))}
    </Box>
  )
}
