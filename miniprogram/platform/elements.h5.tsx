import { type CSSProperties, useEffect, useRef, useState } from 'react'
import { common } from '../text'
import type { Elements } from './elementProps'

export const Box: Elements['Box'] = ({ className, style, id, label, role, live, hidden, children }) => (
  <div
    className={className}
    style={style as CSSProperties}
    id={id}
    {...(role ? { role, 'aria-label': label } : {})}
    aria-live={live ? 'polite' : undefined}
    hidden={hidden}
  >
    {children}
  </div>
)

export const Words: Elements['Words'] = ({ className, id, children }) => (
  <span className={className} id={id}>
    {children}
  </span>
)

export const Heading: Elements['Heading'] = ({ level, className, id, children }) => {
  const Tag = `h${level}` as const
  return (
    <Tag className={`heading heading-${level} ${className ?? ''}`} id={id}>
      {children}
    </Tag>
  )
}

export const Label: Elements['Label'] = ({ names, className, children }) => (
  <label htmlFor={names} className={className}>
    {children}
  </label>
)

export const Tap: Elements['Tap'] = ({ className, label, onTap, disabled, busy, expanded, checked, children }) => (
  <button
    type='button'
    className={`tap ${className ?? ''}${disabled || busy ? ' tap-off' : ''}`}
    // A busy button keeps the focus; a disabled one would drop it.
    disabled={disabled}
    aria-disabled={busy || undefined}
    aria-busy={busy || undefined}
    aria-label={label}
    aria-expanded={expanded}
    {...(checked === undefined ? {} : { role: 'switch', 'aria-checked': checked })}
    onClick={busy ? undefined : onTap}
  >
    {children}
  </button>
)

const KEYBOARD = { text: 'text', digits: 'numeric', decimal: 'decimal', identity: 'text' } as const

export const TextInput: Elements['TextInput'] = ({ kind, className, onText, onDone, ...props }) => {
  const [first] = useState(props.initial)
  const shared = {
    id: props.id,
    defaultValue: first,
    maxLength: props.maxLength,
    'aria-describedby': props.describedBy,
    'aria-invalid': props.invalid || undefined,
    autoComplete: 'off',
  }
  if (kind === 'words')
    return (
      <textarea
        {...shared}
        className={`${className} field-words`}
        onInput={(event) => onText(event.currentTarget.value)}
      />
    )
  return (
    <input
      {...shared}
      className={className}
      type='text'
      inputMode={KEYBOARD[kind]}
      enterKeyHint='done'
      onInput={(event) => onText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) onDone?.()
      }}
    />
  )
}

export const Choice: Elements['Choice'] = ({ id, question, options, value, onChoose }) => (
  <fieldset className='choice'>
    <legend className='choice-question'>{question}</legend>
    <div className='choice-options'>
      {options.map((option) => (
        <label key={option.value} className={`choice-option${option.value === value ? ' choice-chosen' : ''}`}>
          <input
            className='choice-input'
            type='radio'
            name={id}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChoose(option.value)}
          />
          <span className='choice-mark' />
          <span>{option.text}</span>
        </label>
      ))}
    </div>
  </fieldset>
)

export const Dialog: Elements['Dialog'] = ({ title, open, onClose, children }) => {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal()
    if (!open) dialog.current?.close()
  }, [open])
  return (
    <dialog ref={dialog} className='sheet' aria-label={title} onClose={onClose}>
      <h2 className='sheet-title'>{title}</h2>
      {open && children}
    </dialog>
  )
}

export const Picture: Elements['Picture'] = ({ className, source, label }) => (
  <img className={className} src={source} alt={label} />
)

export const PageHead: Elements['PageHead'] = ({ title, onBack }) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = title
    // A new page is announced, and the keyboard goes on from its top.
    heading.current?.focus({ preventScroll: true })
  }, [title])
  return (
    <header className='head'>
      {onBack && (
        <button type='button' className='head-back' aria-label={common.back} onClick={onBack}>
          <span className='head-arrow' aria-hidden='true' />
        </button>
      )}
      <h1 className='head-title' tabIndex={-1} ref={heading}>
        {title}
      </h1>
    </header>
  )
}
