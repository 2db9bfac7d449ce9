import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** A node of Taro's tree, as setData carries it to the templates. */
export interface Node {
  nn: string
  sid: string
  uid?: string
  /** The text of a text node. */
  v?: string
  cn?: Node[]
  [attribute: string]: unknown
}

const TEMPLATE = /<template name="tmpl_0_([^"]+)">\s*<([a-z-]+) ([^>]*)>/g

/**
 * Reads base.wxml or base.axml: which component a node becomes, which attribute takes its value from which key of the
 * node, and which events it hears. A value that no template shows is a value that nobody sees.
 */
export function readTemplates(folder: string) {
  const wechat = existsSync(path.join(folder, 'base.wxml'))
  const source = readFileSync(path.join(folder, wechat ? 'base.wxml' : 'base.axml'), 'utf8')
  const attributesOf = new Map<string, { component: string; text: string }>()
  for (const [, number = '', component = '', text = ''] of source.matchAll(TEMPLATE))
    attributesOf.set(number, { component, text })

  // An input has one template for when it has the focus and one for when it has not.
  const of = (node: Node) => {
    const own = attributesOf.get(node.nn)
    return (own?.component === 'template' ? attributesOf.get(`${node.nn}_blur`) : own) ?? { component: '', text: '' }
  }
  return {
    component: (node: Node) => of(node).component,
    /** What the template shows for an attribute, e.g. aria-label; undefined when it is not shown. */
    shown(node: Node, attribute: string): unknown {
      const key = new RegExp(`(?:^|\\s)${attribute}="{{[^"]*?i\\.([a-zA-Z0-9]+)`).exec(of(node).text)?.[1]
      return key === undefined ? undefined : node[key]
    },
    hears: (node: Node, event: string) => new RegExp(`(?:bind|on)${event}="eh"`, 'i').test(of(node).text),
  }
}

export type Templates = ReturnType<typeof readTemplates>
