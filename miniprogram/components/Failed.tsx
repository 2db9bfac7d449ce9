import type { Failure } from '../api/answer'
import { Box, Heading } from '../platform/elements'
import { companyOf, visit } from '../state/visit'
import { common, failures } from '../text'
import { Button } from './Button'
import { failureText } from './failureText'

/** A page that could not be loaded: what happened, and the way to try again. */
export function Failed({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  const hotline = companyOf(visit.use())?.hotline ?? null
  const { title, text } = failureText(failure)
  const more = failures.waitAndTry(hotline)
  return (
    <Box className='failed' role='alert'>
      <Heading level={2}>{title}</Heading>
      <Box className='failed-text'>{text}</Box>
      {more && <Box className='failed-text'>{more}</Box>}
      <Button kind='second' onTap={onRetry}>
        {common.retry}
      </Button>
    </Box>
  )
}
