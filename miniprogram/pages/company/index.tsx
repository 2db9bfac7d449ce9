import { goHome } from '../../components/go'
import { Page } from '../../components/Page'
import { CompanyList, WithCompany } from '../../components/WithCompany'
import { titles } from '../../text'

export default function CompanyPage() {
  return (
    <WithCompany title={titles.company}>
      {() => (
        <Page title={titles.company}>
          <CompanyList onChosen={goHome} />
        </Page>
      )}
    </WithCompany>
  )
}
