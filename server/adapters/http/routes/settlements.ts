import {
  objectionRequest,
  objectionView,
  photoAnswer,
  photoFields,
  refundAnswer,
  refundRequest,
  seasonQuery,
  settlementAnswer,
} from '../../../../contract/settlements'
import { isRefusal } from '../../../application/common/refusal'
import { refundView } from '../../../application/heatSettlement/showSettlement'
import { LARGEST_PHOTO_BYTES } from '../../../domain/gasReport/gasReport'
import { type Route, residentRoute } from '../routing/route'

/** After a season: a household's result, its objection to it, and its refund (domain.md BZ2–BZ8). */
export const SETTLEMENT_ROUTES: readonly Route[] = [
  residentRoute({
    method: 'get',
    path: '/api/households/:id/settlement',
    summary: '热计量结算结果',
    query: seasonQuery,
    answer: settlementAnswer,
    refuses: ['bind-first', 'not-found'],
    answerTo: ({ verbs: { afterSeason }, resident, params, query }) =>
      afterSeason.show(resident, params.id, query.season),
  }),
  residentRoute({
    method: 'post',
    path: '/api/households/:id/settlement-objections',
    summary: '提出结算异议',
    limit: 'after-season',
    body: objectionRequest,
    answer: objectionView,
    status: 201,
    refuses: ['already-objected', 'bind-first', 'not-found', 'not-offered', 'outside-window', 'refund-applied'],
    answerTo: ({ verbs: { afterSeason }, resident, params, body: { season, words } }) =>
      afterSeason.object(resident, { householdId: params.id, season, words }),
  }),
  residentRoute({
    method: 'post',
    path: '/api/households/:id/refund-photos',
    summary: '上传退费照片',
    limit: 'after-season',
    body: photoFields,
    photos: ['photo'],
    maxPhotoBytes: LARGEST_PHOTO_BYTES,
    answer: photoAnswer,
    status: 201,
    refuses: ['bad-photo', 'bind-first', 'not-found'],
    answerTo: ({ verbs: { afterSeason }, resident, params, body, photos }) =>
      afterSeason.keepPhoto(resident, {
        householdId: params.id,
        kind: body.kind,
        bytes: photos.get('photo') ?? Buffer.alloc(0),
      }),
  }),
  residentRoute({
    method: 'post',
    path: '/api/households/:id/refund-applications',
    summary: '申请退费',
    limit: 'refund-details',
    body: refundRequest,
    answer: refundAnswer,
    status: 201,
    refuses: [
      'bad-bank-card',
      'bind-first',
      'details-differ',
      'invoice-first',
      'not-found',
      'nothing-to-refund',
      'objection-open',
      'outside-window',
      'photo-missing',
      'refund-applied',
      'visit-a-hall',
    ],
    async answerTo({ verbs: { afterSeason }, resident, params, body: { noObjection: _, ...request } }) {
      const applied = await afterSeason.apply(resident, { householdId: params.id, ...request })
      if (isRefusal(applied)) return applied
      return { refund: refundView(applied.application), cardLooksWrong: applied.cardLooksWrong }
    },
  }),
]
