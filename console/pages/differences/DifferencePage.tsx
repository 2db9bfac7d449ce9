import { Descriptions } from 'antd'
import { Link, useParams, useSearchParams } from 'react-router-dom'
import type { DifferenceDetail } from '../../../contract/consoleDifferences'
import { get, query } from '../../api'
import { useCompany } from '../../components/CompanyChoice'
import { EvidenceDrawer } from '../../components/EvidenceDrawer'
import { shownFact } from '../../components/facts'
import { LoadedView } from '../../components/LoadedView'
import { Amount } from '../../components/values'
import { useFilters, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { EvidenceLink } from './EvidenceLink'
import { History } from './History'
import { OwnerActs } from './OwnerActs'
import { Side } from './Side'
import { Suggestion } from './Suggestion'
import { ClaimState, DifferenceState, ownerName } from './words'

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
