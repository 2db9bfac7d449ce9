import { Descriptions, Timeline } from 'antd'
import { Link, useParams, useSearchParams } from 'react-router-dom'
import type { DifferenceDetail, DifferenceEvent, DifferenceSide } from '../../../contract/consoleDifferences'
import { formatYuan } from '../../../contract/money'
import { get, query } from '../../api'
import { useCompany } from '../../components/CompanyChoice'
import { EvidenceDrawer } from '../../components/EvidenceDrawer'
import { Amount, LoadedView, Moment, shownFact } from '../../components/LoadedView'
import { useFilters, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { ClaimState, DifferenceState, EvidenceLink, ownerName } from './columns'
import { OwnerActs } from './OwnerActs'
import { Suggestion } from './Suggestion'

/** Everything that happened to a difference, oldest first: a reopening leaves its trace here. */
export function History({ company, events }: { company: string; events: readonly DifferenceEvent[] }) {
  return (
    <Timeline
      style={{ marginTop: 8 }}
      items={events.map(({ at, who, actName, note, approvalId }) => ({
        children: (
          <>
            <Moment at={at} /> · <b>{actName}</b> · {ownerName(who)}
            {note && <div>{note}</div>}
            {approvalId && (
              <div>
                <Link to={`/approvals${query({ company, open: approvalId })}`}>{text.differences.seeApproval}</Link>
              </div>
            )}
          </>
        ),
      }))}
    />
  )
}

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

const words = text.differences

/** One difference: both sides beside each other, what proves them, what is suggested, and what happened so far. */
export function DifferencePage() {
  const { id = '' } = useParams()
  const company = useCompany()
  const [address] = useSearchParams()
  const [{ evidence }, change] = useFilters({ evidence: '' })
  const path = `/differences/${encodeURIComponent(id)}${query({ company })}`
  const loaded = useLoaded(path, () => get<DifferenceDetail>(path))
  const back = new URLSearchParams(address)
  back.delete('evidence')
  const open = (shown: string) => change({ evidence: shown })
  return (
    <>
      <p style={{ margin: 0 }}>
        <Link to={`/differences?${back}`}>← {words.back}</Link>
      </p>
      <LoadedView of={loaded}>
        {(detail) => (
          <>
            <Head detail={detail} onChanged={loaded.reload} />
            <div className='sides'>
              <Side
                company={company}
                title={words.ourSide}
                side={detail.ours}
                nothing={words.nothingOurs}
                onEvidence={open}
              />
              <Side
                company={company}
                title={words.theirSide}
                side={detail.theirs}
                nothing={words.nothingTheirs}
                onEvidence={open}
              />
            </div>
            <div className='sides'>
              <Suggestion detail={detail} onChanged={loaded.reload} />
              <section className='section' aria-label={words.history}>
                <h2>{words.history}</h2>
                <History company={company} events={detail.history} />
              </section>
            </div>
            {detail.evidence.length > 0 && <Evidence detail={detail} onEvidence={open} />}
          </>
        )}
      </LoadedView>
      <EvidenceDrawer company={company} evidence={evidence} onClose={() => change({ evidence: '' })} />
    </>
  )
}

function Head({ detail, onChanged }: { detail: DifferenceDetail; onChanged(): void }) {
  const { may } = useStaff()
  const { difference, claim } = detail
  const { kindName, channelName, date, status, byFen, ageDays, owner, reason, waits } = difference
  return (
    <>
      <div className='toolbar' style={{ margin: '4px 0' }}>
        <h1 className='page-title'>
          {kindName} · {channelName} · {date}
        </h1>
        <DifferenceState status={status} />
        <div className='end'>
          {may('propose') && status !== 'closed' && <OwnerActs difference={difference} onChanged={onChanged} />}
        </div>
      </div>
      <p className='page-help'>
        {reason}
        {waits && ` · ${words.waits}`}
      </p>
      <p className='facts'>
        <span>
          {words.by} <Amount fen={byFen} />
        </span>
        <span>
          {words.age} {words.ageDays(ageDays)}
        </span>
        <span>
          {words.owner} {ownerName(owner)}
        </span>
        {claim && (
          <span>
            {text.channelClaims.ofDifference} <ClaimState claim={claim} />
          </span>
        )}
      </p>
    </>
  )
}

function Evidence({ detail, onEvidence }: { detail: DifferenceDetail; onEvidence(evidence: string): void }) {
  return (
    <section className='section' aria-label={words.evidence}>
      <h2>{words.evidence}</h2>
      <div className='sides'>
        {detail.evidence.map(({ title, facts, kind, id }) => (
          <div key={`${title} ${id}`}>
            <h3>{title}</h3>
            <Descriptions
              size='small'
              column={1}
              items={facts.map((fact, index) => ({ key: index, label: fact.label, children: shownFact(fact) }))}
            />
            {kind && id && (
              <EvidenceLink company={detail.difference.company} kind={kind} id={id} onEvidence={onEvidence} />
            )}
          </div>
        ))}
      </div>
    </section>
  )
}
