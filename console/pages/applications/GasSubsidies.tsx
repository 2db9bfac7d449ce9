import { Button, Image } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import type { DeskGasAnswer, DeskGasSeason } from '../../../contract/consoleGas'
import { addressOf, get, query } from '../../api'
import { type Column, DataTable } from '../../components/DataTable'
import { Amount, LoadedView, State } from '../../components/LoadedView'
import { useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { CollectSubsidyDialog } from './CollectSubsidyDialog'
import { GrantSubsidyDialog } from './GrantSubsidyDialog'

const words = text.applications.gas

const none = text.common.none

const TONES = {
  'rate-not-published': 'quiet',
  'awaiting-readings': 'open',
  'worked-out': 'open',
  granted: 'good',
  collected: 'good',
} as const

const COLUMNS: Column<DeskGasSeason>[] = [
  { key: 'season', title: text.common.season, render: ({ season }) => season },
  {
    key: 'state',
    title: text.common.status,
    render: ({ subsidy: { state } }) => <State word={words.states[state]} tone={TONES[state]} />,
  },
  { key: 'used', title: words.used, align: 'right', render: ({ subsidy }) => subsidy.cubicMetres ?? none },
  { key: 'rate', title: words.rate, align: 'right', render: ({ subsidy }) => subsidy.rate ?? none },
  {
    key: 'amount',
    title: `${text.common.amount}（元）`,
    align: 'right',
    render: ({ subsidy }) => <Amount fen={subsidy.amountFen} />,
  },
  { key: 'on', title: words.on, render: ({ subsidy }) => subsidy.on ?? none },
]

interface Props {
  company: string
  householdId: string
  /** Changes when something about the home's reports did. */
  turn?: number
  onChanged?(): void
}

/**
 * A gas-heated home's subsidies season by season, and, for those who may propose, the two actions about them (domain.md BJ8).
 * Shows nothing of a home that does not heat with gas itself.
 */
export function GasSubsidies({ company, householdId, turn = 0, onChanged }: Props) {
  const { may } = useStaff()
  const [granting, setGranting] = useState<DeskGasSeason>()
  const [collecting, setCollecting] = useState<DeskGasSeason>()
  const path = `/households/${encodeURIComponent(householdId)}/gas`
  const loaded = useLoaded(`${path} ${turn}`, () => get<DeskGasAnswer>(path))
  const { data, error } = loaded
  if (error === undefined && (!data || (!data.gasHome && data.seasons.length === 0))) return null

  const act: Column<DeskGasSeason> = {
    key: 'act',
    title: words.act,
    render: (one) => {
      if (one.waitingApprovalId !== null) {
        return <Link to={`/approvals${query({ company, open: one.waitingApprovalId })}`}>{words.waits}</Link>
      }
      if (one.subsidy.state === 'worked-out' && may('propose')) {
        return <Button onClick={() => setGranting(one)}>{words.grant}</Button>
      }
      if (one.subsidy.state !== 'granted' || !one.collection) return none
      return one.collection.open && may('propose') ? (
        <Button onClick={() => setCollecting(one)}>{words.collect}</Button>
      ) : (
        words.collectDays(one.collection.from, one.collection.to)
      )
    },
  }
  const proposed = () => {
    loaded.reload()
    onChanged?.()
  }
  return (
    <section className='section'>
      <h2>{words.title}</h2>
      <p className='page-help'>{words.help}</p>
      <LoadedView of={loaded}>
        {({ seasons }) => (
          <DataTable
            id='gas-subsidies'
            label={words.title}
            columns={[...COLUMNS, act]}
            rows={seasons}
            rowKey={({ season }) => season}
            empty={words.none}
          />
        )}
      </LoadedView>
      {granting && <GrantSubsidyDialog of={granting} onClose={() => setGranting(undefined)} onProposed={proposed} />}
      {collecting && (
        <CollectSubsidyDialog
          company={company}
          of={collecting}
          onClose={() => setCollecting(undefined)}
          onProposed={proposed}
        />
      )}
    </section>
  )
}

/** The photo of a gas meter, which staff compare the reading with; says so when it cannot be read. */
export function GasPhoto({ id }: { id: string }) {
  const [failed, setFailed] = useState(false)
  if (failed) return <p className='page-help'>{words.noPhoto}</p>
  return (
    <Image
      width={240}
      alt={words.photo}
      src={addressOf(`/applications/${encodeURIComponent(id)}/photo`)}
      onError={() => setFailed(true)}
    />
  )
}
