import { Words } from '../platform/elements'

export type Tone = 'good' | 'soon' | 'wrong' | 'quiet'

/** A state in a word; the colour only helps. */
export function Tag({ tone, children }: { tone: Tone; children: string }) {
  return <Words className={`tag tag-${tone}`}>{children}</Words>
}
