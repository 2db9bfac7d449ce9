import type { Node, Templates } from './templates'

export interface LivePage {
  route: string
  data: { root?: { cn?: Node[] } }
  eh(event: unknown): void
}

const PATIENCE = 15_000

/** Looks at the page that is on top, and touches it. Everything is found by what a person sees or hears. */
export function lookAt(topPage: () => LivePage, templates: Templates) {
  const roots = () => topPage().data.root?.cn ?? []

  function* below(
    nodes: readonly Node[],
    above: readonly Node[] = [],
  ): Generator<{ node: Node; above: readonly Node[] }> {
    for (const node of nodes) {
      yield { node, above }
      yield* below(node.cn ?? [], [...above, node])
    }
  }

  /** As it is read: a space that does not break a line is a space. */
  const textOf = (node: Node): string => (node.v ?? '').replaceAll('\u00a0', ' ') + (node.cn ?? []).map(textOf).join('')
  const words = () => roots().map(textOf).join('')

  /** The button, switch or radio with exactly this label or these words; else the first that has them among others. */
  const touchable = (name: string) => {
    const all = [...below(roots())].filter(({ node }) =>
      ['button', 'switch', 'radio'].includes(String(templates.shown(node, 'aria-role'))),
    )
    const called = ({ node }: { node: Node }) => templates.shown(node, 'aria-label') ?? textOf(node)
    return all.find((found) => called(found) === name) ?? all.find(({ node }) => textOf(node).includes(name))
  }

  const input = (label: string) =>
    [...below(roots())].find(
      ({ node }) =>
        ['input', 'textarea'].includes(templates.component(node)) && templates.shown(node, 'aria-label') === label,
    )

  async function until<T>(what: string, look: () => T | undefined | false): Promise<T> {
    const end = Date.now() + PATIENCE
    for (;;) {
      const found = look()
      if (found) return found
      if (Date.now() > end) throw new Error(`waited for ${what} on ${topPage().route}, which says:\n${words()}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  /** The platform calls the handler of the node and of all above it that hear the event. */
  function fire(found: { node: Node; above: readonly Node[] }, type: string, detail: object = {}) {
    const page = topPage()
    const target = {
      id: found.node.uid ?? found.node.sid,
      dataset: { sid: found.node.sid },
      targetDataset: { sid: found.node.sid },
    }
    for (const node of [found.node, ...[...found.above].reverse()]) {
      if (!templates.hears(node, type)) continue
      const currentTarget = { id: node.uid ?? node.sid, dataset: { sid: node.sid } }
      page.eh({ type, detail, target, currentTarget, mark: {}, timeStamp: Date.now() })
    }
  }

  return {
    words,
    /** Waits until the page says something. */
    says: (text: string) => until(`“${text}”`, () => words().includes(text)),
    has: (name: string) => touchable(name) !== undefined,
    tap: async (name: string) => fire(await until(`a button “${name}”`, () => touchable(name)), 'tap'),
    type: async (label: string, value: string) =>
      fire(await until(`an input “${label}”`, () => input(label)), 'input', { value, cursor: value.length }),
    /** What stands in an input at first. */
    holds: async (label: string) => {
      const { node } = await until(`an input “${label}”`, () => input(label))
      return templates.shown(node, 'value')
    },
    at: (page: string) => until(`page ${page}`, () => topPage().route === `pages/${page}/index`),
    until,
  }
}

export type Screen = ReturnType<typeof lookAt>
