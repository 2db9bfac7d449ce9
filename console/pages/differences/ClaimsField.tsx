import { Form, Select } from 'antd'
import type { ResolutionView } from '../../../contract/consoleDifferences'
import { CLAIM_ABOUT_NAMES } from '../../../contract/differenceWords'
import { formatYuan } from '../../../contract/money'
import { text } from '../../text'

const words = text.channelClaims

interface Props {
  claims: ResolutionView['claims']
  chosen: readonly string[]
  onChange(chosen: string[]): void
}

/** Which claims returned money ends; chosen from those that are open, and none chosen means the oldest. */
export function ClaimsField({ claims, chosen, onChange }: Props) {
  return (
    <Form.Item label={words.choose} htmlFor='difference-claims'>
      <Select
        id='difference-claims'
        mode='multiple'
        value={[...chosen]}
        onChange={onChange}
        options={claims.map(({ id, channel, about, openedOn, openFen }) => ({
          value: id,
          label: `${text.sourceName(channel)} ${words.choice(CLAIM_ABOUT_NAMES[about], openedOn, formatYuan(openFen))}`,
        }))}
      />
    </Form.Item>
  )
}
