import { Form, Radio } from 'antd'
import { type CardDraft, CardFields } from './CardFields'

interface Props<Way extends string> {
  label: string
  ways: readonly Way[]
  names: Readonly<Record<Way, string>>
  way: Way
  onWay(way: NoInfer<Way>): void
  /** Asked for where this way needs one. */
  card: { needed: boolean; byChannel: boolean; draft: CardDraft; onChange(draft: CardDraft): void }
}

/** Which way money goes, and the card where it goes to one. */
export function WayFields<Way extends string>({ label, ways, names, way, onWay, card }: Props<Way>) {
  return (
    <>
      <Form.Item label={label}>
        <Radio.Group
          aria-label={label}
          style={{ display: 'grid', gap: 8 }}
          value={way}
          onChange={({ target }) => onWay(target.value as Way)}
          options={ways.map((value) => ({ value, label: names[value] }))}
        />
      </Form.Item>
      {card.needed && <CardFields card={card.draft} byChannel={card.byChannel} onChange={card.onChange} />}
    </>
  )
}
