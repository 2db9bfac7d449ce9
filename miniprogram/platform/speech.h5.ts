import type { PlatformSpeech } from './ports'

/** A voice that speaks Chinese on this device itself: what is owed is not sent to a distant one. */
const voice = () =>
  window.speechSynthesis?.getVoices().find(({ lang, localService }) => /^zh/i.test(lang) && localService)

export const platformSpeech: PlatformSpeech = {
  offered: () => voice() !== undefined,
  say(words) {
    const said = new SpeechSynthesisUtterance(words)
    said.lang = 'zh-CN'
    said.voice = voice() ?? null
    said.rate = 0.85
    window.speechSynthesis.cancel()
    window.speechSynthesis.speak(said)
  },
}
