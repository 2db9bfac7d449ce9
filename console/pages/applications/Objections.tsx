import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import type { DeskObjection } from '../../../contract/consoleSettlements'
import { excelAddress, get, query } from '../../api'
import { CompanyChoice } from '../../components/CompanyChoice'
import { type Column, DataTable } from '../../components/DataTable'
import { Amount, LoadedView, State } from '../../components/LoadedView'
import { useFilters, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { MeterTestDialog } from './MeterTestDialog'
import { SignAgreementDialog } from './SignAgreementDialog'

const words = text.applications.objection
const none = text.common.none
const SIZE = 20
const TONES = {
  made: 'open',
  'agreement-signed': 'open',
  'test-passed': 'quiet',
  'test-failed': 'good',
  lapsed: 'quiet',
} as const

const COLUMNS: Column<DeskObjection>[] = [
  { key: 'madeOn', title: words.madeOn, render: ({ madeOn }) => madeOn, sortBy: ({ madeOn }) => madeOn },
  {
    key: 'userCode',
    title: text.households.userCode,
    render: ({ userCode }) => <span className='number'>{userCode}</span>,
    sortBy: ({ userCode }) => userCode,
  },
  { key: 'season', title: text.common.season, render: ({ season }) => season },
  {
    key: 'adjustment',
    title: words.adjustment,
    align: 'right',
    render: ({ adjustmentFen }) => <Amount fen={adjustmentFen} />,
    sortBy: ({ adjustmentFen }) => adjustmentFen,
  },
  {
    key: 'state',
    title: text.common.status,
    render: ({ state }) => <State word={words.states[state]} tone={TONES[state]} />,
    sortBy: ({ state }) => state,
  },
  { key: 'agreementDueOn', title: words.agreementDueOn, render: ({ agreementDueOn }) => agreementDueOn },
  { key: 'signedOn', title: words.signedOn, render: ({ signedOn }) => signedOn ?? none },
  { key: 'testedOn', title: words.testedOn, render: ({ testedOn }) => testedOn ?? none },
  { key: 'words', title: text.applications.words, render: ({ words: said }) => said ?? none },
]

/** Objections to results of the season's settlement, newest first: the agreement, and the meter's test (domain.md BZ6, BZ7). */
export function Objections({ company }: { company: string }) {
  const { may } = useStaff()
  const [{ page }, change] = useFilters({ page: '1' })
  const [signing, setSigning] = useState<DeskObjection>()
  const [testing, setTesting] = useState<DeskObjection>()
  const path = `/settlements/objections${query({ company, page, size: SIZE })}`
  const list = useLoaded(path, () => get<{ rows: DeskObjection[]; total: number }>(path))
  const act: Column<DeskObjection> = {
    key: 'act',
    title: words.act,
    render: (row) => {
      if (row.approvalId !== null)
        return <Link to={`/approvals${query({ company, open: row.approvalId })}`}>{words.waits}</Link>
      if (row.state === 'made' && may('applications'))
        return <Button onClick={() => setSigning(row)}>{words.sign}</Button>
      if (row.state === 'agreement-signed' && may('propose'))
        return <Button onClick={() => setTesting(row)}>{words.test}</Button>
      return none
    },
  }
  return (
    <>
      <p className='page-help'>{text.applications.objectionsHelp}</p>
      <LoadedView of={list}>
        {({ rows, total }) => (
          <DataTable
            id='objections'
            label={text.applications.tabs.objections}
            columns={[...COLUMNS, act]}
            rows={rows}
            rowKey={({ id }) => id}
            loading={list.loading}
            empty={text.applications.noObjections}
            excel={may('export') ? excelAddress('/settlements/objections', { company }) : undefined}
            paging={{ page: Number(page), size: SIZE, total, onPage: (next) => change({ page: String(next) }) }}
            toolbar={<CompanyChoice value={company} onChange={(id) => change({ company: id })} />}
          />
        )}
      </LoadedView>
      {signing && (
        <SignAgreementDialog
          company={company}
          objection={signing}
          onClose={() => setSigning(undefined)}
          onDone={list.reload}
        />
      )}
      {testing && <MeterTestDialog objection={testing} onClose={() => setTesting(undefined)} onDone={list.reload} />}
    </>
  )
}
