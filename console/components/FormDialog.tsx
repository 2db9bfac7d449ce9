import { Form } from 'antd'
import type { ReactNode } from 'react'
import { ActDialog, type ActDialogProps } from './ActDialog'
import type { DialogForm } from './dialogForm'

interface FieldsProps<Values> {
  /** Keeps the fields' ids apart from those of the page. */
  name: string
  of: DialogForm<Values>
  style?: React.CSSProperties
  children: ReactNode
}

/** The fields of a dialog. What is wrong with one is said when it is left, not while it is being written. */
export function DialogFields<Values extends object>({ name, of, style, children }: FieldsProps<Values>) {
  return (
    <Form
      name={name}
      form={of.form}
      initialValues={of.first}
      layout='vertical'
      requiredMark={false}
      validateTrigger='onBlur'
      style={style}
    >
      {children}
    </Form>
  )
}

type Props<Values> = Omit<ActDialogProps, 'disabled'> & Omit<FieldsProps<Values>, 'style'>

/** A dialog that asks for something before it acts: its button waits until every field keeps its rules. */
export function FormDialog<Values extends object>({ name, of, onAct, children, ...dialog }: Props<Values>) {
  return (
    <ActDialog
      {...dialog}
      disabled={!of.whole}
      onAct={() => void of.form.validateFields().then(onAct, () => undefined)}
    >
      <DialogFields name={name} of={of}>
        {children}
      </DialogFields>
    </ActDialog>
  )
}
