import { Row } from '../../components/Card'
import { go } from '../../components/go'
import { Page } from '../../components/Page'
import { WithCompany } from '../../components/WithCompany'
import { Box, Choice, Words } from '../../platform/elements'
import { platformLogin } from '../../platform/login'
import { TYPE_SIZES } from '../../platform/typeSizes'
import { toast } from '../../state/toast'
import { typeSize } from '../../state/typeSize'
import { visit } from '../../state/visit'
import { mine, titles } from '../../text'

export default function MinePage() {
  return (
    <WithCompany title={titles.mine}>
      {({ company, mode }) => (
        <Page title={titles.mine}>
          <Box className='card rows'>
            <TypeSizes />
            <Row title={mine.company} detail={company.name} onTap={() => go('company')} />
          </Box>
          <Identity channels={platformLogin.channels(mode)} />
          <Box className='card rows'>
            <Row title={mine.services} onTap={() => go('services')} />
            <Row title={mine.applications} onTap={() => go('applications')} />
            <Row title={mine.calculator} onTap={() => go('calculator')} />
            <Row title={mine.help} onTap={() => go('help')} />
          </Box>
        </Page>
      )}
    </WithCompany>
  )
}

/** The three steps of type; what is chosen is seen at once. */
function TypeSizes() {
  const size = typeSize.use()
  return (
    <Choice
      id='type-size'
      question={mine.type}
      value={size}
      options={TYPE_SIZES.map((value) => ({ value, text: mine.types[value] }))}
      onChoose={(chosen) => typeSize.choose(TYPE_SIZES.find((one) => one === chosen) ?? 'standard')}
    />
  )
}

/** Who the visitor is; only the sandbox lets him change it. */
function Identity({ channels }: { channels: ReturnType<typeof platformLogin.channels> }) {
  const { channel } = visit.use()
  const others = channels.filter((one) => one !== channel)
  if (!channel || !others.length) return null
  return (
    <Box className='card rows'>
      <Box className='row'>
        <Box className='row-words'>
          <Words className='row-title'>{mine.identity}</Words>
          <Words className='row-detail'>{mine.is[channel]}</Words>
        </Box>
      </Box>
      {others.map((other) => (
        <Row
          key={other}
          title={mine.switchTo[other]}
          onTap={() => {
            visit.chooseChannel(other)
            toast.say(mine.switched)
          }}
        />
      ))}
    </Box>
  )
}
