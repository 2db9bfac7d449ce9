import type { Context } from 'koa'
import type { z } from 'zod'
import type { Permission } from '../../../../contract/staffWords'
import type { Refusal, RefusalCode } from '../../../application/common/refusal'
import type { StaffOnDuty } from '../../../application/staff/logIn'
import type { Resident } from '../../../domain/resident/resident'
import type { ActionRule } from '../../../domain/staff/actionRule'
import { CONSOLE_ACTIONS } from '../../../domain/staff/consoleActions'
import type { Staff } from '../../../domain/staff/staff'
import type { LimitName } from '../limits'
import type { StaffRealm, StaffVerbs } from '../staff/verbs'
import type { Realm, Verbs } from '../verbs'
import type { ExcelAnswer, FileAnswer } from './fileAnswers'

/** The names in a path: `/api/orders/:no` has `no`. */
type ParameterName<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParameterName<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never
type Parameters<Path extends string> = Readonly<Record<ParameterName<Path>, string>>

type Read<Shape> = Shape extends z.ZodType ? z.output<Shape> : undefined
/** What a handler may give: what its route declares, a file, or a refusal that its route says. */
type Given<Answer, Code extends RefusalCode> =
  | (Answer extends z.ZodType ? z.input<Answer> : 'done')
  | Refusal<Code>
  | FileAnswer
  | ExcelAnswer

/** A folder's room for one uploaded file, under the name that its sender gave. */
export type UploadRoom = (name: string) => Promise<{ path: string; remove(): Promise<void> }>

/** What a route says of itself: the router, /openapi.json and the guard of its answers read the same words. */
interface Sentence<Path extends string, Query, Body, Answer, Said extends RefusalCode> {
  method: 'get' | 'post' | 'delete'
  path: Path
  /** As /openapi.json names it, in Chinese. */
  summary: string
  /** How often it may be asked; counted before anything is read. */
  limit?: LimitName
  /** Parameters of the address; empty ones count as absent. */
  query?: Query
  /** The JSON body, or with `photos` or `upload` the fields of a form (multipart/form-data). */
  body?: Body
  /** Photos that come with the form, in memory, each at most `maxPhotoBytes`. */
  photos?: readonly string[]
  maxPhotoBytes?: number
  /** A body that is no JSON: the bytes as they came, at most so many. */
  maxRawBytes?: number
  /** The answer's shape; without one there is nothing to say (204), or a file. */
  answer?: Answer
  /** The answer is the same for everybody: a browser may keep it and ask whether it has changed. */
  forAll?: true
  /** Of an answer that is no refusal; 200 where nothing is said. */
  status?: 201 | 202
  /** The refusals that the handler can give, no more and no fewer; each has its sentence in problems.ts. */
  refuses?: readonly Said[]
}

/** What every handler is given, read and judged: nothing here has still to be checked. */
interface Asked<Path extends string, Query, Body> {
  params: Parameters<Path>
  query: Read<Query>
  body: Read<Body>
  photos: ReadonlyMap<string, Buffer>
  bytes: Buffer
  /** Counts a second thing that may be done only so often; ends the request with 429 past it. */
  limited(name: LimitName): Promise<void>
  /** Where it comes from, by the keyed name of the address. */
  source: string
  /** For cookies and headers; everything else has its own place. */
  context: Context
}

interface PublicAsked<P extends string, Q, B> extends Asked<P, Q, B> {
  verbs: Verbs
  realm: Realm
}
interface ResidentAsked<P extends string, Q, B> extends PublicAsked<P, Q, B> {
  resident: Resident
}
interface StaffAsked<P extends string, Q, B> extends Asked<P, Q, B> {
  verbs: StaffVerbs
  realm: StaffRealm
  /** Anyone who asks, and his session. */
  onDuty: StaffOnDuty
  staff: Staff
  /** The company that was asked for or the asker's own; undefined for all companies. Another's never comes this far: 404. */
  company: string | undefined
  /** The file of a form with `upload`, as it lies in our folder until the answer is given. */
  upload: { path: string }
}

type Answering<Request, Answer, Code extends RefusalCode> = (
  request: Request,
) => Promise<Given<Answer, Code>> | Given<Answer, Code>

/** Who may ask. */
export type Access =
  | { realm: 'public' }
  | { realm: 'resident' }
  /** `anyOf` no permission: everybody on duty. */
  | { realm: 'staff'; anyOf: readonly Permission[]; fresh: boolean }
  /** Anyone who is logged in, even before a first password is chosen. */
  | { realm: 'entering' }
  /** A console's route for those who are not logged in. */
  | { realm: 'console' }

/** A route as router, /openapi.json and guard take it: its types have done their work. */
export interface Route extends Sentence<string, Shape, Shape, Shape, RefusalCode> {
  access: Access
  idempotent?: boolean
  sandboxOnly?: boolean
  upload?: { room(verbs: StaffVerbs): UploadRoom; maxBytes: number }
  /** Each builder below has checked its own handler against what is read and answered; a method, so that they are one type here. */
  answerTo(request: unknown): unknown
}

type Shape = z.ZodType | undefined

/**
 * What a builder gives. A handler's refusal that is not said does not fit `answerTo`, since `Code` is a part of `Said`; and where
 * one is said that the handler never gives, there is no route, and the list of routes that it stands in does not compile.
 */
