import { createRunApprovedJob } from '../common/runApprovedJob'
import type { JobWork } from '../common/runJobs'
import type { Log } from '../ports/system'
import type { RulebookJobKind } from '../ports/work'
import { createPreview } from './askPreview'
import type { RulebookPorts } from './ports'
import { createProposeRepricing, createRepriceBills, createShowRepricing, rulebookJob } from './repriceBills'
import { createCheckText, createProposeVersion, createShowVersions } from './versions'

/** What staff do with a company's rulebook, and the jobs that carry out what two people agreed on. */
export function createRulebookDesk(ports: RulebookPorts & { log: Log }) {
  const repriceBills = createRepriceBills(ports)
  const works: Record<RulebookJobKind, JobWork> = { 'reprice-bills': repriceBills, 'take-back-bills': repriceBills }
  const at = (deed: RulebookJobKind) => createRunApprovedJob(ports, (id) => rulebookJob({ id, deed }), works[deed])
  return {
    readText: ports.readText,
    check: createCheckText(ports),
    show: createShowVersions(ports),
    preview: createPreview(ports),
    proposeVersion: createProposeVersion(ports),
    showRepricing: createShowRepricing(ports),
    proposeRepricing: createProposeRepricing(ports),
    works,
    runApprovedJob: { 'reprice-bills': at('reprice-bills'), 'take-back-bills': at('take-back-bills') },
  }
}

export type RulebookDesk = ReturnType<typeof createRulebookDesk>
