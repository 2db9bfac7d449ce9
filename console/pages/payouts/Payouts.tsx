import { Drawer } from 'antd'
import { useState } from 'react'
import { lastEndedSeason, useToday } from '../../components/hooks'
import { SeasonChoice } from '../../components/SeasonChoice'
import { useFilters } from '../../hooks'
import { text } from '../../text'
import { PayoutBatch } from './PayoutBatch'
import { PayoutBatches } from './PayoutBatches'
import { WaitingPayouts } from './WaitingPayouts'

const words = text.payouts

/** Refunds that a bank pays to cards: what waits for a batch, the batches, and what the bank said of each payment (domain.md BZ3). */
export function Payouts({ company }: { company: string }) {
  const today = useToday(company)
  const [{ season: asked, open }, change] = useFilters({ season: '', open: '' })
  // A proposal and a bank's file change both lists.
  const [turn, setTurn] = useState(0)
  const changed = () => setTurn((before) => before + 1)
  if (today === undefined) return null
  const season = asked === '' ? lastEndedSeason(today) : asked
  return (
    <>
      <p className='page-help'>{words.help}</p>
      <section className='section'>
        <h2>{words.waiting}</h2>
        <WaitingPayouts
          key={`${company} ${season}`}
          company={company}
          season={season}
          turn={turn}
          onProposed={changed}
          chooser={<SeasonChoice season={season} today={today} onChange={change} />}
        />
      </section>
      <section className='section'>
        <h2>{words.batches}</h2>
        <PayoutBatches company={company} turn={turn} onOpen={(id) => change({ open: id })} onChanged={changed} />
      </section>
      <Drawer title={words.batch} width={1080} open={open !== ''} onClose={() => change({ open: '' })} destroyOnHidden>
        {open !== '' && <PayoutBatch company={company} id={open} onChanged={changed} />}
      </Drawer>
    </>
  )
}
