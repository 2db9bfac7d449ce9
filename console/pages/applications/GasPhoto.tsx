import { Image } from 'antd'
import { useState } from 'react'
import { addressOf } from '../../api'
import { text } from '../../text'

const words = text.applications.gas

/** The photo of a gas meter, which staff compare the reading with; says so when it cannot be read. */
export function GasPhoto({ id }: { id: string }) {
  const [failed, setFailed] = useState(false)
  if (failed) return <p className='page-help'>{words.noPhoto}</p>
  return (
    <Image
      width={240}
      alt={words.photo}
      src={addressOf(`/applications/${encodeURIComponent(id)}/photo`)}
      onError={() => setFailed(true)}
    />
  )
}
