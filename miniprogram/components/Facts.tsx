import { Box, Words } from '../platform/elements'

/** Pairs of a name and a value, one below the other; those without a value are left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: string | undefined | null])[] }) {
  return (
    <Box className='facts'>
      {facts.map(([name, value]) =>
        value ? (
          <Box key={name} className='fact'>
            <Words className='fact-name'>{name}</Words>
            <Words className='fact-value'>{value}</Words>
          </Box>
        ) : null,
      )}
    </Box>
  )
}
