import { Alert, Button, Descriptions, Table } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import type { ChangedRow, FileAnswer, FileChange, FileView } from '../../../contract/consoleFiles'
import { FEES_BY_NAMES, type FeesBy, FILE_SOURCE_NAMES } from '../../../contract/fileWords'
import { formatYuan } from '../../../contract/money'
import { addressOf, get, post, query } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct } from '../../components/hooks'
import { Amount, LoadedView, Moment, State } from '../../components/LoadedView'
import { useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { FileState, fileKindName } from './columns'

const TONES = { added: 'good', removed: 'bad', changed: 'open' } as const

/** How a re-sent file differs from the one in force: the sums first, then row by row. */
export function FileChanges({ change }: { change: FileChange }) {
  const { before, rowsBefore, rowsAfter, totalBeforeFen, totalAfterFen, added, removed, changed, rows } = change
  return (
    <section aria-label={words.change(before.version ?? 1)} style={{ marginTop: 16 }}>
      <h2 className='page-title'>{words.change(before.version ?? 1)}</h2>
      <p className='number'>
        {words.rows} {rowsBefore} → {rowsAfter} · {formatYuan(totalBeforeFen)} → {formatYuan(totalAfterFen)}
      </p>
      <p className='number'>
        {words.counts(added, removed, changed)}
        {added + removed + changed > rows.length && ` · ${words.firstOnly(rows.length)}`}
      </p>
      <Table<ChangedRow>
        aria-label={words.change(before.version ?? 1)}
        size='small'
        rowKey={({ kind, key, change: of }) => `${kind} ${key} ${of}`}
        pagination={false}
        scroll={{ x: 'max-content', y: 420 }}
        dataSource={rows}
        locale={{ emptyText: words.noChanges }}
        columns={[
          {
            title: words.changeOf,
            render: (_, { change: of }) => <State word={words.changes[of]} tone={TONES[of]} />,
          },
          { title: words.kind, render: (_, { kind }) => words.kinds[kind] },
          { title: words.key, dataIndex: 'key' },
          { title: words.orderNo, render: (_, { orderNo }) => orderNo ?? text.common.none },
          {
            title: words.amountBefore,
            align: 'right',
            render: (_, row) => <Amount fen={row.before?.amountFen ?? null} />,
          },
          {
            title: words.amountAfter,
            align: 'right',
            render: (_, row) => <Amount fen={row.after?.amountFen ?? null} />,
          },
          { title: words.userCodeBefore, render: (_, row) => row.before?.userCode ?? text.common.none },
          { title: words.userCodeAfter, render: (_, row) => row.after?.userCode ?? text.common.none },
          { title: words.stateBefore, render: (_, row) => row.before?.state ?? text.common.none },
          { title: words.stateAfter, render: (_, row) => row.after?.state ?? text.common.none },
        ]}
      />
    </section>
  )
}

const words = text.files

/** One file: why it was put aside with the line that the clerk looks at, or how it differs from the version before it. */
export function FileDetail({ company, id, onChanged }: { company: string; id: string; onChanged(): void }) {
  const path = `/files/${encodeURIComponent(id)}${query({ company })}`
  const loaded = useLoaded(path, () => get<FileAnswer>(path))
  return (
    <LoadedView of={loaded}>
      {(answer) => (
        <>
          <Facts file={answer.file} feesBy={answer.feesBy} />
          <Guard file={answer.file} />
          <Acceptance
            company={company}
            answer={answer}
            onProposed={() => {
              loaded.reload()
              onChanged()
            }}
          />
          {answer.change && <FileChanges change={answer.change} />}
        </>
      )}
    </LoadedView>
  )
}

function Facts({ file, feesBy }: { file: FileView; feesBy: FeesBy | null }) {
  const { may } = useStaff()
  const { status, version, rows, totalFen, receivedAt, source, receivedBy, digest } = file
  return (
    <>
      <div className='toolbar'>
        <h2 className='page-title'>
          {file.channelName} · {fileKindName(file.bill)} · {file.date}
        </h2>
        <FileState status={status} />
        {(may('files') || may('export')) && (
          <div className='end'>
            <Button href={addressOf(`/files/${file.id}/original${query({ company: file.company })}`)}>
              {words.download}
            </Button>
          </div>
        )}
      </div>
      <Descriptions
        size='small'
        column={2}
        items={[
          {
            key: 'version',
            label: words.version,
            children: version === null ? text.common.none : words.versionOf(version),
          },
          { key: 'fileName', label: words.fileName, children: file.fileName },
          { key: 'rows', label: words.rows, children: <span className='number'>{rows}</span> },
          { key: 'total', label: words.total, children: <Amount fen={totalFen} /> },
          { key: 'receivedAt', label: words.receivedAt, children: <Moment at={receivedAt} /> },
          {
            key: 'source',
            label: words.source,
            children: `${FILE_SOURCE_NAMES[source]} · ${text.personName(receivedBy)}`,
          },
          ...(feesBy === null ? [] : [{ key: 'fees', label: words.fees, span: 2, children: FEES_BY_NAMES[feesBy] }]),
          { key: 'digest', label: words.digest, span: 2, children: <span className='digest'>{digest}</span> },
        ]}
      />
    </>
  )
}

function Guard({ file }: { file: FileView }) {
  if (file.status !== 'quarantined') return null
  return (
    <>
      <Alert
        style={{ marginTop: 16 }}
        type='error'
        showIcon
        message={file.reason ?? text.common.none}
        description={words.quarantined}
      />
      {file.line && (
        <figure className='clerks-line'>
          <figcaption>{words.line(file.line.number)}</figcaption>
          <pre>{file.line.text ?? words.lineUnreadable}</pre>
        </figure>
      )}
    </>
  )
}

function Acceptance({ company, answer, onProposed }: { company: string; answer: FileAnswer; onProposed(): void }) {
  const { may } = useStaff()
  const { act, busy, error } = useAct()
  const [asking, setAsking] = useState(false)
  const { file, change, approval, acceptable } = answer
  const accept = async () => {
    if (await act(() => post(`/files/${file.id}/accept`, { company }), words.accepted)) {
      setAsking(false)
      onProposed()
    }
  }
  return (
    <>
      {file.status === 'awaiting' && (
        <Alert
          style={{ marginTop: 16 }}
          type='warning'
          showIcon
          message={change ? words.awaiting : words.awaitingFirst}
          description={change ? undefined : file.reason}
        />
      )}
      {approval && (
        <p>
          {words.approval}：{words.approvalBy(text.personName(approval.makerName))} ·{' '}
          <Link to={`/approvals${query({ company, open: approval.id })}`}>{words.seeApproval}</Link>
        </p>
      )}
      {acceptable && may('propose') && (
        <p>
          <Button type='primary' onClick={() => setAsking(true)}>
            {change ? words.accept : words.acceptFirst}
          </Button>
        </p>
      )}
      {asking && (
        <ActDialog
          title={change ? words.acceptTitle : words.acceptFirstTitle}
          says={
            change
              ? words.acceptSays(file.channelName, file.date, change.before.version ?? 1)
              : words.acceptFirstSays(file.channelName, file.date)
          }
          amountFen={change ? change.totalAfterFen - change.totalBeforeFen : null}
          ok={change ? words.accept : words.acceptFirst}
          busy={busy}
          error={error}
          onAct={() => void accept()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
