/** A template as glass-easel takes it. */
export interface Template {
  groupList: Record<string, unknown>
  content: unknown
  fallbackListenerOnNativeNode: boolean
}

/** Reads the templates that the compiler wrote; gives each by its path. */
export function readTemplates(compiled: string): (path: string) => Template {
  const groups = new Function(`return ${compiled}`)() as Record<string, unknown>
  return (path) => {
    const content = groups[path]
    if (!content) throw new Error(`the package has no template ${path}`)
    return { groupList: groups, content, fallbackListenerOnNativeNode: true }
  }
}
