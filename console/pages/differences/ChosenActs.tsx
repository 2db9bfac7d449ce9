import { App, Button } from 'antd'
import { useState } from 'react'
import type { DifferenceRow } from '../../../contract/consoleDifferences'
import { post, sentenceOf } from '../../api'
import { text } from '../../text'
import { ManyDialog } from './ManyDialog'

const words = text.differences

interface Props {
  company: string
  /** Those chosen, of the page that is shown. */
  rows: readonly DifferenceRow[]
  onDone(): void
}

/** What can be done with several differences at once: take them, or hand in what is suggested for each. */
export function ChosenActs({ company, rows, onDone }: Props) {
  const { message } = App.useApp()
  const [proposing, setProposing] = useState(false)
  const [taking, setTaking] = useState(false)

  const take = async () => {
    setTaking(true)
    try {
      for (const { id } of rows) await post(`/differences/${id}/owner`, { company })
      void message.success(words.taken)
    } catch (failed) {
      void message.error(sentenceOf(failed))
    } finally {
      setTaking(false)
      onDone()
    }
  }

  if (rows.length === 0 && !proposing) return null
  return (
    <>
      <span className='number'>{words.chosen(rows.length)}</span>
      <Button loading={taking} onClick={() => void take()}>
        {words.takeChosen}
      </Button>
      <Button onClick={() => setProposing(true)}>{words.proposeChosen}</Button>
      {proposing && (
        <ManyDialog
          company={company}
          rows={rows}
          onClose={(worked) => {
            setProposing(false)
            if (worked) onDone()
          }}
        />
      )}
    </>
  )
}
