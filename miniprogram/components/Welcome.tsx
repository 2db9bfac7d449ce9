import type { CompanyView } from '../../contract/company'
import { platformLogin } from '../platform/login'
import type { Mode } from '../platform/ports'
import { visit } from '../state/visit'
import { entrance } from '../text'
import { Button } from './Button'
import { Empty } from './Empty'
import { Foot, Page } from './Page'

/** Before the first login: one tap to go in, a choice of identity in the sandbox, or the way to WeChat and Alipay. */
export function Welcome({ title, company, mode }: { title: string; company: CompanyView; mode: Mode }) {
  const channels = platformLogin.channels(mode)
  if (!channels.length) {
    return (
      <Page title={title} back='none'>
        <Empty title={entrance.openInApp} text={entrance.openInAppText(company.name, company.hotline)} />
      </Page>
    )
  }
  const choosing = channels.length > 1
  const foot = (
    <Foot>
      {channels.map((channel, place) => (
        <Button key={channel} kind={place === 0 ? 'main' : 'second'} onTap={() => visit.chooseChannel(channel)}>
          {choosing ? entrance.as[channel] : entrance.enter}
        </Button>
      ))}
    </Foot>
  )
  return (
    <Page title={title} back='none' foot={foot}>
      <Empty
        title={choosing ? entrance.sandboxQuestion : entrance.welcome(company.name)}
        text={choosing ? entrance.sandboxHint : entrance.welcomeHint}
      />
    </Page>
  )
}
