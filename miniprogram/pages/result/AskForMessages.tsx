import { useState } from 'react'
import type { ResidentApi } from '../../api/resident'
import { useAnswer } from '../../api/useAnswer'
import { Button } from '../../components/Button'
import { Notice } from '../../components/Notice'
import { Box } from '../../platform/elements'
import { platformMessages } from '../../platform/messages'
import { result } from '../../text'

/**
 * Offers to tell the resident of this payment, of due dates and of refunds. The platform itself asks him, within his tap;
 * who does not want it is not asked again here, and nothing else depends on it.
 */
export function AskForMessages({ api }: { api: ResidentApi }) {
  const { loading } = useAnswer('message-templates', api.messageTemplates)
  const [asked, setAsked] = useState<'not-yet' | 'asking' | 'agreed' | 'declined' | 'failed'>('not-yet')
  const templates = loading.state === 'ready' ? loading.value.templates : []
  if (templates.length === 0 || asked === 'declined') return null

  async function ask() {
    setAsked('asking')
    const accepted = await platformMessages.ask({ ...api.who, templateIds: templates.map(({ id }) => id) })
    if (accepted === 'failed') return setAsked('failed')
    if (accepted.length === 0) return setAsked('declined')
    const noted = await api.agreeToMessages(accepted)
    setAsked(noted.ok ? 'agreed' : 'failed')
  }

  return (
    <Box live>
      {asked === 'agreed' && <Notice kind='good' text={result.told} />}
      {asked === 'failed' && <Notice text={result.notTold} />}
      {asked !== 'agreed' && (
        <Button kind='quiet' busy={asked === 'asking'} onTap={ask}>
          {result.tellMe}
        </Button>
      )}
    </Box>
  )
}
