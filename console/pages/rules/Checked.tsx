import { Alert, Button } from 'antd'
import type { CheckAnswer } from '../../../contract/consoleRulebooks'
import { type Column, DataTable } from '../../components/DataTable'
import { text } from '../../text'

const words = text.rules

interface Props {
  of: CheckAnswer
  company: string
  onGoTo(line: number, column: number): void
}

type Fault = Extract<CheckAnswer, { outcome: 'wrong' }>['faults'][number]
type Difference = Extract<CheckAnswer, { outcome: 'right' }>['differences'][number]

/** What is wrong with a text, each fault with its place; or what it says otherwise than the newest version. */
export function Checked({ of, company, onGoTo }: Props) {
  if (of.outcome === 'wrong') {
    const placeOf = ({ line, column }: Fault) => `${company}.yaml:${line}${column === undefined ? '' : `:${column}`}`
    const columns: Column<Fault>[] = [
      {
        key: 'place',
        title: words.place,
        render: (fault) => (
          <Button
            type='link'
            aria-label={words.goTo(placeOf(fault))}
            onClick={() => onGoTo(fault.line, fault.column ?? 1)}
          >
            {placeOf(fault)}
          </Button>
        ),
      },
      { key: 'fault', title: words.fault, render: ({ reason }) => reason },
    ]
    return (
      <>
        <Alert type='error' role='alert' showIcon message={words.faults(of.faults.length)} />
        <DataTable
          id='rulebook-faults'
          label={words.fault}
          columns={columns}
          rows={of.faults}
          rowKey={(fault) => `${placeOf(fault)} ${fault.reason}`}
        />
      </>
    )
  }
  const columns: Column<Difference>[] = [
    { key: 'path', title: words.path, render: ({ path }) => <code>{path}</code>, sortBy: ({ path }) => path },
    { key: 'before', title: words.before, render: ({ before }) => <Said text={before ?? words.nothing} /> },
    { key: 'after', title: words.after, render: ({ after }) => <Said text={after ?? words.removed} /> },
  ]
  return (
    <>
      <Alert type='success' role='status' showIcon message={words.right(of.differences.length)} />
      {of.differences.length > 0 && (
        <DataTable
          id='rulebook-differences'
          label={words.differences}
          columns={columns}
          rows={of.differences}
          rowKey={({ path }) => path}
        />
      )}
    </>
  )
}

/** A whole part of a file may have come or gone: it is read in several lines. */
const Said = ({ text: said }: { text: string }) => <div className='rulebook-said'>{said}</div>
