interface Template {
  mergeComponents(context: unknown, properties: Record<string, Record<string, string>>): void
}
interface PluginContext {
  registerMethod(method: { name: string; fn: (platform: { template?: Template }) => void }): void
}

/**
 * Taro's templates know no accessibility attributes; screen readers of WeChat and Alipay read `aria-role` and
 * `aria-label` of a view. The web platform has no template: there the attributes are HTML's own.
 */
export default function ariaPlugin(context: PluginContext) {
  context.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      platform.template?.mergeComponents(context, {
        View: { 'aria-label': '', 'aria-role': '', 'aria-checked': '', 'aria-disabled': '', 'aria-expanded': '' },
        Input: { 'aria-label': '' },
      })
    },
  })
}
