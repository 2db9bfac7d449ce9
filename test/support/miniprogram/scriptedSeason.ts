import type { ZodType } from 'zod'
import {
  type ApplicationView,
  applicationsAnswer,
  applicationView,
  consentAnswer,
  consentRequest,
  gasAnswer,
  serviceAnswer,
  suspensionRequest,
  temperatureAnswer,
} from '../../../contract/applications'
import { type ClaimView, claimRequest, claimsAnswer, claimView } from '../../../contract/claims'
import {
  objectionRequest,
  objectionView,
  photoAnswer,
  photoFields,
  refundAnswer,
  refundRequest,
  settlementAnswer,
} from '../../../contract/settlements'
import { type ApiAnswer, type ApiRequest, problem } from './scriptedApi'
import { type BooksState, MINIMUM, USER_CODE } from './scriptedBooks'
import { NOON, scriptedSettlement } from './scriptedSettlement'

const SEASON = '2026-2027'

const good = <T>(schema: ZodType<T>, body: T, status = 200): ApiAnswer => ({ status, body: schema.parse(body) })

/** A household that is stopping its heat, and whose last season was settled at 140.00 yuan in its favour (BZ2). */
export function scriptedSeason(known: Pick<BooksState, 'verified' | 'consent'>) {
  const applications: ApplicationView[] = []
  const claims: ClaimView[] = []
  const photos: { id: string; kind: 'identity-card' | 'bank-card' }[] = []
  const household = { id: 'H1', userCode: USER_CODE, owner: '王秀英', address: '幸福里小区3号楼2单元501' }
  const window = { from: '2026-11-01', to: '2026-11-30' }
  const settlement = scriptedSettlement()

  function ask(request: ApiRequest): ApiAnswer {
    const { words = null } = suspensionRequest.parse(request.body)
    if (applications.some(({ mayWithdraw }) => mayWithdraw))
      return problem(409, 'already-asked', '这一户已有同样的申请，请在“我的申请”里查看进度。')
    const view: ApplicationView = {
      id: `A${applications.length + 1}`,
      kind: 'suspension',
      household,
      season: SEASON,
      status: 'asked',
      askedOn: '2026-11-21',
      words,
      mayWithdraw: true,
      steps: [{ step: 'asked', on: '2026-11-21', at: NOON, by: 'resident', note: null }],
      service: { work: 'household', inspected: true, charged: false },
      temperature: null,
      gas: null,
    }
    applications.unshift(view)
    return good(applicationView, view, 201)
  }

  function askConsent(request: ApiRequest): ApiAnswer {
    const { words } = consentRequest.parse(request.body)
    const asked = { step: 'asked', on: '2026-11-21', at: NOON, by: 'resident', note: null } as const
    const view: ApplicationView = {
      ...{ id: `A${applications.length + 1}`, kind: 'instalment-consent', household, season: SEASON, status: 'asked' },
      ...{ askedOn: '2026-11-21', words, mayWithdraw: true, steps: [asked] },
      ...{ service: null, temperature: null, gas: null },
    }
    applications.unshift(view)
    known.consent = 'asked'
    return good(applicationView, view, 201)
  }

  function change(
    id: string,
    step: 'inspected' | 'granted' | 'withdrawn',
    by: 'resident' | 'staff',
  ): ApplicationView | undefined {
    const place = applications.findIndex((one) => one.id === id)
    const before = applications[place]
    if (!before) return undefined
    const changed: ApplicationView = {
      ...before,
      status: step,
      mayWithdraw: step === 'inspected',
      steps: [...before.steps, { step, on: '2026-11-22', at: NOON + 86_400_000, by, note: null }],
    }
    applications[place] = changed
    return changed
  }

  function apply(request: ApiRequest): ApiAnswer {
    const { owner, identityNumber, bankCard, photoIds } = refundRequest.parse(request.body)
    if (owner !== '王秀英' || identityNumber !== '37230119600101002X') {
      const fields = owner === '王秀英' ? '身份证号' : '户主姓名'
      const answer = problem(422, 'details-differ', `${fields}与登记的不一致，没有受理。`)
      return { ...answer, body: { ...(answer.body as object), fields } }
    }
    if (photos.filter(({ id }) => photoIds.includes(id)).length < 2)
      return problem(422, 'photo-missing', '请先上传照片，再提交申请。')
    const refund = {
      id: 'R1',
      state: 'applied' as const,
      amountFen: settlement.payableFen,
      appliedOn: '2026-05-25',
      bankCard: `${bankCard.slice(0, 4)}****${bankCard.slice(-4)}`,
      bankName: null,
      paidOn: null,
      reason: null,
    }
    settlement.refunds = [refund]
    settlement.mayApply = { ...settlement.mayApply, open: false, reason: '已经申请退费' }
    settlement.mayObject = { ...settlement.mayObject, open: false, reason: '已确认无异议并申请退费' }
    settlement.steps.push({ step: 'refund-applied', on: '2026-05-25', at: NOON, by: 'resident', note: null })
    return good(refundAnswer, { refund, cardLooksWrong: false }, 201)
  }

  /** What belongs to a household; undefined when it is none of these addresses. */
  function ofHousehold(request: ApiRequest, what: string | undefined): ApiAnswer | undefined {
    const services = ['suspensions', 'instalment-consents', 'temperature-reports', 'gas-reports']
    if (
      !what ||
      ![...services, 'settlement', 'settlement-objections', 'refund-photos', 'refund-applications'].includes(what)
    )
      return undefined
    if (!known.verified) return problem(403, 'bind-first', '只有绑定并核实过的用户才能办理。')
    if (what === 'suspensions' && request.method === 'POST') return ask(request)
    if (what === 'suspensions') {
      const lines = [{ label: '基本热费', formula: '2,233.25 元 × 30%', rule: 'BO7', amountFen: 66_998 }]
      return good(serviceAnswer, {
        service: 'heating',
        season: SEASON,
        state: 'open',
        windows: [{ ...window, work: 'household', inspected: true, text: '供热前请完成施工。', open: true }],
        feeAfterwards: { lines, totalFen: 66_998 },
        applications,
      })
    }
    if (what === 'instalment-consents' && request.method === 'POST') return askConsent(request)
    if (what === 'instalment-consents')
      return good(consentAnswer, {
        season: SEASON,
        state: known.consent,
        minimumFirstFen: MINIMUM,
        balanceDueOn: '2027-01-01',
        arrearsFen: 0,
        applications: applications.filter(({ kind }) => kind === 'instalment-consent'),
      })
    if (what === 'temperature-reports')
      return good(temperatureAnswer, {
        offered: false,
        belowCelsius: null,
        measurementsPerMonth: null,
        heated: true,
        applications: [],
      })
    if (what === 'gas-reports') {
      const subsidy = { state: 'rate-not-published' as const, cubicMetres: null, amountFen: null, on: null }
      const none = { offered: false, season: null, windows: [], subsidy, collection: null, applications: [] }
      return good(gasAnswer, none)
    }
    if (what === 'settlement') return good(settlementAnswer, { metered: true, settlement })
    if (what === 'refund-photos') {
      const { kind } = photoFields.parse(request.body)
      const id = `P${photos.length + 1}`
      photos.push({ id, kind })
      return good(photoAnswer, { id, kind, type: 'image/jpeg', bytes: 1000 }, 201)
    }
    if (what === 'settlement-objections') {
      objectionRequest.parse(request.body)
      const objection = {
        id: 'O1',
        state: 'made' as const,
        madeOn: '2026-05-25',
        agreementDueOn: '2026-06-01',
        signedOn: null,
        testedOn: null,
      }
      settlement.objection = objection
      settlement.mayObject = { ...settlement.mayObject, open: false, reason: '已经提出过异议' }
      settlement.mayApply = { ...settlement.mayApply, open: false, reason: '结算异议正在办理' }
      settlement.steps.push({ step: 'objected', on: '2026-05-25', at: NOON, by: 'resident', note: null })
      return good(objectionView, objection, 201)
    }
    return apply(request)
  }

  return {
    applications,
    photos,
    ofHousehold,
    /** The company's people came and looked. */
    inspect: (id: string) => change(id, 'inspected', 'staff'),
    /** The company lets the household pay in parts (LZ2). */
    grant(id: string) {
      known.consent = 'granted'
      return change(id, 'granted', 'staff')
    },

    application(id: string | undefined, action: string | undefined): ApiAnswer {
      if (!id) return good(applicationsAnswer, { applications })
      const view =
        action === 'withdraw' ? change(id, 'withdrawn', 'resident') : applications.find((one) => one.id === id)
      return view ? good(applicationView, view) : problem(404, 'not-found', '没有找到。')
    },

    claim(orderNo: string, request: ApiRequest): ApiAnswer {
      const { reason, userCode } = claimRequest.parse(request.body)
      const made = { status: 'asked' as const, answer: null, askedAt: NOON + 1, decidedAt: null }
      const view: ClaimView = {
        id: `C${claims.length + 1}`,
        orderNo,
        amountFen: 111_663,
        from: { userCode: USER_CODE, owner: '王*', address: '幸福里***3单元' },
        to: { userCode, owner: '张*', address: '幸福里***2单元' },
        reason,
        ...made,
      }
      claims.push(view)
      return good(claimView, view, 201)
    },
    claims: () => good(claimsAnswer, { claims }),
  }
}
