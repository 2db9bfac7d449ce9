import { useRouter } from '@tarojs/taro'
import { formatYuan } from '../../../contract/money'
import type { SettlementView } from '../../../contract/settlements'
import { useAnswer } from '../../api/useAnswer'
import { Button } from '../../components/Button'
import { Card, Empty } from '../../components/Card'
import { go } from '../../components/go'
import { Notice } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { Timeline } from '../../components/Timeline'
import { LoadedFor, type Resident, WithResident } from '../../components/WithResident'
import { dayText } from '../../format/format'
import { applications, settlement as text, titles } from '../../text'
import { Followed, ResultCards, ResultHead } from './ResultCards'

export default function SettlementPage() {
  return <WithResident title={titles.settlement}>{(resident) => <Settlement {...resident} />}</WithResident>
}

/** A metered household's result with its formula, and what can be done about it (BZ2 to BZ8). */
function Settlement({ api }: Resident) {
  const { household = '', card } = useRouter().params
  const { loading, reload } = useAnswer(household, () => api.settlement(household))
  const settlement = loading.state === 'ready' ? loading.value.settlement : null
  return (
    <Page title={titles.settlement} foot={settlement && <WhatToDo settlement={settlement} household={household} />}>
      <LoadedFor api={api} household={household} loading={loading} onRetry={reload}>
        {(answer) =>
          answer.settlement ? (
            <>
              {card === 'check' && <Notice kind='soon' text={text.cardLooksWrong} />}
              <ResultHead settlement={answer.settlement} />
              <Followed settlement={answer.settlement} />
              <ResultCards settlement={answer.settlement} />
              <Card title={applications.timeline}>
                <Timeline happenings={happeningsOf(answer.settlement)} />
              </Card>
            </>
          ) : answer.metered ? (
            <Empty title={text.none} text={text.noneText} />
          ) : (
            <Empty title={text.notMetered} text={text.notMeteredText} />
          )
        }
      </LoadedFor>
    </Page>
  )
}

function happeningsOf({ steps, season }: SettlementView) {
  return steps.map(({ step, on, at, by, note }) => ({
    key: `${step} ${at}`,
    when: `${dayText(on, season)} · ${applications.by[by]}`,
    what: text.steps[step],
    note,
  }))
}

/** One main button: pay what is owed, else ask for the refund; an objection is the other way. While one is open, nothing presses. */
function WhatToDo({ settlement, household }: { settlement: SettlementView; household: string }) {
  const { season, topUp, meterTest, mayApply, mayObject, payableFen, objection } = settlement
  const inDoubt = objection?.state === 'made' || objection?.state === 'agreement-signed'
  const owedFen = (topUp?.remainingFen ?? 0) + (meterTest?.remainingFen ?? 0)
  const mayRefund = mayApply.open && payableFen > 0
  if (owedFen <= 0 && !mayRefund && !mayObject.open) return null
  return (
    <Foot>
      {owedFen > 0 && (
        <Button kind={inDoubt ? 'second' : 'main'} onTap={() => go('bill', { household, pay: 'earlier' })}>
          {text.pay(formatYuan(owedFen))}
        </Button>
      )}
      {mayRefund && (
        <Button kind={owedFen > 0 ? 'second' : 'main'} onTap={() => go('refund', { household })}>
          {text.apply(formatYuan(payableFen))}
        </Button>
      )}
      {mayObject.open && (
        <Button kind='quiet' onTap={() => go('objection', { household })}>
          {mayObject.to === null ? text.object : text.objectBy(dayText(mayObject.to, season))}
        </Button>
      )}
    </Foot>
  )
}
