import { Form, Select } from 'antd'
import type { ResolutionView } from '../../../contract/consoleDifferences'
import { CLAIM_ABOUT_NAMES } from '../../../contract/differenceWords'
import { formatYuan } from '../../../contract/money'
import { text } from '../../text'

const words = text.channelClaims

interface Props {
  claims: ResolutionView['claims']
  /** Where the chosen ids stand among what the dialog asks for. */
  name: string
}

/** Which claims returned money ends; chosen from those that are open, and none chosen means the oldest. */
export function ClaimsField({ claims, name }: Props) {
  return (
    <Form.Item name={name} label={words.choose}>
      <Select
        mode='multiple'
        options={claims.map(({ id, channel, about, openedOn, openFen }) => ({
          value: id,
          label: `${text.sourceName(channel)} ${words.choice(CLAIM_ABOUT_NAMES[about], openedOn, formatYuan(openFen))}`,
        }))}
      />
    </Form.Item>
  )
}
