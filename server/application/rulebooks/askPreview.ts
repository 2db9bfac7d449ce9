import { NEXT_VERSION, numbered } from '../../domain/rulebook/versions'
import { worksFor } from '../../domain/staff/staff'
import type { Clerk } from '../common/clerk'
import { type Refusal, refuse } from '../common/refusal'
import type { RulebookPorts } from './ports'
import { previewEffect, type RulebookEffect } from './previewEffect'
import { faultsText } from './versions'

export interface PreviewAsked {
  text: string
  season: string
}

export type PreviewState = { state: 'running'; done: number; total: number } | { state: 'done'; effect: RulebookEffect }

/** So many previews are remembered by a process, the newest. */
const REMEMBERED = 8

/**
 * What a rulebook's text would change for every household, as a page asks for it until it is done: the first who asks starts the
 * work, which goes on beside everything else. `now` does it at once, for the command line. What was worked out stands for a
 * minute. Refused: `rulebook-wrong`, `not-found`.
 */
export function createPreview({ database, clock, rulebooks, readText }: RulebookPorts) {
  const known = new Map<string, { current: PreviewState; startedAt: number }>()

  function judge(clerk: Pick<Clerk, 'company'>, { text, season }: PreviewAsked) {
    const read = readText(text)
    if (read.outcome === 'wrong') return refuse('rulebook-wrong', { faults: faultsText(read.faults) })
    const company = read.rulebook.id
    const before = rulebooks.ofSeason(company, season)
    if (!before || !worksFor(clerk, company)) return refuse('not-found')
    const after = numbered(read.rulebook, NEXT_VERSION)
    return { key: `${read.hash} ${before.version} ${season}`, before, after, season }
  }

  return {
    async now(
      clerk: Pick<Clerk, 'company'>,
      asked: PreviewAsked,
      onProgress?: (done: number, total: number) => void,
    ): Promise<RulebookEffect | Refusal<'not-found' | 'rulebook-wrong'>> {
      const judged = judge(clerk, asked)
      return 'refused' in judged ? judged : previewEffect(database, judged, onProgress)
    },

    async ask(
      clerk: Pick<Clerk, 'company'>,
      asked: PreviewAsked,
    ): Promise<PreviewState | Refusal<'not-found' | 'rulebook-wrong'>> {
      const judged = judge(clerk, asked)
      if ('refused' in judged) return judged
      const there = known.get(judged.key)
      const stale = there?.current.state === 'done' && clock.now() - there.startedAt > 60_000
      if (there && !stale) return there.current
      const total = await database.read.households.count(judged.before.id)
      const entry: { current: PreviewState; startedAt: number } = {
        current: { state: 'running', done: 0, total },
        startedAt: clock.now(),
      }
      known.set(judged.key, entry)
      for (const key of [...known.keys()].slice(0, -REMEMBERED)) known.delete(key)
      void previewEffect(database, judged, (done, of) => {
        entry.current = { state: 'running', done, total: of }
      }).then(
        (effect) => {
          entry.current = { state: 'done', effect }
          entry.startedAt = clock.now()
        },
        // Whoever asks next begins anew.
        () => known.delete(judged.key),
      )
      return entry.current
    },
  }
}
