import { Box, Heading } from '../platform/elements'
import { companyOf, visit } from '../state/visit'
import { common, entrance } from '../text'
import { Row } from './Row'

/** The companies of this deployment, to choose one's own. */
export function CompanyList({ onChosen }: { onChosen?: () => void }) {
  const current = visit.use()
  const chosen = companyOf(current)
  return (
    <Box>
      <Heading level={2} className='question'>
        {entrance.companyQuestion}
      </Heading>
      <Box className='below-question'>{entrance.companyHint}</Box>
      <Box className='card rows'>
        {current.companies?.companies.map((company) => (
          <Row
            key={company.id}
            title={company.name}
            detail={
              company.id === chosen?.id
                ? entrance.chosen
                : company.hotline
                  ? common.hotline(company.hotline)
                  : undefined
            }
            onTap={() => {
              visit.chooseCompany(company.id)
              onChosen?.()
            }}
          />
        ))}
      </Box>
    </Box>
  )
}
