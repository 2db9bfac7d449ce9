import { createHash, timingSafeEqual } from 'node:crypto'

/** The fingerprint of a host's public key, as `ssh-keygen -l` prints it. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
}

/** Whether a host shows the key that it is known by; anything else is somebody else. */
export function isKnownHost(key: Buffer, fingerprint: string): boolean {
  const [shown, known] = [Buffer.from(fingerprintOf(key)), Buffer.from(fingerprint)]
  return shown.length === known.length && timingSafeEqual(shown, known)
}
