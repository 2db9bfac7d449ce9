import { Alert, Button, Input, Space } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { useRef, useState } from 'react'
import type { CheckAnswer, VersionsAnswer } from '../../../contract/consoleRulebooks'
import { post } from '../../api'
import { FileDrop } from '../../components/FileDrop'
import { seasonOf, useAct } from '../../components/hooks'
import { SeasonChoice } from '../../components/SeasonChoice'
import { useStaff } from '../../session'
import { text } from '../../text'
import { Checked } from './Checked'
import { Effect } from './Effect'
import { ProposeVersionDialog } from './ProposeVersionDialog'

const words = text.rules

interface Props {
  of: VersionsAnswer
  today: string
  onProposed(): void
}

/** The text of a version, to be changed on the page, with what is wrong in it, what it changes and what that would do. */
export function RulebookFile({ of, today, onProposed }: Props) {
  const { may } = useStaff()
  const { act, busy, error } = useAct()
  const editor = useRef<TextAreaRef>(null)
  const [written, setWritten] = useState(of.text)
  const [file, setFile] = useState<File>()
  const [unreadable, setUnreadable] = useState(false)
  const [checked, setChecked] = useState<CheckAnswer>()
  const [season, setSeason] = useState(seasonOf(today))
  const [asked, setAsked] = useState<{ text: string; season: string }>()
  const [proposing, setProposing] = useState(false)

  /** What was found of another text says nothing of this one. */
  const write = (to: string) => {
    setWritten(to)
    setChecked(undefined)
    setAsked(undefined)
  }
  const take = async (given: File) => {
    setFile(given)
    try {
      const read = new TextDecoder('utf-8', { fatal: true }).decode(await given.arrayBuffer())
      setUnreadable(false)
      write(read)
    } catch {
      setUnreadable(true)
    }
  }
  const check = () => act(async () => setChecked(await post<CheckAnswer>('/rulebooks/checks', { text: written })))
  const goTo = (line: number, column: number) => {
    const area = editor.current?.resizableTextArea?.textArea
    if (!area) return
    const before = written.split('\n').slice(0, line - 1)
    const at = before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1
    area.focus()
    area.setSelectionRange(at, at)
    area.scrollTop = Math.max(0, (line - 4) * Number.parseFloat(getComputedStyle(area).lineHeight))
  }

  return (
    <section>
      <h2>{words.file}</h2>
      <p className='page-help'>{words.fileHelp(of.shown)}</p>
      <FileDrop accept='.yaml,.yml' file={file} gone={undefined} onFile={(given) => void take(given)} />
      {unreadable && <Alert type='error' role='alert' showIcon message={words.badFile} />}
      <Input.TextArea
        ref={editor}
        aria-label={words.editor}
        className='rulebook-text'
        value={written}
        spellCheck={false}
        wrap='off'
        rows={18}
        onChange={({ target }) => write(target.value)}
      />
      <Space wrap className='rulebook-deeds'>
        <Button type='primary' loading={busy} onClick={() => void check()}>
          {words.check}
        </Button>
        <SeasonChoice season={season} today={today} onChange={(to) => setSeason(to.season)} />
        <Button disabled={checked?.outcome !== 'right'} onClick={() => setAsked({ text: written, season })}>
          {words.preview}
        </Button>
        {may('propose') && (
          <Button
            disabled={checked?.outcome !== 'right' || checked.differences.length === 0}
            onClick={() => setProposing(true)}
          >
            {words.propose}
          </Button>
        )}
      </Space>
      {error && <Alert type='error' role='alert' showIcon message={error} />}
      {checked && <Checked of={checked} company={of.company} onGoTo={goTo} />}
      {asked && <Effect key={asked.season} asked={asked} />}
      {proposing && (
        <ProposeVersionDialog
          written={written}
          next={(of.versions.at(-1)?.sequence ?? 0) + 1}
          today={today}
          onClose={() => setProposing(false)}
          onProposed={onProposed}
        />
      )}
    </section>
  )
}
