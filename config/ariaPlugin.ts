import path from 'node:path'
import { ariaComponents } from '../miniprogram/platform/ariaComponents'

interface Platform {
  template?: { mergeComponents(context: unknown, properties: typeof ariaComponents): void }
  runtimePath?: string | string[]
}
interface PluginContext {
  registerMethod(method: { name: string; fn: (platform: Platform) => void }): void
}

/**
 * Lets views of the mini-programs carry `aria-role`, `aria-label` and states, which the screen readers of WeChat and
 * Alipay read. The web platform has no template: there the attributes are HTML's own.
 */
export default function ariaPlugin(context: PluginContext) {
  context.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (!platform.template) return
      platform.template.mergeComponents(context, ariaComponents)
      const runtime = path.resolve(__dirname, '..', 'miniprogram', 'platform', 'aria.ts')
      platform.runtimePath = [platform.runtimePath ?? [], runtime].flat()
    },
  })
}
