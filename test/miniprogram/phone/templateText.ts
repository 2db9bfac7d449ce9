/** Tags that HTML knows as something else: the phone draws them by components of its own. */
const OWN_TAGS = /<(\/?)(input|textarea|image)(?=[\s>/])/g

/**
 * Names tags so that a browser can draw them, and roles so that it can tell them: what mini-programs call `aria-role` is
 * HTML's `role`, by which tests find a button as a screen reader does.
 */
export function forBrowser(template: string): string {
  return template.replace(OWN_TAGS, '<$1wx-$2').replaceAll(' aria-role="', ' role="')
}

/** Alipay writes `onTouchStart` where WeChat writes `bind:touchstart`; only a long press has another name. */
function eventName(alipay: string): string {
  return alipay === 'LongTap' ? 'longpress' : alipay.toLowerCase()
}

/** Turns a template of Alipay (AXML) into WeChat's (WXML), as far as Taro's templates use it. */
export function templateOfAlipay(template: string): string {
  return template
    .replace(/<import-sjs name="(\w+)" from="([^"]+)"\s*\/>/g, '<wxs module="$1" src="$2" />')
    .replaceAll('.axml"', '.wxml"')
    .replaceAll('.sjs"', '.wxs"')
    .replace(/\ba:(for|if|elif|else|key|for-item|for-index)\b/g, 'wx:$1')
    .replace(/\scatch([A-Z]\w*)="/g, (_all, event: string) => ` catch:${eventName(event)}="`)
    .replace(/\son([A-Z]\w*)="/g, (_all, event: string) => ` bind:${eventName(event)}="`)
}

/** Turns a template's helper script of Alipay (SJS) into WeChat's (WXS). */
export function scriptOfAlipay(script: string): string {
  return script.replace('export default', 'module.exports =')
}
