import { Descriptions } from 'antd'
import type { DifferenceSide } from '../../../contract/consoleDifferences'
import { formatYuan } from '../../../contract/money'
import { shownFact } from '../../components/facts'
import { Moment } from '../../components/values'
import { text } from '../../text'
import { EvidenceLink } from './EvidenceLink'

const words = text.differences

interface Props {
  company: string
  title: string
  side: DifferenceSide | null
  /** What is said when this side has nothing. */
  nothing: string
  onEvidence(evidence: string): void
}

/** What one of the two sides says: amount and time first, then its facts, and the line in the file. */
export function Side({ company, title, side, nothing, onEvidence }: Props) {
  return (
    <section className='section side' aria-label={title}>
      <h2>{title}</h2>
      {side ? (
        <>
          <p className='statement-amount'>{side.amountFen === null ? text.common.none : formatYuan(side.amountFen)}</p>
          <Descriptions
            size='small'
            column={1}
            items={[
              ...(side.at === null ? [] : [{ key: 'at', label: words.at, children: <Moment at={side.at} /> }]),
              ...(side.line === null
                ? []
                : [{ key: 'line', label: words.line, children: <b>{words.lineNumber(side.line)}</b> }]),
              ...side.facts.map((fact, index) => ({ key: index, label: fact.label, children: shownFact(fact) })),
            ]}
          />
          {side.evidence && <EvidenceLink company={company} {...side.evidence} onEvidence={onEvidence} />}
        </>
      ) : (
        <p className='nothing'>{nothing}</p>
      )}
    </section>
  )
}
