/** Facts of a refusal that its sentence, and the page, may show. */
export type Facts = Record<string, string | number>

/** How a refusal is told: HTTP status, title, and what happened with the next step (ui.md, Copy). */
export interface Sentence {
  status: number
  title: string
  detail: string | ((facts: Facts) => string)
}
