import type { ComponentSpace, GeneralComponent } from 'glass-easel'

type Field = HTMLInputElement | HTMLTextAreaElement

/** What the person types belongs to the input, and the page only hears of it. */
const fields = new WeakMap<GeneralComponent, Field>()

const KEYBOARD: Record<string, string> = { number: 'numeric', digit: 'decimal', idcard: 'text' }

/** How each property that a page gives an input reaches the field. */
const GIVEN: Record<string, (field: Field, given: unknown) => void> = {
  /** As the platforms do it: a `value` that the page sends replaces what the person sees, and the cursor goes to the end. */
  value(field, given) {
    const text = String(given ?? '')
    if (field.value === text) return
    field.value = text
    field.setSelectionRange(text.length, text.length)
  },
  type: (field, given) => field.setAttribute('inputmode', KEYBOARD[String(given)] ?? 'text'),
  placeholder: (field, given) => field.setAttribute('placeholder', String(given ?? '')),
  maxlength(field, given) {
    if (Number(given) >= 0) field.maxLength = Number(given)
  },
  disabled(field, given) {
    field.disabled = given === true
  },
  ariaLabel: (field, given) => field.setAttribute('aria-label', String(given ?? '')),
}

/** Properties that Taro's templates set and that change nothing here. */
const IGNORED = [
  ...['password', 'placeholderStyle', 'placeholderClass', 'cursorSpacing', 'autoFocus', 'focus', 'confirmType'],
  ...['confirmHold', 'cursor', 'selectionStart', 'selectionEnd', 'name', 'alwaysEmbed', 'adjustPosition'],
  ...['holdKeyboard', 'safePasswordCertPath', 'safePasswordLength', 'safePasswordTimeStamp', 'safePasswordNonce'],
  ...['safePasswordSalt', 'safePasswordCustomHash', 'autoFill', 'cursorColor', 'autoHeight', 'fixed'],
  ...['showConfirmBar', 'disableDefaultPadding', 'adjustKeyboardTo', 'alwaysSystem', 'randomNumber', 'controlled'],
  ...['enableNative', 'showCount'],
]

function createField(component: GeneralComponent, tag: 'input' | 'textarea'): Field {
  const field = document.createElement(tag)
  const say = (event: string, detail: object) => component.triggerEvent(event, detail, { bubbles: false })
  field.addEventListener('input', () => say('input', { value: field.value, cursor: field.selectionStart }))
  field.addEventListener('focus', () => say('focus', { value: field.value }))
  field.addEventListener('blur', () => say('blur', { value: field.value }))
  field.addEventListener('keydown', (event) => {
    if (tag === 'input' && (event as KeyboardEvent).key === 'Enter') say('confirm', { value: field.value })
  })
  // The browser's own events end here: the page hears those of the component.
  for (const event of ['input', 'change', 'focus', 'blur'])
    field.addEventListener(event, (heard) => heard.stopPropagation())
  return field
}

/** Defines wx-input and wx-textarea in a space of components. */
export function defineInputs(space: ComponentSpace): void {
  for (const tag of ['input', 'textarea'] as const) {
    const properties = Object.fromEntries(
      // A property that the page sends again counts as sent, though the page knows no other value: the person has typed since.
      [...Object.keys(GIVEN), ...IGNORED].map((name) => [name, { type: null, value: null, comparer: () => true }]),
    )
    const observers = Object.fromEntries(
      Object.entries(GIVEN).map(([name, give]) => [
        name,
        function (this: GeneralComponent, given: unknown) {
          const field = fields.get(this)
          if (field) give(field, given)
        },
      ]),
    )
    const component = space.defineComponent({
      is: `wx-${tag}`,
      properties,
      observers,
      lifetimes: {
        attached(this: GeneralComponent) {
          const field = createField(this, tag)
          for (const [name, give] of Object.entries(GIVEN)) give(field, this.data[name])
          fields.set(this, field)
          ;(this.getBackendElement() as unknown as HTMLElement).append(field)
        },
      },
    })
    space.setGlobalUsingComponent(`wx-${tag}`, component.general())
  }
}
