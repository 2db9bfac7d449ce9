import type { RulebookVersionView, VersionsAnswer } from '../../../contract/consoleRulebooks'
import { type Column, DataTable } from '../../components/DataTable'
import { Moment, State } from '../../components/LoadedView'
import { text } from '../../text'

const words = text.rules

/** All versions of a company's rulebook, the newest first; one is opened to read its text. */
export function VersionHistory({ of, onOpen }: { of: VersionsAnswer; onOpen(sequence: number): void }) {
  const columns: Column<RulebookVersionView>[] = [
    {
      key: 'sequence',
      title: words.version,
      render: ({ sequence }) => (
        <>
          {words.nth(sequence)} {sequence === of.inForce && <State word={words.inForce} tone='good' />}
        </>
      ),
    },
    {
      key: 'effectiveOn',
      title: words.effectiveOn,
      render: ({ effectiveOn }) => <span className='number'>{effectiveOn ?? words.fromBeginning}</span>,
    },
    { key: 'reason', title: words.reason, render: ({ reason }) => reason },
    { key: 'madeBy', title: words.madeBy, render: ({ madeBy }) => text.personName(madeBy) },
    {
      key: 'approvedBy',
      title: words.approvedBy,
      render: ({ approvedBy }) => (approvedBy === null ? text.common.none : text.personName(approvedBy)),
    },
    { key: 'recordedAt', title: words.recordedAt, render: ({ recordedAt }) => <Moment at={recordedAt} /> },
  ]
  return (
    <section>
      <h2>{words.history}</h2>
      <DataTable
        id='rulebook-versions'
        label={words.history}
        columns={columns}
        rows={[...of.versions].reverse()}
        rowKey={({ sequence }) => String(sequence)}
        onOpen={({ sequence }) => onOpen(sequence)}
      />
    </section>
  )
}
