import type { ChosenPhoto } from '../platform/photoPorts'
import { platformPhotos } from '../platform/photos'
import { type Answer, readAnswer, readBreak } from './answer'

function readBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Sends a form with one picture. Every outcome is a value; `status` 0 means that no answer came. */
export async function sendForm<T>(
  path: string,
  headers: Record<string, string>,
  fields: Record<string, string>,
  photo: ChosenPhoto,
): Promise<{ status: number; answer: Answer<T> }> {
  try {
    const { status, body } = await platformPhotos.send({ url: API_BASE + path, headers, fields, photo })
    return { status, answer: readAnswer<T>(status, readBody(body)) }
  } catch (caught) {
    const { error, errMsg, errorMessage } = caught as { error?: unknown; errMsg?: string; errorMessage?: string }
    return { status: 0, answer: readBreak(`${error ?? ''} ${errMsg ?? errorMessage ?? ''}`.trim()) }
  }
}
