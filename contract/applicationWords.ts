/** Kinds, states and steps of what residents apply for; the Chinese words are the pages' own. */
export const APPLICATION_KINDS = [
  'suspension',
  'resumption',
  'instalment-consent',
  'temperature-report',
  'gas-report',
] as const
export const APPLICATION_STATUSES = [
  'asked',
  'inspected',
  'effective',
  'granted',
  'accepted',
  'confirmed',
  'reduced',
  'refused',
  'withdrawn',
] as const
export const APPLICATION_STEPS = [
  'asked',
  'inspected',
  'inspection-failed',
  'effective',
  'granted',
  'accepted',
  'measured',
  'confirmed',
  'reduced',
  'refused',
  'withdrawn',
] as const