type Exactly<Said extends RefusalCode, Code extends Said> = [Exclude<Said, Code>] extends [never]
  ? Route
  : { saysButNeverGives: Exclude<Said, Code> }

const exactly = <S extends RefusalCode, C extends S>(route: Route) => route as Exactly<S, C>

/** A route that needs no session. */
export function publicRoute<
  const P extends string,
  Q extends Shape = undefined,
  B extends Shape = undefined,
  A extends Shape = undefined,
  S extends RefusalCode = never,
  C extends S = never,
>(route: Sentence<P, Q, B, A, S> & { answerTo: Answering<PublicAsked<P, Q, B>, A, C> }): Exactly<S, C> {
  return exactly<S, C>({ ...route, access: { realm: 'public' } })
}

/** A route of somebody whom WeChat or Alipay named to us. `idempotent`: it needs an Idempotency-Key and has one effect. */
export function residentRoute<
  const P extends string,
  Q extends Shape = undefined,
  B extends Shape = undefined,
  A extends Shape = undefined,
  S extends RefusalCode = never,
  C extends S = never,
>(
  route: Sentence<P, Q, B, A, S> & { idempotent?: boolean; answerTo: Answering<ResidentAsked<P, Q, B>, A, C> },
): Exactly<S, C> {
  return exactly<S, C>({ ...route, access: { realm: 'resident' } })
}

interface StaffRoute<P extends string, Q, B, A, S extends RefusalCode, C extends S> extends Sentence<P, Q, B, A, S> {
  upload?: { room(verbs: StaffVerbs): UploadRoom; maxBytes: number }
  answerTo: Answering<StaffAsked<P, Q, B>, A, C>
}

/**
 * A route of the console that reads. `may`: the permissions, one of which is enough; `fresh`: the second factor was shown within
 * 15 minutes. A company in the query or the body that is not the asker's ends as 404, before the handler.
 */
export function staffRoute<
  const P extends string,
  Q extends Shape = undefined,
  B extends Shape = undefined,
  A extends Shape = undefined,
  S extends RefusalCode = never,
  C extends S = never,
>({
  may,
  fresh = false,
  ...route
}: StaffRoute<P, Q, B, A, S, C> & { method: 'get'; may: Permission | readonly Permission[]; fresh?: boolean }): Exactly<
  S,
  C
> {
  const anyOf = typeof may === 'string' ? [may] : may
  return exactly<S, C>({ ...route, access: { realm: 'staff', anyOf, fresh } })
}

/** A route of the console that changes something: who may, and whether the second factor must be fresh, the table of actions says. */
export function staffAction<
  const P extends string,
  Q extends Shape = undefined,
  B extends Shape = undefined,
  A extends Shape = undefined,
  S extends RefusalCode = never,
  C extends S = never,
>(route: StaffRoute<P, Q, B, A, S, C> & { method: 'post' | 'delete' }): Exactly<S, C> {
  const { may, fresh } = ruleOf(route)
  if (may === 'anybody' || may === 'entering') throw new Error(`${route.path}: the table of actions says ${may}`)
  return exactly<S, C>({ ...route, access: { realm: 'staff', anyOf: may === 'staff' ? [] : may, fresh } })
}

/** What the table of actions says of a route; a changing route that is not in it is a bug, and the server does not start. */
function ruleOf({ method, path }: { method: string; path: string }): ActionRule {
  const name = `${method.toUpperCase()} ${path}`
  const rule = CONSOLE_ACTIONS[name]
  if (!rule) throw new Error(`${name} is not in the table of actions (domain/staff/consoleActions.ts)`)
  return rule
}

/** Whether a route is open to as many as the table of actions says; a route that reads is not in it. */
function checkOpenTo(route: { method: string; path: string }, may: 'anybody' | 'entering'): void {
  if (route.method !== 'get' && ruleOf(route).may !== may) {
    throw new Error(`${route.path}: the table of actions does not open it to ${may}`)
  }
}

/** A route of the console for anyone who is logged in, even one who has a password to choose first. */
export function enteringRoute<
  const P extends string,
  Q extends Shape = undefined,
  B extends Shape = undefined,
  A extends Shape = undefined,
  S extends RefusalCode = never,
  C extends S = never,
>(route: Sentence<P, Q, B, A, S> & { answerTo: Answering<StaffAsked<P, Q, B>, A, C> }): Exactly<S, C> {
  checkOpenTo(route, 'entering')
  return exactly<S, C>({ ...route, access: { realm: 'entering' } })
}

/** A route of the console before anybody is logged in. */
export function consoleRoute<
  const P extends string,
  Q extends Shape = undefined,
  B extends Shape = undefined,
  A extends Shape = undefined,
  S extends RefusalCode = never,
  C extends S = never,
>(
  route: Sentence<P, Q, B, A, S> & {
    sandboxOnly?: boolean
    answerTo: Answering<Omit<StaffAsked<P, Q, B>, 'onDuty' | 'staff' | 'company' | 'upload'>, A, C>
  },
): Exactly<S, C> {
  checkOpenTo(route, 'anybody')
  return exactly<S, C>({ ...route, access: { realm: 'console' } })
}
