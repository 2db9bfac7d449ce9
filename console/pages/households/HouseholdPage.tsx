import { Button, Descriptions } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router-dom'
import type { HouseholdHistory, PaymentView } from '../../../contract/consoleBooks'
import { formatYuan } from '../../../contract/money'
import { get, query } from '../../api'
import { useCompanyName } from '../../components/CompanyChoice'
import { EvidenceDrawer } from '../../components/EvidenceDrawer'
import { LoadedView } from '../../components/LoadedView'
import { TransferTable } from '../../components/TransferTable'
import { useFilters, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { GasSubsidies } from '../applications/GasSubsidies'
import { CorrectCardDialog } from '../money/CorrectCardDialog'
import { RefundDialog } from '../money/RefundDialog'
import { Bills } from './Bills'
import { ApplicationsTable, PaymentsTable, RefundsTable } from './historyTables'

/** One household with everything that ever happened to it. */
export function HouseholdPage() {
  const { id = '' } = useParams()
  const [parameters] = useSearchParams()
  const loaded = useLoaded(id, () => get<HouseholdHistory>(`/households/${encodeURIComponent(id)}`))
  const back = new URLSearchParams(parameters)
  back.delete('evidence')
  return (
    <>
      <p style={{ margin: 0 }}>
        <Link to={`/households?${back}`}>{text.common.back}</Link>
      </p>
      <LoadedView of={loaded}>{(history) => <History history={history} onChanged={loaded.reload} />}</LoadedView>
    </>
  )
}

function History({ history, onChanged }: { history: HouseholdHistory; onChanged(): void }) {
  const { may } = useStaff()
  const navigate = useNavigate()
  const [refunding, setRefunding] = useState<PaymentView>()
  const [correcting, setCorrecting] = useState(false)
  const [{ evidence }, change] = useFilters({ evidence: '' })
  const { household, owedFen, asOf } = history
  return (
    <>
      <h1 className='page-title'>
        {household.owner} · <span className='number'>{household.userCode}</span>
      </h1>
      <p className='page-help'>{household.address}</p>
      <section className='section'>
        <h2>{text.households.owed(asOf)}</h2>
        <p className='statement-amount' style={{ margin: 0 }}>
          {owedFen === 0 ? text.households.nothingOwed : formatYuan(owedFen)}
        </p>
      </section>
      <Facts household={household} />
      {may('propose') && (
        <p>
          <Button onClick={() => setCorrecting(true)}>{text.bankCards.act}</Button>
        </p>
      )}
      {correcting && (
        <CorrectCardDialog
          company={household.company}
          userCode={household.userCode}
          onClose={() => setCorrecting(false)}
          onProposed={onChanged}
        />
      )}
      <GasSubsidies company={household.company} householdId={household.id} onChanged={onChanged} />
      <Bills bills={history.bills} />
      <section className='section'>
        <h2>{text.households.payments}</h2>
        <PaymentsTable
          payments={history.payments}
          onEvidence={(paymentId) => change({ evidence: `payment:${paymentId}` })}
          onRefund={may('propose') ? setRefunding : undefined}
        />
        {refunding && (
          <RefundDialog
            company={household.company}
            payment={refunding}
            onClose={() => setRefunding(undefined)}
            onProposed={onChanged}
          />
        )}
      </section>
      <section className='section'>
        <h2>{text.households.refunds}</h2>
        <RefundsTable refunds={history.refunds} />
      </section>
      <section className='section'>
        <h2>{text.households.transfers}</h2>
        <TransferTable
          id='household-transfers'
          transfers={history.transfers}
          onOpen={({ evidenceKind, evidenceId }) => change({ evidence: `${evidenceKind}:${evidenceId}` })}
        />
      </section>
      <section className='section'>
        <h2>{text.households.applications}</h2>
        <ApplicationsTable
          applications={history.applications}
          onOpen={(id) => navigate(`/approvals${query({ company: household.company, tab: 'residents', open: id })}`)}
        />
      </section>
      <EvidenceDrawer company={household.company} evidence={evidence} onClose={() => change({ evidence: '' })} />
    </>
  )
}

function Facts({ household }: { household: HouseholdHistory['household'] }) {
  const nameOf = useCompanyName()
  const words = text.households
  const none = text.common.none
  const facts: [string, string][] = [
    [text.common.company, nameOf(household.company)],
    [words.use, words.uses[household.use] ?? household.useLabel],
    [words.service, words.services[household.service]],
    [words.billing, words.billings[household.billing]],
    [words.heatSource, household.heatSource ? words.heatSources[household.heatSource] : none],
    [words.buildingArea, words.squareMetres(household.buildingArea)],
    [words.usableArea, household.usableArea ? words.squareMetres(household.usableArea) : none],
    [words.phone, household.phone ?? none],
    [words.identityNumber, household.identityNumber ?? none],
    [text.bankCards.registered, household.bankCard ?? text.bankCards.none],
    [words.cardHolder, household.cardHolder ? text.common.yes : text.common.no],
    [words.lowIncome, household.lowIncomeApprovedFor ?? none],
    [words.movedOut, household.movedOutOn ?? none],
    [words.credit, formatYuan(household.creditFen)],
  ]
  return (
    <section className='section'>
      <h2>{words.facts}</h2>
      <Descriptions
        size='small'
        column={{ xs: 1, md: 2, xl: 3 }}
        items={facts.map(([label, children]) => ({ key: label, label, children }))}
      />
    </section>
  )
}
