import { Alert, Descriptions, Progress } from 'antd'
import { useEffect, useState } from 'react'
import type { PreviewAnswer } from '../../../contract/consoleRulebooks'
import { formatYuan } from '../../../contract/money'
import { post, sentenceOf } from '../../api'
import { type Column, DataTable } from '../../components/DataTable'
import { Amount } from '../../components/LoadedView'
import { text } from '../../text'

const words = text.rules

/** Between one look at a preview and the next. */
const LOOK_MS = 700

type DonePreview = Extract<PreviewAnswer, { state: 'done' }>['effect']
type Largest = DonePreview['largest'][number]

/** Asks again until it is done, and tells how far it is meanwhile. */
function usePreview(asked: { text: string; season: string }) {
  const [state, setState] = useState<{ answer?: PreviewAnswer; error?: string }>({})
  useEffect(() => {
    let current = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () =>
      post<PreviewAnswer>('/rulebooks/previews', asked).then(
        (answer) => {
          if (!current) return
          setState({ answer })
          if (answer.state === 'running') timer = setTimeout(look, LOOK_MS)
        },
        (error: unknown) => current && setState({ error: sentenceOf(error) }),
      )
    void look()
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [asked])
  return state
}

/** What a text would change for every household of its company in a season. */
export function Effect({ asked }: { asked: { text: string; season: string } }) {
  const { answer, error } = usePreview(asked)
  return (
    <section aria-live='polite'>
      <h2>{words.effect(asked.season)}</h2>
      <p className='page-help'>{words.effectHelp}</p>
      {error && <Alert type='error' role='alert' showIcon message={error} />}
      {answer?.state === 'running' && (
        <>
          <p>{words.progress(answer.done, answer.total)}</p>
          <Progress
            aria-label={words.working}
            percent={answer.total === 0 ? 0 : Math.floor((answer.done / answer.total) * 100)}
          />
        </>
      )}
      {answer?.state === 'done' && <Figures of={answer.effect} />}
    </section>
  )
}

function Figures({ of }: { of: DonePreview }) {
  const side = ({ count, amountFen }: DonePreview['more']) => words.side(count, formatYuan(amountFen))
  const facts = [
    [words.households, words.count(of.households)],
    [words.unchanged, words.count(of.unchanged)],
    [words.more, side(of.more)],
    [words.less, side({ ...of.less, amountFen: Math.abs(of.less.amountFen) })],
    [words.newlyBilled, words.count(of.newlyBilled)],
    [words.noLongerBilled, words.count(of.noLongerBilled)],
  ] as const
  const columns: Column<Largest>[] = [
    {
      key: 'userCode',
      title: words.userCode,
      render: ({ userCode }) => <span className='number'>{userCode}</span>,
      sortBy: ({ userCode }) => userCode,
    },
    { key: 'before', title: words.before, align: 'right', render: ({ beforeFen }) => <Amount fen={beforeFen} /> },
    { key: 'after', title: words.after, align: 'right', render: ({ afterFen }) => <Amount fen={afterFen} /> },
    {
      key: 'change',
      title: words.change,
      align: 'right',
      render: ({ beforeFen, afterFen, reason }) => reason ?? <Amount fen={(afterFen ?? 0) - (beforeFen ?? 0)} />,
    },
  ]
  return (
    <>
      <Descriptions
        bordered
        size='small'
        column={{ xs: 1, sm: 2, lg: 3 }}
        items={facts.map(([label, children]) => ({ key: label, label, children }))}
      />
      <h3>{words.largest}</h3>
      {of.largest.length === 0 ? (
        <p>{words.noLargest}</p>
      ) : (
        <DataTable
          id='rulebook-effect'
          label={words.largest}
          columns={columns}
          rows={of.largest}
          rowKey={({ userCode }) => userCode}
        />
      )}
    </>
  )
}
