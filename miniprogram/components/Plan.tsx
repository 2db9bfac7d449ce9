import { Box, Words } from '../platform/elements'

export interface PlanStep {
  when: string
  what: string
  state: 'done' | 'now' | 'later'
}

/** Instalments as a line in time: what is paid, what is to be paid now, and the rest by its day. */
export function Plan({ steps }: { steps: readonly PlanStep[] }) {
  return (
    <Box className='plan' role='list'>
      {steps.map((step) => (
        <Box key={step.when} className={`plan-step plan-${step.state}`} role='listitem'>
          <Box className='plan-mark'>{step.state === 'done' ? '✓' : ''}</Box>
          <Box className='plan-words'>
            <Words className='plan-when'>{step.when}</Words>
            <Words className='plan-what'>{step.what}</Words>
          </Box>
        </Box>
      ))}
    </Box>
  )
}
