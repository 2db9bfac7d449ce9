import type { CompanyView } from '../../../contract/company'
import { Button } from '../../components/Button'
import { Card, Facts } from '../../components/Card'
import { call } from '../../components/go'
import { Foot, Page } from '../../components/Page'
import { WithCompany } from '../../components/WithCompany'
import { dayText } from '../../format/format'
import { Box } from '../../platform/elements'
import { common, help, titles } from '../../text'

export default function HelpPage() {
  return <WithCompany title={titles.help}>{({ company }) => <Help company={company} />}</WithCompany>
}

function Help({ company }: { company: CompanyView }) {
  const { hotline, season, userCode, notices, promises } = company
  const foot = hotline && (
    <Foot>
      <Button onTap={() => call(hotline)}>{common.call(hotline)}</Button>
    </Foot>
  )
  return (
    <Page title={titles.help} foot={foot}>
      <Card title={company.name}>
        <Facts
          facts={[
            [help.hotline, hotline ?? help.noHotline],
            [help.season, help.seasonDays(dayText(season.startsOn, season.name), dayText(season.endsOn, season.name))],
            [help.whereCode(userCode.label), userCode.help],
          ]}
        />
      </Card>
      {promises.length > 0 && (
        <Card title={help.promises}>
          <Facts facts={promises.map((promise) => [promise.what, promise.within] as const)} />
        </Card>
      )}
      {notices.map((notice) => (
        <Card key={notice.title} title={notice.title}>
          <Box className='help-text'>{notice.text}</Box>
        </Card>
      ))}
    </Page>
  )
}
