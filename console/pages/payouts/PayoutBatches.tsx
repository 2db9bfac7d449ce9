import { Button } from 'antd'
import { useState } from 'react'
import type { PayoutBatchView } from '../../../contract/consolePayouts'
import { excelAddress, get, query } from '../../api'
import { type Column, DataTable } from '../../components/DataTable'
import { Amount, LoadedView, State } from '../../components/LoadedView'
import { useFilters, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { BankFileDialog } from './BankFileDialog'

const words = text.payouts
const SIZE = 20
export const BATCH_TONES = { approved: 'open', sent: 'open', answered: 'good' } as const

const count = (title: string, of: (batch: PayoutBatchView) => number, bad = false): Column<PayoutBatchView> => ({
  key: title,
  title,
  align: 'right',
  render: (batch) => <span className={bad && of(batch) > 0 ? 'number negative' : 'number'}>{of(batch)}</span>,
  sortBy: of,
})

const COLUMNS: Column<PayoutBatchView>[] = [
  { key: 'madeOn', title: words.madeOn, render: ({ madeOn }) => madeOn, sortBy: ({ madeOn }) => madeOn },
  { key: 'file', title: words.file, render: ({ fileName }) => fileName },
  { key: 'season', title: text.common.season, render: ({ season }) => season },
  count(words.count, (batch) => batch.count),
  {
    key: 'total',
    title: words.total,
    align: 'right',
    render: ({ totalFen }) => <Amount fen={totalFen} />,
    sortBy: ({ totalFen }) => totalFen,
  },
  {
    key: 'status',
    title: text.common.status,
    render: ({ status }) => <State word={words.statuses[status]} tone={BATCH_TONES[status]} />,
    sortBy: ({ status }) => status,
  },
  count(words.paid, ({ items }) => items.paid),
  count(words.failed, ({ items }) => items.failed, true),
  count(words.returned, ({ items }) => items.returned, true),
  { key: 'maker', title: words.maker, render: ({ makerName }) => text.personName(makerName) },
  { key: 'checker', title: words.checker, render: ({ checkerName }) => text.personName(checkerName) },
]

interface Props {
  company: string
  /** Changes when a batch did. */
  turn: number
  onOpen(id: string): void
  onChanged(): void
}

/** Batches that were approved, the newest first; a row opens it. A bank's file may be about several of them. */
export function PayoutBatches({ company, turn, onOpen, onChanged }: Props) {
  const { may } = useStaff()
  const [{ page }, change] = useFilters({ page: '1' })
  const [importing, setImporting] = useState(false)
  const path = `/settlements/payouts${query({ company, page, size: SIZE })}`
  const list = useLoaded(`${path} ${turn}`, () => get<{ rows: PayoutBatchView[]; total: number }>(path))
  return (
    <LoadedView of={list}>
      {({ rows, total }) => (
        <>
          <DataTable
            id='payout-batches'
            label={words.batches}
            columns={COLUMNS}
            rows={rows}
            rowKey={({ id }) => id}
            loading={list.loading}
            empty={words.noBatches}
            excel={may('export') ? excelAddress('/settlements/payouts', { company }) : undefined}
            onOpen={({ id }) => onOpen(id)}
            paging={{ page: Number(page), size: SIZE, total, onPage: (next) => change({ page: String(next) }) }}
            toolbar={
              may('files') && total > 0 ? (
                <Button onClick={() => setImporting(true)}>{words.importFile}</Button>
              ) : undefined
            }
          />
          {importing && <BankFileDialog company={company} onClose={() => setImporting(false)} onImported={onChanged} />}
        </>
      )}
    </LoadedView>
  )
}
