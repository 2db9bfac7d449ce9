import { Form, type FormInstance, type FormRule } from 'antd'
import { useEffect, useState } from 'react'
import { parseYuan } from '../../contract/money'
import { text } from '../text'

/** What a dialog asks for, as it stands. */
export interface DialogForm<Values> {
  form: FormInstance<Values>
  /** What has been written so far; what is not shown keeps its first value. */
  values: Values
  /** What the fields start with. */
  first: Values
  /** Whether every field that is shown keeps its rules. */
  whole: boolean
}

/**
 * The fields of a dialog on antd's Form: what stands in them, and whether their rules are kept. `asked` changes where the same
 * fields begin to ask for something else without anything being written.
 */
export function useDialogForm<Values extends object>(start: Values, asked?: unknown): DialogForm<Values> {
  const [form] = Form.useForm<Values>()
  const [first] = useState(start)
  const watched: Partial<Values> | undefined = Form.useWatch([], { form, preserve: true })
  const [whole, setWhole] = useState(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the rules are asked again when what they judge has changed
  useEffect(() => {
    if (watched === undefined) return
    let newest = true
    const tell = (kept: boolean) => newest && setWhole(kept)
    form.validateFields({ validateOnly: true }).then(
      () => tell(true),
      () => tell(false),
    )
    return () => {
      newest = false
    }
  }, [form, watched, asked])

  return { form, first, whole, values: { ...first, ...watched } }
}

/** Presets a day that is known only after the dialog has opened, where none has been chosen meanwhile. */
export function usePresetDay(form: FormInstance, name: string, day: string | undefined): void {
  useEffect(() => {
    if (day !== undefined && !form.getFieldValue(name)) form.setFieldValue(name, day)
  }, [form, name, day])
}

/** A rule about the text of a field, blanks around it left out. */
export function textRule(isGood: (text: string) => boolean, message: string): FormRule {
  return {
    validator: async (_, value: unknown) => {
      if (!isGood(typeof value === 'string' ? value.trim() : '')) throw new Error(message)
    },
  }
}

/** A field that must not stay empty, or needs at least so many characters. */
export function needed(label: string, characters = 1): FormRule {
  const message = characters > 1 ? text.common.tooShort(label, characters) : text.common.missing(label)
  return textRule((written) => written.length >= characters, message)
}

/** The yuan written in a field, in fen; undefined where it is no amount. */
export const fenWritten = (yuan: string): number | undefined => parseYuan(yuan.trim().replaceAll(',', ''))
