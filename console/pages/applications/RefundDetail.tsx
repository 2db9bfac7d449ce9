import { Alert, App, Button, Descriptions, Image, Space, Timeline } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router-dom'
import type { CardQuestionAnswer, DeskRefund, DeskSettlementDetail } from '../../../contract/consoleSettlements'
import { formatYuan } from '../../../contract/money'
import { addressOf, get, post, query } from '../../api'
import { useAct } from '../../components/hooks'
import { LoadedView, State } from '../../components/LoadedView'
import { momentText, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { CorrectCardDialog } from '../money/CorrectCardDialog'
import { CardAnswerDialog } from './CardAnswerDialog'
import { RefuseRefundDialog } from './RefuseRefundDialog'
import { TakeInDialog } from './TakeInDialog'

const words = text.applications.refund
const none = text.common.none
export const REFUND_TONES = {
  applied: 'open',
  checked: 'open',
  'in-batch': 'open',
  paid: 'good',
  returned: 'bad',
  refused: 'quiet',
} as const

interface Props {
  company: string
  id: string
  onDone(): void
}

/** One refund application: its papers, what the bank said of the card and when, what happened since, and what may be done. */
export function RefundDetail({ company, id, onDone }: Props) {
  const [turn, setTurn] = useState(0)
  const path = `/settlements/refunds/${encodeURIComponent(id)}`
  const loaded = useLoaded(`${path} ${turn}`, async () => {
    const refund = await get<DeskRefund>(path)
    const result = await get<DeskSettlementDetail>(`/settlements/results/${encodeURIComponent(refund.settlementId)}`)
    return { refund, result }
  })
  const changed = () => {
    setTurn((before) => before + 1)
    onDone()
  }
  return (
    <LoadedView of={loaded}>
      {({ refund, result }) => (
        <>
          <Facts company={company} refund={refund} />
          <Photos refund={refund} />
          <Acts company={company} refund={refund} result={result} onDone={changed} />
          <h3>{words.steps}</h3>
          <Steps steps={result.steps} />
        </>
      )}
    </LoadedView>
  )
}

function Facts({ company, refund }: { company: string; refund: DeskRefund }) {
  const { userCode, season, amountFen, bankCard, state, cardCheck, reason, online, takenBy, redLetter } = refund
  const item = (label: string, children: ReactNode) => ({ key: label, label, children })
  return (
    <Descriptions
      size='small'
      column={1}
      items={[
        item(
          text.households.userCode,
          <Link to={`/households/${refund.householdId}${query({ company })}`}>{userCode}</Link>,
        ),
        item(text.common.status, <State word={words.states[state]} tone={REFUND_TONES[state]} />),
        item(text.common.season, season),
        item(text.common.amount, <span className='number'>{formatYuan(amountFen)}</span>),
        item(
          words.appliedOn,
          `${refund.appliedOn} · ${online ? words.online : words.inHall(takenBy === null ? none : text.personName(takenBy))}`,
        ),
        item(text.refunds.bankCard, bankCard),
        item(words.cardCheck, cardCheck ? checkText(cardCheck) : state === 'applied' ? words.notChecked : none),
        item(words.redLetter, words.redLetters[redLetter]),
        item(words.reason, reason ?? none),
      ]}
    />
  )
}

function checkText({ bankName, sameBank, routeNo, checkedAt, by }: NonNullable<DeskRefund['cardCheck']>): string {
  const whose = sameBank ? words.cardOf.same : words.cardOf.other
  const route = routeNo === null ? '' : `，${words.routeNo} ${routeNo}`
  return `${words.checked(bankName, momentText(checkedAt), by === 'bank' ? null : by)}（${whose}${route}）`
}

/** Staff with the permission see the papers; anyone who took them in, in a hall, has filed them. */
function Photos({ refund: { id, photos, online } }: { refund: DeskRefund }) {
  const { may } = useStaff()
  const [failed, setFailed] = useState<string[]>([])
  if (!may('applications')) return null
  if (!online && photos.length === 0)
    return (
      <p className='page-help' style={{ marginTop: 12 }}>
        {words.inHallNoPhotos}
      </p>
    )
  return (
    <Space wrap align='start' style={{ margin: '12px 0' }}>
      {photos.map((kind) =>
        failed.includes(kind) ? (
          <p key={kind} className='page-help'>
            {words.noPhoto(words.photoKinds[kind])}
          </p>
        ) : (
          <figure key={kind} style={{ margin: 0 }}>
            <Image
              width={220}
              alt={words.photoKinds[kind]}
              src={addressOf(`/settlements/refunds/${encodeURIComponent(id)}/photos/${kind}`)}
              onError={() => setFailed((before) => [...before, kind])}
            />
            <figcaption>{words.photoKinds[kind]}</figcaption>
          </figure>
        ),
      )}
    </Space>
  )
}

interface Acting {
  company: string
  refund: DeskRefund
  result: DeskSettlementDetail
  onDone(): void
}

function Acts({ company, refund, result, onDone }: Acting) {
  const { message } = App.useApp()
  const { may } = useStaff()
  const { act, busy, error } = useAct()
  const [doing, setDoing] = useState<'record' | 'refuse' | 'card' | 'take-in'>()
  const { id, state, userCode, season } = refund
  const close = () => setDoing(undefined)
  const ask = () =>
    act(async () => {
      const { outcome } = await post<CardQuestionAnswer>(`/settlements/refunds/${id}/card-question`)
      void message.info(words.asked[outcome])
      onDone()
    })
  const ended = state === 'returned' || state === 'refused'
  // The household may have asked again since, or the refund was merged into its next season (BZ4).
  const owed = result.payableFen > 0 && (result.refund === 'returned' || result.refund === 'refused')
  return (
    <>
      {error && <Alert type='error' role='alert' showIcon message={error} style={{ marginBottom: 12 }} />}
      {ended && <p className='page-help'>{owed ? words.owedHelp[state] : words.handedOn}</p>}
      <Space wrap style={{ margin: '12px 0' }}>
        {state === 'applied' && may('applications') && (
          <>
            <Button type='primary' loading={busy} onClick={() => void ask()}>
              {words.ask}
            </Button>
            <Button onClick={() => setDoing('record')}>{words.record}</Button>
          </>
        )}
        {(state === 'applied' || state === 'checked') && may('applications') && (
          <Button onClick={() => setDoing('refuse')}>{words.refuse}</Button>
        )}
        {state === 'checked' && (
          <Link to={`/money${query({ company, tab: 'payouts', season })}`}>{words.toPayouts}</Link>
        )}
        {ended && may('propose') && <Button onClick={() => setDoing('card')}>{text.bankCards.act}</Button>}
        {ended && owed && may('applications') && (
          <Button onClick={() => setDoing('take-in')}>{words.takeInAgain}</Button>
        )}
      </Space>
      {doing === 'record' && <CardAnswerDialog refund={refund} onClose={close} onDone={onDone} />}
      {doing === 'refuse' && <RefuseRefundDialog refund={refund} onClose={close} onDone={onDone} />}
      {doing === 'card' && (
        <CorrectCardDialog company={company} userCode={userCode} onClose={close} onProposed={onDone} />
      )}
      {doing === 'take-in' && (
        <TakeInDialog company={company} of={{ userCode, season }} onClose={close} onDone={onDone} />
      )}
    </>
  )
}

/** What happened to the household's settlement since it was worked out; the day, where it counts on another than it was told. */
function Steps({ steps }: { steps: DeskSettlementDetail['steps'] }) {
  return (
    <Timeline
      items={steps.map(({ step, on, at, by, note }) => ({
        key: `${at} ${step}`,
        children: (
          <>
            {momentText(at)} {words.stepNames[step]}
            {on !== momentText(at).slice(0, 10) && `（${on}）`} · {words.stepBy[by]}
            {note !== null && <div className='page-help'>{note}</div>}
          </>
        ),
      }))}
    />
  )
}
