import { Form, Input, Radio } from 'antd'
import { text } from '../../text'

const words = text.refunds

/** The card that a refund goes to, as it is being written. */
export interface CardDraft {
  from: 'registered' | 'application'
  owner: string
  bankCard: string
  paper: string
  bankType: string
}

export const NO_CARD: CardDraft = { from: 'application', owner: '', bankCard: '', paper: '', bankType: '' }

/** Whether all is there that the server wants to see. */
export function isWhole({ from, owner, bankCard, paper, bankType }: CardDraft, byChannel: boolean): boolean {
  const named =
    from === 'registered' || (owner.trim().length > 1 && bankCard.trim().length >= 12 && paper.trim() !== '')
  return named && (!byChannel || bankType.trim() !== '')
}

/** The card as the server wants it. */
export function cardOf({ from, owner, bankCard, paper }: CardDraft) {
  return from === 'registered'
    ? { from }
    : { from, owner: owner.trim(), bankCard: bankCard.trim(), paper: paper.trim() }
}

interface Props {
  card: CardDraft
  /** The channel pays it: it wants to know the bank. */
  byChannel: boolean
  onChange(card: CardDraft): void
}

/** Asks for a card: the registered one, or one from an application that its holder has signed. */
export function CardFields({ card, byChannel, onChange }: Props) {
  const field = (name: 'owner' | 'bankCard' | 'paper' | 'bankType', label: string, help?: string) => (
    <Form.Item label={label} htmlFor={`card-${name}`} extra={help}>
      <Input
        id={`card-${name}`}
        autoComplete='off'
        maxLength={name === 'paper' ? 100 : 64}
        value={card[name]}
        onChange={({ target }) => onChange({ ...card, [name]: target.value })}
      />
    </Form.Item>
  )
  return (
    <>
      <Form.Item label={words.card}>
        <Radio.Group
          aria-label={words.card}
          style={{ display: 'grid', gap: 8 }}
          value={card.from}
          onChange={({ target }) => onChange({ ...card, from: target.value as CardDraft['from'] })}
          options={[
            { value: 'application', label: words.application },
            { value: 'registered', label: words.registered },
          ]}
        />
      </Form.Item>
      {card.from === 'application' && (
        <>
          {field('owner', words.owner)}
          {field('bankCard', words.bankCard)}
          {field('paper', words.paper, words.paperHelp)}
        </>
      )}
      {byChannel && field('bankType', words.bankType, words.bankTypeHelp)}
    </>
  )
}

interface WayFieldsProps<Way extends string> {
  label: string
  ways: readonly Way[]
  names: Readonly<Record<Way, string>>
  way: Way
  onWay(way: NoInfer<Way>): void
  /** Asked for where this way needs one. */
  card: { needed: boolean; byChannel: boolean; draft: CardDraft; onChange(draft: CardDraft): void }
}

/** Which way money goes, and the card where it goes to one. */
export function WayFields<Way extends string>({ label, ways, names, way, onWay, card }: WayFieldsProps<Way>) {
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
