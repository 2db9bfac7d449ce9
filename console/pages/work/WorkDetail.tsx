import { Alert, Button, DatePicker, Descriptions, Input, Upload } from 'antd'
import dayjs from 'dayjs'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router-dom'
import type { WorkItemView, WorkThread } from '../../../contract/consoleWork'
import { formatYuan } from '../../../contract/money'
import { addressOf, get, post, query, upload } from '../../api'
import { useAct } from '../../components/hooks'
import { LoadedView, Moment } from '../../components/LoadedView'
import { useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'

const words = text.work

const DESK = 'finance-desk'

/** Who answers for a piece of work, as people say it. */
export const workOwner = ({ kind, owner }: Pick<WorkItemView, 'kind' | 'owner'>): string =>
  kind === 'approval' ? words.approvers : text.personName(owner)

/** Where a piece of work is done. */
function placeOf(company: string, { kind, subject }: WorkItemView): string {
  switch (kind) {
    case 'difference':
      return `/differences/${subject}${query({ company })}`
    case 'approval':
      return `/approvals${query({ company, open: subject })}`
    case 'claim':
      return `/approvals${query({ company, tab: 'claims' })}`
    case 'suspense':
      return `/money${query({ company, tab: 'suspense' })}`
    default:
      return `/money${query({ company, tab: 'refunds' })}`
  }
}

interface Props {
  company: string
  /** Kind and subject, as in the address. */
  of: string
  onChanged(): void
}

/** One piece of work: what it is, whose it is, what people said of it, and their papers. */
export function WorkDetail({ company, of, onChanged }: Props) {
  const path = `/work/${of}`
  const loaded = useLoaded(`${company} ${of}`, () => get<WorkThread>(`${path}${query({ company })}`))
  const { act, busy, error } = useAct()
  const done = async (deed: () => Promise<unknown>, said: string) => {
    const ok = await act(deed, said)
    if (ok) {
      loaded.reload()
      onChanged()
    }
    return ok
  }
  return (
    <LoadedView of={loaded}>
      {(thread) => (
        <>
          {error && <Alert type='error' role='alert' showIcon message={error} style={{ marginBottom: 12 }} />}
          {thread.item ? (
            <Facts company={company} item={thread.item} path={path} busy={busy} done={done} />
          ) : (
            <Alert type='info' showIcon message={words.over} />
          )}
          <Comments thread={thread} company={company} path={path} busy={busy} done={done} />
          <Attachments thread={thread} company={company} path={path} done={done} />
        </>
      )}
    </LoadedView>
  )
}

type Done = (deed: () => Promise<unknown>, said: string) => Promise<boolean>

interface FactProps {
  company: string
  item: WorkItemView
  path: string
  busy: boolean
  done: Done
}

function Facts({ company, item, path, busy, done }: FactProps) {
  const { staff, may } = useStaff()
  const give = (owner: string | undefined) => done(() => post(`${path}/owner`, { company, owner }), words.assigned)
  const remind = (remindOn: string | null) =>
    done(() => post(`${path}/reminder`, { company, remindOn }), remindOn === null ? words.noReminder : words.reminded)
  const facts: [string, ReactNode][] = [
    [words.kind, item.kindName],
    [words.says, item.says],
    [text.common.amount, item.amountFen === null ? text.common.none : formatYuan(item.amountFen)],
    [words.channel, item.channel === null ? text.common.none : text.sourceName(item.channel)],
    [words.reference, item.reference ?? text.common.none],
    [words.age, words.days(item.ageDays)],
    [words.owner, workOwner(item)],
  ]
  return (
    <>
      <Descriptions
        size='small'
        column={1}
        items={facts.map(([label, children]) => ({ key: label, label, children }))}
      />
      <div className='toolbar'>
        <Link className='ant-btn ant-btn-primary' to={placeOf(company, item)}>
          {words.open}
        </Link>
        {may('propose') && item.kind !== 'approval' && item.owner !== staff.loginName && (
          <Button loading={busy} onClick={() => void give(undefined)}>
            {words.take}
          </Button>
        )}
        {may('propose') && item.owner === staff.loginName && (
          <Button loading={busy} onClick={() => void give(DESK)}>
            {words.giveBack}
          </Button>
        )}
        <DatePicker
          aria-label={words.remindOn}
          placeholder={words.reminder}
          value={item.remindOn === null ? null : dayjs(item.remindOn)}
          onChange={(day) => void remind(day ? day.format('YYYY-MM-DD') : null)}
        />
      </div>
      {may('propose') && item.kind !== 'approval' && <Assign busy={busy} onAssign={(to) => give(to)} />}
    </>
  )
}

function Assign({ busy, onAssign }: { busy: boolean; onAssign(owner: string): Promise<boolean> }) {
  const { people } = useStaff()
  const [colleague, setColleague] = useState('')
  return (
    <div className='toolbar'>
      <Input
        aria-label={words.assignTo}
        placeholder={words.assignTo}
        list='colleagues'
        style={{ width: 220 }}
        value={colleague}
        onChange={({ target }) => setColleague(target.value)}
      />
      <datalist id='colleagues'>
        {Object.entries(people).map(([login, name]) => (
          <option key={login} value={login}>
            {name}
          </option>
        ))}
      </datalist>
      <Button
        loading={busy}
        disabled={colleague.trim() === ''}
        onClick={() => void onAssign(colleague.trim()).then((ok) => ok && setColleague(''))}
      >
        {words.assign}
      </Button>
    </div>
  )
}

interface PartProps {
  thread: WorkThread
  company: string
  path: string
  done: Done
}

function Comments({ thread, company, path, busy, done }: PartProps & { busy: boolean }) {
  const [said, setSaid] = useState('')
  const save = async () => {
    if (await done(() => post(`${path}/comments`, { company, words: said.trim() }), words.commented)) setSaid('')
  }
  return (
    <section aria-label={words.comments}>
      <h3>{words.comments}</h3>
      {thread.comments.length === 0 && <p className='minor'>{words.noComments}</p>}
      {thread.comments.map(({ id, at, by, words: written }) => (
        <p key={id}>
          <b>{text.personName(by)}</b> <Moment at={at} />
          <br />
          {written}
        </p>
      ))}
      {thread.item && (
        <>
          <Input.TextArea
            aria-label={words.comment}
            rows={2}
            maxLength={1000}
            value={said}
            onChange={({ target }) => setSaid(target.value)}
          />
          <Button style={{ marginTop: 8 }} loading={busy} disabled={said.trim() === ''} onClick={() => void save()}>
            {words.comment}
          </Button>
        </>
      )}
    </section>
  )
}

function Attachments({ thread, company, path, done }: PartProps) {
  return (
    <section aria-label={words.attachments}>
      <h3>{words.attachments}</h3>
      <ul className='blocks'>
        {thread.attachments.map(({ id, name, by, bytes }) => (
          <li key={id}>
            <a href={addressOf(`/work-attachments/${id}`)} target='_blank' rel='noreferrer'>
              {name}
            </a>
            <span className='minor'>
              {text.personName(by)} · {text.common.kilobytes(Math.ceil(bytes / 1024))}
            </span>
          </li>
        ))}
      </ul>
      {thread.item && (
        <Upload
          showUploadList={false}
          accept='.pdf,.jpg,.jpeg,.png'
          beforeUpload={(chosen) => {
            const to = `${path}/attachments${query({ company, name: chosen.name })}`
            void done(() => upload(to, chosen, () => undefined), words.attached)
            return false
          }}
        >
          <Button>{words.attach}</Button>
        </Upload>
      )}
    </section>
  )
}
