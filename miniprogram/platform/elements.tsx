import { Image, Input, Text, Textarea, View } from '@tarojs/components'
import { type CSSProperties, useState } from 'react'
import type {
  BoxProps,
  ChoiceProps,
  DialogProps,
  HeadingProps,
  LabelProps,
  PageHeadProps,
  PictureProps,
  TapProps,
  TextInputProps,
  TextProps,
} from './elementProps'
import './typing'

/** Mini-programs know `aria-role` where HTML has `role`; config/ariaPlugin.ts adds it to Taro's templates. */
function aria(role: string | undefined, label: string | undefined, more: Record<string, string | boolean> = {}) {
  return { ...(role ? { 'aria-role': role } : {}), ...(label ? { 'aria-label': label } : {}), ...more }
}

export function Box({ className, style, id, label, role, live, hidden, children }: BoxProps) {
  if (hidden) return null
  return (
    <View
      className={className}
      style={style as CSSProperties}
      id={id}
      {...aria(role, label, live ? { 'aria-live': 'polite' } : {})}
    >
      {children}
    </View>
  )
}

export function Words({ className, id, children }: TextProps) {
  return (
    <Text className={className} id={id}>
      {children}
    </Text>
  )
}

export function Heading({ level, className, id, children }: HeadingProps) {
  return (
    <View className={`heading heading-${level} ${className ?? ''}`} id={id} {...aria('heading', undefined)}>
      {children}
    </View>
  )
}

export function Label({ className, children }: LabelProps) {
  return <View className={className}>{children}</View>
}

export function Tap({ className, label, onTap, disabled, busy, expanded, checked, children }: TapProps) {
  const off = disabled || busy
  const state = {
    ...(off ? { 'aria-disabled': true } : {}),
    ...(expanded === undefined ? {} : { 'aria-expanded': expanded }),
    ...(checked === undefined ? {} : { 'aria-checked': checked }),
  }
  return (
    <View
      className={`tap ${className ?? ''}${off ? ' tap-off' : ''}`}
      hoverClass={off ? 'none' : 'tap-pressed'}
      onClick={off ? undefined : onTap}
      {...aria(checked === undefined ? 'button' : 'switch', label, state)}
    >
      {children}
    </View>
  )
}

const KEYBOARD = { text: 'text', digits: 'number', decimal: 'digit', identity: 'idcard' } as const

export function TextInput(props: TextInputProps) {
  const { id, className, kind, initial, label, describedBy, invalid, maxLength, onText, onDone } = props
  const said = aria(undefined, label, {
    ...(describedBy ? { 'aria-describedby': describedBy } : {}),
    ...(invalid ? { 'aria-invalid': true } : {}),
  })
  // A `value` would be put back over every key that is pressed (typing.ts).
  const [first] = useState(initial)
  if (kind === 'words')
    return (
      <Textarea
        id={id}
        className={`${className} field-words`}
        defaultValue={first}
        maxlength={maxLength}
        onInput={({ detail }) => onText(detail.value)}
        {...said}
      />
    )
  return (
    <Input
      id={id}
      className={className}
      type={KEYBOARD[kind]}
      defaultValue={first}
      maxlength={maxLength}
      confirmType='done'
      onInput={({ detail }) => onText(detail.value)}
      onConfirm={onDone}
      {...said}
    />
  )
}

export function Choice({ question, options, value, onChoose }: ChoiceProps) {
  return (
    <View className='choice' {...aria('radiogroup', question)}>
      <View className='choice-question'>{question}</View>
      <View className='choice-options'>
        {options.map((option) => (
          <View
            key={option.value}
            className={`choice-option${option.value === value ? ' choice-chosen' : ''}`}
            hoverClass='tap-pressed'
            onClick={() => onChoose(option.value)}
            {...aria('radio', option.text, { 'aria-checked': option.value === value })}
          >
            <View className='choice-mark' />
            <Text>{option.text}</Text>
          </View>
        ))}
      </View>
    </View>
  )
}

export function Dialog({ title, open, onClose, children }: DialogProps) {
  if (!open) return null
  return (
    <View className='sheet-ground' onClick={onClose}>
      <View className='sheet' onClick={(event) => event.stopPropagation()} {...aria('dialog', title)}>
        <View className='sheet-title'>{title}</View>
        {children}
      </View>
    </View>
  )
}

export function Picture({ className, source, label }: PictureProps) {
  return <Image className={className} src={source} mode='aspectFit' {...aria('img', label)} />
}

/** A mini-program's title stands in the bar that WeChat or Alipay draws. */
export function PageHead(_: PageHeadProps) {
  return null
}
