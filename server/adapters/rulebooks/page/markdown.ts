/** A Markdown table; a bar inside a cell is escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A heading with what follows it; nothing when nothing follows. */
export function section(title: string, body: readonly string[]): string {
  const filled = body.filter((part) => part !== '')
  return filled.length === 0 ? '' : [`## ${title}`, ...filled].join('\n\n')
}

/** A bullet list; nothing when there are no items. */
export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n')
}
