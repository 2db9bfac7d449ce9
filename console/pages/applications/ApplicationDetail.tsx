import { Button, Descriptions, Space, Timeline } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import type { ApplicationView } from '../../../contract/applications'
import { formatYuan } from '../../../contract/money'
import { get, query } from '../../api'
import { useToday } from '../../components/hooks'
import { LoadedView } from '../../components/LoadedView'
import { useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { ActionDialog } from './ActionDialog'
import { type Action, actionsFor } from './actions'
import { GasPhoto, GasSubsidies } from './GasSubsidies'

const words = text.applications

/** One application of a resident: what was asked, what happened since, and what may be done about it now. */
export function ApplicationDetail({ company, id, onDone }: { company: string; id: string; onDone(): void }) {
  const loaded = useLoaded(id, () => get<ApplicationView>(`/applications/${encodeURIComponent(id)}`))
  const [turn, setTurn] = useState(0)
  const changed = () => {
    loaded.reload()
    setTurn((before) => before + 1)
    onDone()
  }
  return (
    <LoadedView of={loaded}>
      {(application) => (
        <>
          <Shown company={company} application={application} onDone={changed} />
          {application.gas && (
            <div style={{ marginTop: 16 }}>
              <GasSubsidies company={company} householdId={application.household.id} turn={turn} />
            </div>
          )}
        </>
      )}
    </LoadedView>
  )
}

function Shown({ company, application, onDone }: { company: string; application: ApplicationView; onDone(): void }) {
  const { may } = useStaff()
  const today = useToday(company)
  const [doing, setDoing] = useState<Action>()
  const { household, steps } = application
  const deeds = actionsFor(application, may)
  return (
    <>
      <Descriptions
        size='small'
        column={1}
        items={factsOf(application).map(([label, children]) => ({ key: label, label, children }))}
      />
      <p>
        <Link to={`/households/${household.id}${query({ company })}`}>{words.household}</Link>
      </p>
      {application.gas && <GasPhoto id={application.id} />}
      {application.temperature && <Measured temperature={application.temperature} />}
      <h3>{words.steps}</h3>
      <Timeline
        items={steps.map(({ step, on, at, by, note }) => ({
          key: at,
          children: (
            <>
              {on} {words.stepNames[step]} · {words.by[by]}
              {note !== null && <div className='page-help'>{note}</div>}
            </>
          ),
        }))}
      />
      <Space wrap>
        {deeds.map((deed) => (
          <Button key={deed.key} onClick={() => setDoing(deed)} disabled={today === undefined}>
            {words.deeds[deed.key].act}
          </Button>
        ))}
      </Space>
      {doing && today !== undefined && (
        <ActionDialog
          key={doing.key}
          application={application}
          deed={doing}
          today={today}
          onClose={() => setDoing(undefined)}
          onDone={onDone}
        />
      )}
    </>
  )
}

function factsOf({ kind, status, season, askedOn, household, words: said, service, gas }: ApplicationView) {
  const facts: [string, string][] = [
    [text.households.kind, text.households.applicationKinds[kind]],
    [text.common.status, text.households.applicationStatuses[status]],
    [text.common.season, season],
    [text.households.userCode, household.userCode],
    [text.households.owner, household.owner],
    [text.households.address, household.address],
    [words.askedOn, askedOn],
    [words.words, said ?? text.common.none],
  ]
  if (service) {
    facts.push([words.service.work, words.service.works[service.work]])
    if (service.inspected) facts.push([words.service.inspected, text.common.yes])
    if (service.charged) facts.push([words.service.charged, text.common.yes])
  }
  if (gas) {
    facts.push([words.gas.window, words.gas.windows[gas.window]])
    facts.push([words.gas.reading, words.gas.cubicMetres(gas.cubicMetres)])
    facts.push([words.gas.meterNumber, gas.meterNumber])
  }
  return facts
}

/** What was measured month by month, with the mean where there is one (domain.md TS7). */
function Measured({ temperature }: { temperature: NonNullable<ApplicationView['temperature']> }) {
  const { months, confirmedMonth, reduction } = temperature
  const said = words.temperature
  return (
    <>
      <h3>{said.title}</h3>
      {months.length === 0 && <p className='page-help'>{said.none}</p>}
      {months.map(({ month, measurements, outcome, meanCelsius }) => (
        <table key={month} className='board' style={{ marginBottom: 12 }}>
          <caption style={{ textAlign: 'left', padding: '8px 0' }}>
            {said.mean(month, meanCelsius)} · {said.outcomes[outcome]}
          </caption>
          <thead>
            <tr>
              <th scope='col'>{words.fields.on}</th>
              <th scope='col'>{said.room}</th>
              <th scope='col'>{said.celsius}</th>
            </tr>
          </thead>
          <tbody>
            {measurements.map(({ on, room, celsius }) => (
              <tr key={`${on} ${room}`}>
                <td>{on}</td>
                <td>{room}</td>
                <td>{celsius}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      {confirmedMonth !== null && <p>{said.confirmed(confirmedMonth)}</p>}
      {reduction && <p>{said.reduced(reduction.month, formatYuan(reduction.amountFen))}</p>}
    </>
  )
}
