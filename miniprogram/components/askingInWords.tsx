import { useState } from 'react'
import type { ApplicationView } from '../../contract/applications'
import type { Answer } from '../api/send'
import { useGuarded } from '../state/useGuarded'
import { Field } from './Button'
import { Card } from './Card'
import { goInstead } from './go'
import { failureText } from './Notice'

interface Words {
  /** Above the field, below it, and what it says when nothing was written. */
  words: string
  wordsHint: string
  missing: string
}

/**
 * An application that is nothing but the resident's own words: gives the field for them, and what the button does. When it
 * was taken, its page comes in place of this one.
 */
export function useAskingInWords(
  id: string,
  { words: label, wordsHint: hint, missing }: Words,
  send: (words: string) => Promise<Answer<ApplicationView>>,
) {
  const [words, setWords] = useState('')
  const [error, setError] = useState<string>()
  const [ask, busy] = useGuarded(async () => {
    if (!words.trim()) return setError(missing)
    const asked = await send(words.trim())
    if (asked.ok) goInstead('application', { id: asked.value.id })
    else setError(failureText(asked.failure).text)
  })
  const field = (
    <Card>
      <Field
        id={id}
        kind='words'
        label={label}
        hint={hint}
        error={error}
        initial={words}
        maxLength={200}
        onText={(typed) => {
          setWords(typed)
          setError(undefined)
        }}
      />
    </Card>
  )
  return { field, ask, busy }
}
