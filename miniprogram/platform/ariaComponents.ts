/**
 * Accessibility attributes that Taro's templates do not know. Templates (config/ariaPlugin.ts) and the running program
 * (aria.ts) must learn the same list: both number the attributes of a component by their place in it.
 */
export const ariaComponents = {
  View: {
    'aria-label': '',
    'aria-role': '',
    'aria-checked': '',
    'aria-disabled': '',
    'aria-expanded': '',
    'aria-live': '',
  },
  Image: { 'aria-label': '', 'aria-role': '' },
  Input: { 'aria-label': '', 'aria-describedby': '', 'aria-invalid': '' },
  Textarea: { 'aria-label': '', 'aria-describedby': '', 'aria-invalid': '' },
}
