import { Alert, Button, Card, Input, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import type { UploadAnswer } from '../../../contract/consoleFiles'
import type { LookAnswer, MappingsAnswer, PreviewAnswer } from '../../../contract/consoleMappings'
import { get, query, upload } from '../../api'
import { CompanyChoice, useCompany } from '../../components/CompanyChoice'
import { FileDrop } from '../../components/FileDrop'
import { useAct, useToday } from '../../components/hooks'
import { LoadedView } from '../../components/LoadedView'
import { addDays, useFilters, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { MappingColumns, type Told } from './MappingColumns'
import { MappingTable, PreviewRows } from './MappingTables'

const words = text.statementImport

const nothing = () => undefined

/** 导入银行流水: the columns of an unknown export are told once, shown as they will be read, and proposed as a template. */
export function StatementImportPage() {
  const company = useCompany()
  const path = `/statement-mappings${query({ company })}`
  const list = useLoaded(path, () => get<MappingsAnswer>(path))
  return (
    <>
      <h1 className='page-title'>{words.title}</h1>
      <p className='page-help'>{words.help}</p>
      <p>
        <Link to={`/files${query({ company })}`}>{words.back}</Link>
      </p>
      <LoadedView of={list}>
        {(answer) => (
          <>
            <Import key={company} company={company} accounts={answer.accounts} onProposed={list.reload} />
            <h2>{words.kept}</h2>
            <MappingTable mappings={answer.mappings} />
          </>
        )}
      </LoadedView>
    </>
  )
}

interface ImportProps {
  company: string
  accounts: MappingsAnswer['accounts']
  onProposed(): void
}

function Import({ company, accounts, onProposed }: ImportProps) {
  const { may } = useStaff()
  const { act, busy, error } = useAct()
  const today = useToday(company)
  const [, change] = useFilters({})
  const [account, setAccount] = useState(accounts[0]?.account ?? '')
  const [chosenDay, setDay] = useState<string>()
  const day = chosenDay ?? (today ? addDays(today, -1) : '')
  const [file, setFile] = useState<File>()
  const [looked, setLooked] = useState<LookAnswer>()
  const [headingAt, setHeadingAt] = useState(0)
  const [told, setTold] = useState<Told>({})
  const [directionWords, setDirectionWords] = useState({ creditWords: '', debitWords: '' })
  const [previewed, setPreviewed] = useState<PreviewAnswer>()
  const [name, setName] = useState('')
  const [handedIn, setHandedIn] = useState<UploadAnswer>()

  const send = async <Answer,>(to: string, fields: Record<string, string>): Promise<Answer> => {
    const form = new FormData()
    for (const [field, value] of Object.entries(fields)) if (value.trim() !== '') form.append(field, value)
    if (file) form.append('file', file)
    return upload<Answer>(to, form, nothing)
  }
  const mapping = () => ({ company, account, date: day, ...told, ...(told.direction ? directionWords : {}) })

  const look = () =>
    act(async () => {
      const answer = await send<LookAnswer>('/statement-mappings/look', { company, account })
      setLooked(answer)
      setPreviewed(undefined)
      setHandedIn(undefined)
      if (answer.outcome === 'wrong') return
      setHeadingAt(Math.max(answer.headingAt, 0))
      setTold(answer.guess)
    })
  const preview = () =>
    act(async () => setPreviewed(await send<PreviewAnswer>('/statement-mappings/preview', mapping())))
  const propose = async () => {
    const done = await act(async () => send('/statement-mappings', { ...mapping(), name }), words.proposed)
    if (done) onProposed()
  }
  const handIn = () =>
    act(async () => {
      const channel = accounts.find((one) => one.account === account)?.channel ?? ''
      setHandedIn(await send<UploadAnswer>('/files', { company, channel, date: day }))
    }, words.handedIn)

  return (
    <>
      <Card size='small' style={{ marginBottom: 16 }}>
        <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap', marginBottom: 12 }}>
          <CompanyChoice value={company} onChange={(id) => change({ company: id })} />
          <Select
            aria-label={words.account}
            style={{ width: 260 }}
            value={account}
            onChange={setAccount}
            options={accounts.map(({ account: value, bank }) => ({ value, label: `${bank} ${value}` }))}
          />
          <Input
            aria-label={words.day}
            type='date'
            style={{ width: 170 }}
            value={day}
            onChange={({ target }) => setDay(target.value)}
          />
        </div>
        <FileDrop
          accept='.csv,.txt,.xlsx,.xls'
          file={file}
          gone={undefined}
          onFile={(given) => {
            setFile(given)
            setLooked(undefined)
            setPreviewed(undefined)
          }}
        />
        <Button
          type='primary'
          disabled={!file || account === ''}
          loading={busy}
          onClick={look}
          style={{ marginTop: 12 }}
        >
          {words.look}
        </Button>
      </Card>
      {error && <Alert type='error' role='alert' showIcon message={error} style={{ marginBottom: 12 }} />}
      {looked?.outcome === 'wrong' && <Alert type='error' role='alert' showIcon message={words.wrong(looked.reason)} />}
      {looked?.outcome === 'read' && looked.known !== null && (
        <Alert
          type='success'
          role='status'
          showIcon
          message={words.known(looked.known)}
          action={
            <Button loading={busy} onClick={handIn}>
              {words.handIn}
            </Button>
          }
        />
      )}
      {handedIn && (
        <p role='status'>
          <Link to={`/files${query({ company, open: handedIn.file.id })}`}>{handedIn.file.fileName}</Link>{' '}
          {text.files.results[handedIn.result.status]} {handedIn.result.reason}
        </p>
      )}
      {looked?.outcome === 'read' && (
        <MappingColumns
          looked={looked}
          headingAt={headingAt}
          told={told}
          onHeading={setHeadingAt}
          onTold={(column, heading) => setTold((before) => ({ ...before, [column]: heading || undefined }))}
        />
      )}
      {looked?.outcome === 'read' && (
        <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap', margin: '12px 0' }}>
          {told.direction &&
            (['creditWords', 'debitWords'] as const).map((which) => (
              <Input
                key={which}
                aria-label={words[which]}
                placeholder={`${words[which]}（${words.wordsHelp}）`}
                style={{ width: 320 }}
                value={directionWords[which]}
                onChange={({ target }) => setDirectionWords((before) => ({ ...before, [which]: target.value }))}
              />
            ))}
          <Button type='primary' loading={busy} onClick={preview}>
            {words.preview}
          </Button>
        </div>
      )}
      {previewed && <PreviewRows previewed={previewed} />}
      {previewed?.outcome === 'read' && previewed.holds && may('propose') && (
        <div style={{ display: 'flex', gap: 12, margin: '12px 0' }}>
          <Input
            aria-label={words.name}
            placeholder={words.nameHelp}
            maxLength={40}
            style={{ width: 320 }}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
          <Button type='primary' disabled={name.trim() === ''} loading={busy} onClick={propose}>
            {words.propose}
          </Button>
        </div>
      )}
    </>
  )
}
