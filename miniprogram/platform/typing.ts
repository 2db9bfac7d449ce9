import { FormElement, TaroElement, type TaroEvent } from '@tarojs/runtime'

const TYPED = ['input', 'change']

/**
 * What a person types stays between him and his input. Taro would send each text that it hears back to the input: on a
 * phone whose page lags behind the fingers an older text then replaces a newer one, and the cursor leaves the middle of
 * the text (NervJS/taro #13515, #17391). The text is remembered here, for when Taro draws the input again.
 */
FormElement.prototype.dispatchEvent = function (this: FormElement, event: TaroEvent) {
  if (event.mpEvent && TYPED.includes(event.type)) this.props.value = event.mpEvent.detail.value
  return TaroElement.prototype.dispatchEvent.call(this, event)
}
