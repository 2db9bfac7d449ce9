import { AutoComplete, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router-dom'
import type { SearchAnswer, SearchHit } from '../contract/consoleSearch'
import { formatYuan } from '../contract/money'
import { get, query } from './api'
import { text } from './text'

const WAIT_MS = 250

const words = text.search

/** One box for everything: numbers of orders, channels and banks, user code, name, telephone, room, amount. */
export function SearchBox({ company }: { company: string | undefined }) {
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [answer, setAnswer] = useState<SearchAnswer>()
  const asked = typed.trim()
  useEffect(() => {
    setAnswer(undefined)
    if (company === undefined || asked === '') return undefined
    let current = true
    const timer = setTimeout(() => {
      get<SearchAnswer>(`/search${query({ company, q: asked })}`).then(
        (found) => current && setAnswer(found),
        () => undefined,
      )
    }, WAIT_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [company, asked])
  const open = ({ place }: SearchHit) => {
    setTyped('')
    navigate(`${place}${place.includes('?') ? '&' : '?'}company=${company}`)
  }
  return (
    <AutoComplete
      className='search-box'
      value={typed}
      onChange={setTyped}
      onSelect={(key: string) => {
        const hit = answer?.hits.find(({ kind, id }) => `${kind} ${id}` === key)
        if (hit) open(hit)
      }}
      popupMatchSelectWidth={420}
      notFoundContent={asked !== '' && answer ? words.nothing : null}
      options={answer?.hits.map((hit) => ({ value: `${hit.kind} ${hit.id}`, label: <Hit hit={hit} /> })) ?? []}
    >
      <Input.Search aria-label={words.label} placeholder={words.label} allowClear />
    </AutoComplete>
  )
}

function Hit({ hit: { kindName, title, says, amountFen, date } }: { hit: SearchHit }) {
  return (
    <div className='search-hit'>
      <div>
        <b>{kindName}</b> <span className='number'>{title}</span>
        {amountFen !== null && <span className='number end'>{formatYuan(amountFen)}</span>}
      </div>
      <div className='minor'>
        {says}
        {date && ` · ${date}`}
      </div>
    </div>
  )
}
