import { needed } from '../../components/dialogForm'
import { ChoiceField, LineField } from '../../components/fields'
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

/** The card as the server wants it. */
export function cardOf({ from, owner, bankCard, paper }: CardDraft) {
  return from === 'registered'
    ? { from }
    : { from, owner: owner.trim(), bankCard: bankCard.trim(), paper: paper.trim() }
}

/** Asks for a card, `card` of the dialog: the registered one, or one from an application that its holder has signed. */
function CardFields({ card, byChannel }: { card: CardDraft; byChannel: boolean }) {
  return (
    <>
      <ChoiceField
        name={['card', 'from']}
        label={words.card}
        stacked
        options={[
          { value: 'application', label: words.application },
          { value: 'registered', label: words.registered },
        ]}
      />
      {card.from === 'application' && (
        <>
          <LineField name={['card', 'owner']} label={words.owner} rules={[needed(words.owner, 2)]} maxLength={64} />
          <LineField
            name={['card', 'bankCard']}
            label={words.bankCard}
            rules={[needed(words.bankCard, 12)]}
            maxLength={64}
          />
          <LineField name={['card', 'paper']} label={words.paper} help={words.paperHelp} maxLength={100} />
        </>
      )}
      {byChannel && (
        // The channel pays it: it wants to know the bank.
        <LineField name={['card', 'bankType']} label={words.bankType} help={words.bankTypeHelp} maxLength={64} />
      )}
    </>
  )
}

interface WayFieldsProps<Way extends string> {
  /** Where the way stands among what the dialog asks for. */
  name: string
  label: string
  ways: readonly Way[]
  names: Readonly<Record<Way, string>>
  /** Asked for where this way needs one. */
  card: { needed: boolean; byChannel: boolean; draft: CardDraft }
}

/** Which way money goes, and the card where it goes to one. */
export function WayFields<Way extends string>({ name, label, ways, names, card }: WayFieldsProps<Way>) {
  return (
    <>
      <ChoiceField name={name} label={label} stacked options={ways.map((value) => ({ value, label: names[value] }))} />
      {card.needed && <CardFields card={card.draft} byChannel={card.byChannel} />}
    </>
  )
}
