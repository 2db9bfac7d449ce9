import type { Problem } from '../contract/problem'
import { text } from './text'

const ROOT = '/console/api'

/** A refusal of the server: its sentence is for people, its code for the page. */
export class ApiProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail)
  }
}

const OFFLINE: Problem = {
  type: 'offline',
  title: text.common.failed,
  status: 0,
  code: 'offline',
  detail: text.common.offline,
}

let csrf = ''
let onLoggedOut: () => void = () => undefined

/** Sent with every write from now on. */
export function rememberCsrf(token: string): void {
  csrf = token
}

/** Called whenever the server says that nobody is logged in any more. */
export function whenLoggedOut(listener: () => void): void {
  onLoggedOut = listener
}

/** Calls the console's API; throws ApiProblem with what the server, or the lack of one, says. */
export async function call<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${ROOT}${path}`, {
    method,
    headers: {
      ...(method === 'GET' ? {} : { 'x-heatpay-csrf': csrf }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => undefined)
  if (!response) throw new ApiProblem(OFFLINE)
  if (response.status === 204) return undefined as T
  return answered(response.ok, await response.json().catch(() => OFFLINE))
}

function answered<T>(ok: boolean, document: unknown): T {
  if (ok) return document as T
  const problem = document as Problem
  if (problem.code === 'unauthorized') onLoggedOut()
  throw new ApiProblem(problem)
}

/** The name in a Content-Disposition as this server writes it, `filename*=UTF-8''…` (RFC 6266); `file` where there is none. */
export function givenName(disposition: string): string {
  const [, name = 'file'] = /filename\*=UTF-8''([^;]+)/.exec(disposition) ?? []
  return decodeURIComponent(name)
}

/** Saves a file under the name that the server gives it; a refusal is thrown as from `call`, and no page is left for it. */
export async function download(path: string): Promise<void> {
  const response = await fetch(`${ROOT}${path}`).catch(() => undefined)
  if (!response) throw new ApiProblem(OFFLINE)
  if (!response.ok) return answered(false, await response.json().catch(() => OFFLINE))
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = givenName(response.headers.get('content-disposition') ?? '')
  link.click()
  URL.revokeObjectURL(link.href)
}

/** Sends a form with a file, or a file alone; `tell` hears how much of it has gone, from 0 to 1, which fetch cannot say. */
export async function upload<T>(path: string, form: FormData | File, tell: (gone: number) => void): Promise<T> {
  const request = new XMLHttpRequest()
  request.open('POST', `${ROOT}${path}`)
  request.setRequestHeader('x-heatpay-csrf', csrf)
  request.responseType = 'json'
  request.upload.onprogress = ({ lengthComputable, loaded, total }) => lengthComputable && tell(loaded / total)
  await new Promise((resolve) => {
    request.onloadend = resolve
    request.send(form)
  })
  return answered(request.status >= 200 && request.status < 300, request.response ?? OFFLINE)
}

export const get = <T>(path: string): Promise<T> => call<T>('GET', path)
export const post = <T>(path: string, body?: unknown): Promise<T> => call<T>('POST', path, body)

/** Makes a query string of what is set. */
export function query(parameters: Record<string, string | number | undefined>): string {
  const set = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '')
  return set.length === 0 ? '' : `?${new URLSearchParams(set.map(([name, value]) => [name, String(value)]))}`
}

/** The address of something to be downloaded. */
export const addressOf = (path: string): string => `${ROOT}${path}`

/** The address of a list as an Excel file, with the same filters. */
export const excelAddress = (path: string, parameters: Record<string, string | number | undefined>): string =>
  `${ROOT}${path}${query({ ...parameters, format: 'xlsx' })}`

/** What went wrong, in words. */
export const sentenceOf = (error: unknown): string =>
  error instanceof ApiProblem ? error.problem.detail : text.common.failed
