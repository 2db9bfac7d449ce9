import { Box, Words } from '../platform/elements'

/** Pairs of a name and a value, one below the other; those without a value are left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: string | undefined | null])[] }) {
  return (
    <Box className='facts'>
      {facts.map(([name, value]) =>
        value ? (
          <Box key={name} className='fact'>
            <Words className='fact-name'>{name}</Words>
            <Words className={`fact-value${lookOf(value)}`}>{value}</Words>
          </Box>
        ) : null,
      )}
    </Box>
  )
}

/** Dates and amounts break between words only; a long number stays whole; sentences and addresses break as text does. */
function lookOf(value: string): string {
  if (/^[0-9A-Z]{15,}$/.test(value)) return ' fact-code'
  return value.split(' ').every((word) => word.length <= 10) ? ' fact-short' : ''
}
