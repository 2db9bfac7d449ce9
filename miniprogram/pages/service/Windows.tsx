import type { ServiceAnswer } from '../../../contract/applications'
import { Card } from '../../components/Card'
import { Tag } from '../../components/Tag'
import { dayText } from '../../format/day'
import { Box } from '../../platform/elements'
import { service as text } from '../../text'

/** When the heat can be stopped or started, who does the work, and in the rulebook's words what that means. */
export function Windows({ answer: { windows, season } }: { answer: ServiceAnswer }) {
  if (!windows.length) return null
  return (
    <Card title={text.window}>
      {windows.map(({ from, to, work, inspected, open, text: words }) => (
        <Box key={from} className='window'>
          <Box className='window-days'>{text.dates(dayText(from, season), dayText(to, season))}</Box>
          {open && <Tag tone='good'>{text.openNow}</Tag>}
          <Box>{`${text.work[work]}${inspected ? `，${text.inspected}` : ''}`}</Box>
          {words && <Box className='source'>{words}</Box>}
        </Box>
      ))}
    </Card>
  )
}
