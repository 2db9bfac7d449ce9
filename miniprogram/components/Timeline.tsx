import { Box, Words } from '../platform/elements'

export interface Happening {
  key: string
  when: string
  what: string
  note: string | null
}

/** What happened, oldest first, each with its day and what was noted; the last one is where things stand. */
export function Timeline({ happenings }: { happenings: readonly Happening[] }) {
  return (
    <Box className='plan' role='list'>
      {happenings.map(({ key, when, what, note }, place) => (
        <Box
          key={key}
          className={`plan-step ${place === happenings.length - 1 ? 'plan-now' : 'plan-done'}`}
          role='listitem'
        >
          <Box className='plan-mark'>{place === happenings.length - 1 ? '' : '✓'}</Box>
          <Box className='timeline-words'>
            <Words className='timeline-what'>{what}</Words>
            <Words className='timeline-when'>{when}</Words>
            {note && <Words className='timeline-note'>{note}</Words>}
          </Box>
        </Box>
      ))}
    </Box>
  )
}
